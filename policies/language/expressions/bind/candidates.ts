import type { ClrType, NamedType } from '../clr-type';
import { OBJECT, named, sameType, typeKey } from '../clr-type';
import { isTypeAllowed } from '../types/allow-list';
import type { Field, Member, Method, Property } from '../types/table';
import { extensionMethods } from '../types/table';
import { classChain, definitionOf, interfacesOf, isInterface, substitute } from './type-relations';

/** A method, constructor or indexer that a call may mean. */
export interface Candidate {
  readonly method: Method;
  readonly declaringType: NamedType;
  /** Distance from the receiver's type to where the method was first declared: nearer ones hide farther ones. */
  readonly level: number;
}

/** A property or field with the type that declares it. */
export interface FoundMember {
  readonly member: Property | Field;
  readonly declaringType: NamedType;
}

/** What a name after a dot is. */
export type Lookup =
  { readonly kind: 'member'; readonly found: FoundMember } | { readonly kind: 'methods' } | { readonly kind: 'none' };

function asNamed(type: ClrType): NamedType | undefined {
  return type.kind === 'named'
    ? type
    : type.kind === 'array'
      ? named('System.Array')
      : type.kind === 'anonymous'
        ? OBJECT
        : undefined;
}

/** The types whose members a value of the type has, nearest first. */
function memberTypes(type: ClrType): NamedType[] {
  const types = isInterface(type) ? [type, ...interfacesOf(type), OBJECT] : classChain(type);
  return types.map(asNamed).filter((entry): entry is NamedType => entry !== undefined);
}

function membersNamed(type: NamedType, name: string): readonly Member[] {
  return definitionOf(type)?.members.get(name) ?? [];
}

/** Finds what `name` means on a type; the nearest declaration decides. */
export function lookUp(type: ClrType, name: string): Lookup {
  for (const declaringType of memberTypes(type)) {
    for (const member of membersNamed(declaringType, name)) {
      if (member.kind === 'method') {
        return { kind: 'methods' };
      }
      if (member.kind === 'field' || member.parameters.length === 0) {
        return { kind: 'member', found: { member, declaringType } };
      }
    }
  }
  return { kind: 'none' };
}

/** All methods of a name, overridden ones represented by their nearest override. */
export function methodCandidates(type: ClrType, name: string): Candidate[] {
  const candidates: { method: Method; declaringType: NamedType; level: number; key: string }[] = [];
  memberTypes(type).forEach((declaringType, level) => {
    for (const method of membersNamed(declaringType, name)) {
      if (method.kind !== 'method') {
        continue;
      }
      const key = `${method.generics.length}(${method.parameters.map((parameter) => typeKey(substitute(parameter.type, declaringType.args))).join(',')})`;
      const nearer = candidates.find((candidate) => candidate.key === key);
      if (nearer === undefined) {
        candidates.push({ method, declaringType, level, key });
      } else if (nearer.method.override) {
        // An override counts as declared where the original is.
        nearer.level = level;
      }
    }
  });
  return candidates;
}

/** Constructors of a class or struct. */
export function constructorCandidates(type: NamedType): Candidate[] {
  return membersNamed(type, '#ctor').flatMap((method) =>
    method.kind === 'method' ? [{ method, declaringType: type, level: 0 }] : [],
  );
}

/** Indexers of a type, as methods that return the element. */
export function indexerCandidates(type: ClrType): { candidate: Candidate; property: Property }[] {
  const found: { candidate: Candidate; property: Property }[] = [];
  memberTypes(type).forEach((declaringType, level) => {
    for (const property of definitionOf(declaringType)?.members.indexers() ?? []) {
      const hidden = found.some(
        (nearer) =>
          nearer.property.parameters.length === property.parameters.length &&
          nearer.property.parameters.every((parameter, index) => {
            const other = property.parameters[index];
            return (
              other !== undefined &&
              sameType(
                substitute(parameter.type, nearer.candidate.declaringType.args),
                substitute(other.type, declaringType.args),
              )
            );
          }),
      );
      if (!hidden) {
        found.push({ candidate: { method: asMethod(property), declaringType, level }, property });
      }
    }
  });
  return found;
}

function asMethod(property: Property): Method {
  return {
    kind: 'method',
    id: property.id,
    name: 'this[]',
    declaring: property.declaring,
    static: false,
    extension: false,
    params: false,
    override: false,
    generics: [],
    parameters: property.parameters,
    returnType: property.type,
  };
}

/** Extension methods of a name, from the allowed static classes. */
export function extensionCandidates(name: string): readonly Candidate[] {
  return extensionMethods(name)
    .filter(({ declaring }) => isTypeAllowed(declaring))
    .map(({ declaring, method }) => ({ method, declaringType: named(declaring), level: 0 }));
}
