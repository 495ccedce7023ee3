import type { ClrType } from '../clr-type';
import { nullableUnderlying, sameType } from '../clr-type';
import type { Method } from '../types/table';
import type { Convertible } from './conversions';
import { classChain, definitionOf, isInterface, substitute } from './type-relations';

/** A conversion operator that fits. */
export interface UserConversion {
  readonly method: string;
  readonly source: ClrType;
  readonly target: ClrType;
  /** Source and target are nullable and the operator works on what is inside. */
  readonly lifts: boolean;
}

/** Which standard conversions exist. */
export interface StandardConversions {
  readonly implicit: (from: Convertible, to: ClrType) => boolean;
  readonly explicit: (from: Convertible, to: ClrType) => boolean;
}

interface Operator {
  readonly method: string;
  readonly source: ClrType;
  readonly target: ClrType;
}

/** What was chosen between two types; forgotten with the types. */
class ChosenConversions {
  private readonly chosen = new WeakMap<ClrType, WeakMap<ClrType, UserConversion | 'none'>>();

  find(from: ClrType, to: ClrType, choose: () => UserConversion | undefined): UserConversion | undefined {
    let fromThis = this.chosen.get(from);
    if (fromThis === undefined) {
      fromThis = new WeakMap();
      this.chosen.set(from, fromThis);
    }
    let conversion = fromThis.get(to);
    if (conversion === undefined) {
      conversion = choose() ?? 'none';
      fromThis.set(to, conversion);
    }
    return conversion === 'none' ? undefined : conversion;
  }
}

const chosen = { implicit: new ChosenConversions(), explicit: new ChosenConversions() };

/**
 * Chooses the conversion operator for a cast or an implicit conversion (C# specification, 6.4.4 and 6.4.5): the most
 * specific source and target type decide; none or several are no conversion.
 */
export function findUserConversion(
  from: Convertible,
  to: ClrType,
  mode: 'implicit' | 'explicit',
  standard: StandardConversions,
): UserConversion | undefined {
  if (from.type.kind === 'null' || isInterface(from.type) || isInterface(to)) {
    return undefined;
  }
  // A constant may convert where its type does not.
  return from.constant === undefined
    ? chosen[mode].find(from.type, to, () => findOperator(from, to, mode, standard))
    : findOperator(from, to, mode, standard);
}

function findOperator(
  from: Convertible,
  to: ClrType,
  mode: 'implicit' | 'explicit',
  standard: StandardConversions,
): UserConversion | undefined {
  const operators = operatorsOf(from.type, to, mode);
  const direct = choose(operators, from, to, mode, standard);
  if (direct !== undefined) {
    return { ...direct, lifts: false };
  }
  const source = nullableUnderlying(from.type);
  const target = nullableUnderlying(to);
  if (source === undefined || target === undefined) {
    return undefined;
  }
  const inner = choose(operators, { type: source }, target, mode, standard);
  return inner === undefined || !sameType(inner.source, source) ? undefined : { ...inner, lifts: true };
}

function operatorsOf(from: ClrType, to: ClrType, mode: 'implicit' | 'explicit'): Operator[] {
  const types = [nullableUnderlying(from) ?? from, nullableUnderlying(to) ?? to].flatMap(classChain);
  const names = mode === 'implicit' ? ['op_Implicit'] : ['op_Implicit', 'op_Explicit'];
  const found = new Map<string, Operator>();
  for (const type of types) {
    for (const name of names) {
      for (const member of definitionOf(type)?.members.get(name) ?? []) {
        found.set(member.id, operatorOf(member as Method, type));
      }
    }
  }
  return [...found.values()];
}

function operatorOf(method: Method, declaring: ClrType): Operator {
  const args = declaring.kind === 'named' ? declaring.args : [];
  const parameter = method.parameters[0]?.type ?? method.returnType;
  return { method: method.id, source: substitute(parameter, args), target: substitute(method.returnType, args) };
}

function choose(
  operators: readonly Operator[],
  from: Convertible,
  to: ClrType,
  mode: 'implicit' | 'explicit',
  standard: StandardConversions,
): Operator | undefined {
  const encompassed = (inner: ClrType, outer: ClrType): boolean => standard.implicit({ type: inner }, outer);
  const applicable = operators.filter(({ source, target }) =>
    mode === 'implicit'
      ? standard.implicit(from, source) && encompassed(target, to)
      : (standard.implicit(from, source) || encompassed(source, from.type)) &&
        (encompassed(target, to) || encompassed(to, target)),
  );
  const sources = applicable.map(({ source }) => source);
  const targets = applicable.map(({ target }) => target);
  const wideSources = sources.filter((source) => standard.implicit(from, source));
  const source =
    sources.find((candidate) => sameType(candidate, from.type)) ??
    (wideSources.length > 0 ? innermost(wideSources, encompassed) : outermost(sources, encompassed));
  const narrowTargets = targets.filter((target) => encompassed(target, to));
  const target =
    targets.find((candidate) => sameType(candidate, to)) ??
    (narrowTargets.length > 0 ? outermost(narrowTargets, encompassed) : innermost(targets, encompassed));
  if (source === undefined || target === undefined) {
    return undefined;
  }
  const exact = applicable.filter((operator) => sameType(operator.source, source) && sameType(operator.target, target));
  return exact.length === 1 ? exact[0] : undefined;
}

/** The type that converts to all the others. */
function innermost(
  types: readonly ClrType[],
  encompassed: (inner: ClrType, outer: ClrType) => boolean,
): ClrType | undefined {
  return types.find((candidate) => types.every((other) => encompassed(candidate, other)));
}

/** The type that all the others convert to. */
function outermost(
  types: readonly ClrType[],
  encompassed: (inner: ClrType, outer: ClrType) => boolean,
): ClrType | undefined {
  return types.find((candidate) => types.every((other) => encompassed(other, candidate)));
}
