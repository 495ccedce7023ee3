import type { ClrType, NamedType } from '../clr-type';
import { OBJECT, named, nullableUnderlying, sameType } from '../clr-type';
import type { TypeDefinition } from '../types/table';
import { typeDefinition } from '../types/table';

/** Puts arguments for the generic parameters of a type and of a method. Parameters without an argument stay. */
export function substitute(
  type: ClrType,
  typeArgs: readonly ClrType[],
  methodArgs: readonly (ClrType | undefined)[] = [],
): ClrType {
  switch (type.kind) {
    case 'parameter':
      return (type.owner === 'type' ? typeArgs : methodArgs)[type.index] ?? type;
    case 'array':
      return { kind: 'array', element: substitute(type.element, typeArgs, methodArgs) };
    case 'named':
      return type.args.length === 0
        ? type
        : named(type.id, ...type.args.map((argument) => substitute(argument, typeArgs, methodArgs)));
    default:
      return type;
  }
}

/** The definition of a named type; an array has that of System.Array. */
export function definitionOf(type: ClrType): TypeDefinition | undefined {
  switch (type.kind) {
    case 'named':
      return typeDefinition(type.id);
    case 'array':
      return typeDefinition('System.Array');
    case 'anonymous':
      return typeDefinition('System.Object');
    default:
      return undefined;
  }
}

export function isValueType(type: ClrType): boolean {
  const kind = type.kind === 'named' ? typeDefinition(type.id)?.kind : undefined;
  return kind === 'struct' || kind === 'enum';
}

export function isReferenceType(type: ClrType): boolean {
  return (
    type.kind !== 'parameter' &&
    type.kind !== 'null' &&
    !isValueType(type) &&
    !(type.kind === 'named' && type.id === 'System.Void')
  );
}

export function isEnum(type: ClrType): type is NamedType {
  return type.kind === 'named' && typeDefinition(type.id)?.kind === 'enum';
}

export function isInterface(type: ClrType): boolean {
  return type.kind === 'named' && typeDefinition(type.id)?.kind === 'interface';
}

/** The signature of a delegate type. */
export function delegateSignature(type: ClrType): { parameters: ClrType[]; returnType: ClrType } | undefined {
  if (type.kind !== 'named') {
    return undefined;
  }
  const invoke = typeDefinition(type.id)?.invoke;
  return invoke === undefined
    ? undefined
    : {
        parameters: invoke.parameters.map((parameter) => substitute(parameter, type.args)),
        returnType: substitute(invoke.returnType, type.args),
      };
}

/** The base class with its generic arguments. */
export function baseOf(type: ClrType): ClrType | undefined {
  if (type.kind === 'array') {
    return named('System.Array');
  }
  if (type.kind === 'anonymous') {
    return OBJECT;
  }
  const base = definitionOf(type)?.base;
  return base === undefined || type.kind !== 'named' ? undefined : substitute(base, type.args);
}

const chains = new WeakMap<ClrType, readonly ClrType[]>();

/** The type and its base classes, most derived first. */
export function classChain(type: ClrType): readonly ClrType[] {
  let chain = chains.get(type);
  if (chain === undefined) {
    const base = baseOf(type);
    chain = base === undefined ? [type] : [type, ...classChain(base)];
    chains.set(type, chain);
  }
  return chain;
}

const ARRAY_INTERFACES = [
  'System.Collections.Generic.IList`1',
  'System.Collections.Generic.ICollection`1',
  'System.Collections.Generic.IEnumerable`1',
  'System.Collections.Generic.IReadOnlyList`1',
  'System.Collections.Generic.IReadOnlyCollection`1',
];

const interfaces = new WeakMap<ClrType, readonly ClrType[]>();

/** All interfaces a type has, inherited ones too, without itself. */
export function interfacesOf(type: ClrType): readonly ClrType[] {
  let known = interfaces.get(type);
  if (known === undefined) {
    known = findInterfaces(type);
    interfaces.set(type, known);
  }
  return known;
}

function findInterfaces(type: ClrType): ClrType[] {
  const definition = definitionOf(type);
  const own = (definition?.interfaces ?? []).map((entry) => substitute(entry, type.kind === 'named' ? type.args : []));
  return type.kind === 'array' ? [...ARRAY_INTERFACES.map((id) => named(id, type.element)), ...own] : own;
}

/** True when a reference of type `from` is one of type `to` without any check: identity, base class, interface, variance. */
export function isReferenceConvertible(from: ClrType, to: ClrType): boolean {
  if (sameType(from, to)) {
    return true;
  }
  if (!isReferenceType(from) || !isReferenceType(to)) {
    return false;
  }
  if (sameType(to, OBJECT)) {
    return true;
  }
  if (from.kind === 'array' && to.kind === 'array') {
    return isReferenceType(from.element) && isReferenceConvertible(from.element, to.element);
  }
  return isVariantOf(from, to) || isInheritedBy(from, to);
}

/** True when `to` is among the base classes and interfaces of `from`, up to variance. Works for value types too (boxing). */
export function isInheritedBy(from: ClrType, to: ClrType): boolean {
  if (isInterface(to)) {
    const own = from.kind === 'named' && isInterface(from) ? [from, ...interfacesOf(from)] : interfacesOf(from);
    const convertible = (entry: ClrType): boolean =>
      sameType(entry, to) ||
      isVariantOf(entry, to) ||
      (from.kind === 'array' &&
        entry.kind === 'named' &&
        to.kind === 'named' &&
        entry.id === to.id &&
        everyArgument(entry, to));
    return own.some(convertible);
  }
  return classChain(from)
    .slice(1)
    .some((base) => sameType(base, to));
}

/** `string[]` is an `IList<object>` as arrays are covariant. */
function everyArgument(from: NamedType, to: NamedType): boolean {
  return from.args.every((argument, index) => {
    const target = to.args[index];
    return target !== undefined && isReferenceConvertible(argument, target);
  });
}

function isVariantOf(from: ClrType, to: ClrType): boolean {
  if (from.kind !== 'named' || to.kind !== 'named' || from.id !== to.id || from.args.length === 0) {
    return false;
  }
  const generics = typeDefinition(from.id)?.generics ?? [];
  return from.args.every((argument, index) => {
    const target = to.args[index];
    if (target === undefined) {
      return false;
    }
    if (sameType(argument, target)) {
      return true;
    }
    switch (generics[index]?.variance) {
      case 'out':
        return isReferenceConvertible(argument, target);
      case 'in':
        return isReferenceConvertible(target, argument);
      default:
        return false;
    }
  });
}

/** `T` of `T?`, or the type itself. */
export function withoutNullable(type: ClrType): ClrType {
  return nullableUnderlying(type) ?? type;
}

/** True when null is a value of the type. */
export function acceptsNull(type: ClrType): boolean {
  return isReferenceType(type) || nullableUnderlying(type) !== undefined;
}

/** The constructed forms of a generic interface or class (by id) that a type is: itself, base classes, interfaces. */
export function constructionsOf(type: ClrType, id: string): NamedType[] {
  const found: NamedType[] = [];
  for (const candidate of [...classChain(type), ...interfacesOf(type)]) {
    if (candidate.kind === 'named' && candidate.id === id && !found.some((other) => sameType(other, candidate))) {
      found.push(candidate);
    }
  }
  return found;
}
