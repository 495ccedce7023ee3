import type { BoundConversion } from '../bound-tree/conversions';
import type { BoundValue, ConstantValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { OBJECT, isNamed, nullableUnderlying, sameType } from '../clr-type';
import type { Binding } from './binding';
import { convertConstant } from './constant-conversions';
import { fits, integerOf, isIntegral, isNumeric, widens } from './numeric';
import {
  acceptsNull,
  classChain,
  definitionOf,
  isEnum,
  isInheritedBy,
  isInterface,
  isReferenceConvertible,
  isReferenceType,
  isValueType,
} from './type-relations';
import { findUserConversion } from './user-conversions';

/** A way to turn a value into another type. */
export type Conversion = (binding: Binding, value: BoundValue) => BoundValue;

const identity: Conversion = (_binding, value) => value;

/** A value as far as conversions look at it: its type, and its constant when it is one. */
export interface Convertible {
  readonly type: ClrType;
  readonly constant?: { readonly value: ConstantValue };
}

/** What a bound value is to conversions. */
export function convertible(value: BoundValue): Convertible {
  return { type: value.type, constant: value.kind === 'literal' ? { value: value.value } : undefined };
}

function step(conversion: BoundConversion['conversion'], type: ClrType, method?: string): Conversion {
  return (binding, operand) => ({
    kind: 'conversion',
    type,
    conversion,
    operand,
    checked: binding.checked === true,
    method,
  });
}

/** A numeric conversion; of a constant the compiler does it itself. */
function numeric(from: ClrType, to: ClrType, wraps: (binding: Binding) => boolean): Conversion {
  const convert = step('numeric', to);
  return (binding, value) => {
    if (value.kind === 'literal' && isNumeric(from) && isNumeric(to)) {
      const constant = convertConstant(value.value, from, to, wraps(binding));
      if (constant !== undefined) {
        return { kind: 'literal', type: to, value: constant };
      }
    }
    return convert(binding, value);
  };
}

const literalAs =
  (type: ClrType): Conversion =>
  (_binding, value) =>
    ({ ...value, type }) as BoundValue;

/** The implicit conversion from a value to a type without operators that types define, or undefined. */
export function standardImplicit(from: Convertible, to: ClrType): Conversion | undefined {
  const { type, constant } = from;
  if (sameType(type, to)) {
    return identity;
  }
  if (type.kind === 'null') {
    return acceptsNull(to) ? literalAs(to) : undefined;
  }
  if (widens(type, to)) {
    return numeric(type, to, () => false);
  }
  const constantConversion = constant === undefined ? undefined : ofConstant(type, constant.value, to);
  if (constantConversion !== undefined) {
    return constantConversion;
  }
  const target = nullableUnderlying(to);
  if (target !== undefined) {
    return toNullable(from, target, to, standardImplicit);
  }
  if (isReferenceConvertible(type, to)) {
    return step('reference', to);
  }
  return boxing(type, to);
}

/** Integer constants that fit convert to smaller types; zero converts to every enum. */
function ofConstant(type: ClrType, value: ConstantValue, to: ClrType): Conversion | undefined {
  const integer = isIntegral(type) && !isNamed(type, 'System.Char') ? integerOf(value) : undefined;
  if (integer === undefined) {
    return undefined;
  }
  if (isEnum(to) && integer === 0n) {
    const underlying = definitionOf(to)?.underlying;
    return underlying === undefined
      ? undefined
      : (_binding, operand) => ({
          kind: 'literal',
          type: to,
          value: convertConstant((operand as { value: ConstantValue }).value, type, underlying, false) ?? 0,
        });
  }
  const isInt = isNamed(type, 'System.Int32') && !isNamed(to, 'System.Char') && isIntegral(to) && fits(integer, to);
  const isLong = isNamed(type, 'System.Int64') && isNamed(to, 'System.UInt64') && integer >= 0n;
  return isInt || isLong ? numeric(type, to, () => false) : undefined;
}

/** `T -> U?` wraps what `T -> U` gives; `T? -> U?` does so for a value and keeps null. */
function toNullable(
  from: Convertible,
  target: ClrType,
  to: ClrType,
  inner: (from: Convertible, to: ClrType) => Conversion | undefined,
): Conversion | undefined {
  const source = nullableUnderlying(from.type);
  const convert = inner(source === undefined ? from : { type: source }, target);
  if (convert === undefined) {
    return undefined;
  }
  const wrapped: Conversion = (binding, value) => step('wrap', to)(binding, convert(binding, value));
  return source === undefined ? wrapped : lifted(source, to, wrapped);
}

function lifted(source: ClrType, to: ClrType, convert: Conversion): Conversion {
  return (binding, receiver) => {
    const temporary = binding.newTemporary(source);
    return {
      kind: 'conditionalAccess',
      type: to,
      receiver,
      temporary,
      whenNotNull: convert(binding, binding.readTemporary(temporary)),
    };
  };
}

function boxing(type: ClrType, to: ClrType): Conversion | undefined {
  const boxed = nullableUnderlying(type) ?? type;
  const possible =
    isValueType(type) && !isNamed(type, 'System.Void') && (sameType(to, OBJECT) || isInheritedBy(boxed, to));
  return possible ? step('boxing', to) : undefined;
}

/** The implicit conversion from a value to a type, or undefined. */
export function implicitConversion(from: Convertible, to: ClrType): Conversion | undefined {
  return standardImplicit(from, to) ?? userDefined(from, to, 'implicit');
}

/** The conversion that a cast does, or undefined. */
export function explicitConversion(from: Convertible, to: ClrType): Conversion | undefined {
  return standardImplicit(from, to) ?? standardExplicit(from, to) ?? userDefined(from, to, 'explicit');
}

function userDefined(from: Convertible, to: ClrType, mode: 'implicit' | 'explicit'): Conversion | undefined {
  const found = findUserConversion(from, to, mode, {
    implicit: (a, b) => standardImplicit(a, b) !== undefined,
    explicit: (a, b) => (standardImplicit(a, b) ?? standardExplicit(a, b)) !== undefined,
  });
  if (found === undefined) {
    return undefined;
  }
  const before =
    standardImplicit(found.lifts ? { type: found.source } : from, found.source) ?? standardExplicit(from, found.source);
  const after =
    standardImplicit({ type: found.target }, found.lifts ? found.target : to) ??
    standardExplicit({ type: found.target }, to);
  if (before === undefined || after === undefined) {
    return undefined;
  }
  const call = step('user', found.target, found.method);
  const whole: Conversion = (binding, value) => after(binding, call(binding, before(binding, value)));
  if (!found.lifts) {
    return whole;
  }
  const last = toNullable(
    { type: found.target },
    nullableUnderlying(to) ?? to,
    to,
    (a, b) => standardImplicit(a, b) ?? standardExplicit(a, b),
  );
  return last === undefined
    ? undefined
    : lifted(found.source, to, (binding, value) => last(binding, call(binding, value)));
}

/** Casts that are not implicit and not operators of a type. */
export function standardExplicit(from: Convertible, to: ClrType): Conversion | undefined {
  const { type } = from;
  if ((isNumeric(type) || isEnum(type)) && (isNumeric(to) || isEnum(to))) {
    return numericOrEnum(type, to);
  }
  const target = nullableUnderlying(to);
  const source = nullableUnderlying(type);
  const any = (a: Convertible, b: ClrType): Conversion | undefined => standardImplicit(a, b) ?? standardExplicit(a, b);
  if (target !== undefined && (source !== undefined || isValueType(type))) {
    return toNullable(from, target, to, any);
  }
  if (source !== undefined && isValueType(to)) {
    const inner = any({ type: source }, to);
    return inner === undefined ? undefined : (binding, value) => inner(binding, step('unwrap', source)(binding, value));
  }
  if (isValueType(to) && isReferenceType(type)) {
    const boxed = target ?? to;
    return sameType(type, OBJECT) || isInheritedBy(boxed, type) ? step('unboxing', to) : undefined;
  }
  return isReferenceType(type) && isReferenceType(to) && castPossible(type, to) ? step('cast', to) : undefined;
}

function numericOrEnum(type: ClrType, to: ClrType): Conversion {
  const source = isEnum(type) ? (definitionOf(type)?.underlying ?? type) : type;
  const target = isEnum(to) ? (definitionOf(to)?.underlying ?? to) : to;
  const convert = numeric(source, target, (binding) => binding.checked === false);
  return (binding, value) => {
    if (value.kind !== 'literal') {
      return step('numeric', to)(binding, value);
    }
    const constant = sameType(source, target) ? value : convert(binding, { ...value, type: source });
    return constant.kind === 'literal' ? { ...constant, type: to } : step('numeric', to)(binding, value);
  };
}

function castPossible(from: ClrType, to: ClrType): boolean {
  if (sameType(from, OBJECT) || isReferenceConvertible(to, from)) {
    return true;
  }
  const isSealed = (type: ClrType): boolean => {
    const kind = type.kind === 'named' ? definitionOf(type)?.kind : undefined;
    return kind === 'sealed' || kind === 'delegate' || kind === 'static' || type.kind === 'anonymous';
  };
  if (isInterface(from)) {
    return (
      isInterface(to) ||
      (to.kind !== 'array' && !isSealed(to)) ||
      (isSealed(to) && isInheritedBy(to, from)) ||
      (to.kind === 'array' && isInheritedBy(to, from))
    );
  }
  if (isInterface(to)) {
    return from.kind !== 'array' && !isSealed(from);
  }
  if (from.kind === 'array' && to.kind === 'array') {
    return isReferenceType(from.element) && isReferenceType(to.element) && castPossible(from.element, to.element);
  }
  return classChain(to).some((base) => sameType(base, from));
}
