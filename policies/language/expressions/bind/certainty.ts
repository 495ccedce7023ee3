import type { BoundPattern } from '../bound-tree/conversions';
import type { BoundStatement, BoundSwitchLabel, BoundSwitchSection } from '../bound-tree/statements';
import type { BoundValue, ConstantValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { nullableUnderlying, sameType } from '../clr-type';
import { foldBinary } from './constant-operations';
import { standardImplicit } from './conversions';
import { acceptsNull, isReferenceConvertible } from './type-relations';

type Switch = Extract<BoundStatement, { kind: 'switch' }>;

/** True when the constant is what decides: `while (true)`. */
export function isConstant(value: BoundValue | undefined, wanted: boolean): boolean {
  return value?.kind === 'literal' && value.value === wanted;
}

function sameConstant(left: ConstantValue, right: ConstantValue, type: ClrType): boolean {
  if (left === null || right === null) return left === right;
  const folded = foldBinary('==', left, right, type, false);
  return folded !== undefined && 'value' in folded ? folded.value === true : left === right;
}

/** Whether a value matches a pattern, as far as the compiler knows; undefined where only the run tells. */
export function certainty(value: BoundValue, pattern: BoundPattern): boolean | undefined {
  const constant = value.kind === 'literal' ? value : undefined;
  switch (pattern.kind) {
    case 'var':
      return true;
    case 'constant':
      return constant === undefined ? undefined : sameConstant(constant.value, pattern.value.value, constant.type);
    case 'type': {
      if (constant?.value === null) return false;
      const isNever = acceptsNull(value.type) && constant === undefined;
      return !isNever && isAlwaysOf(value.type, pattern.target) ? true : undefined;
    }
  }
}

function isAlwaysOf(type: ClrType, target: ClrType): boolean {
  return sameType(type, target) || isReferenceConvertible(type, target) || isBoxed(type, target);
}

function isBoxed(type: ClrType, target: ClrType): boolean {
  return !acceptsNull(type) && acceptsNull(target) && standardImplicit({ type }, target) !== undefined;
}

function isUnguarded(label: BoundSwitchLabel): boolean {
  return label.kind === 'case' && (label.when === undefined || isConstant(label.when, true));
}

/** True when some section of a switch runs whatever the value is, as far as the compiler sees. */
export function isExhaustive({ value, sections }: Switch): boolean {
  const labels = sections.flatMap((section) => section.labels);
  if (labels.some((label) => label.kind === 'default')) return true;
  const patterns = labels.flatMap((label) => (label.kind === 'case' && isUnguarded(label) ? label.pattern : []));
  if (patterns.some((pattern) => certainty(value, pattern) === true)) return true;
  const takesNull = patterns.some((pattern) => pattern.kind === 'constant' && pattern.value.value === null);
  const type = nullableUnderlying(value.type) ?? value.type;
  return takesNull && patterns.some((pattern) => pattern.kind === 'type' && isAlwaysOf(type, pattern.target));
}

/** The sections that may run: those that may match, and those that `goto case` leads to. */
export function reachableSections(statement: Switch): ReadonlySet<BoundSwitchSection> {
  return new Set([...matchedSections(statement), ...statement.sections.filter(({ entry }) => entry.isUsed)]);
}

/** The sections that the value may match: of a constant, not all. */
export function matchedSections({ value, sections }: Switch): ReadonlySet<BoundSwitchSection> {
  if (value.kind !== 'literal') return new Set(sections);
  const reachable = new Set<BoundSwitchSection>();
  for (const section of sections) {
    for (const label of section.labels) {
      const matches = label.kind === 'case' ? certainty(value, label.pattern) : false;
      if (matches !== false) reachable.add(section);
      if (matches === true && isUnguarded(label)) return reachable;
    }
  }
  const fallback = sections.find((section) => section.labels.some(({ kind }) => kind === 'default'));
  return fallback === undefined ? reachable : reachable.add(fallback);
}
