import type { BoundStatement } from '../bound-tree/statements';
import type { BoundValue } from '../bound-tree/values';
import { sameType } from '../clr-type';
import { acceptsNull, isReferenceConvertible } from './type-relations';

/** True when the constant is what decides: `while (true)`. */
export function isConstant(value: BoundValue | undefined, wanted: boolean): boolean {
  return value?.kind === 'literal' && value.value === wanted;
}

/** True when some section of a switch runs whatever the value is, as far as the compiler sees. */
export function isExhaustive({ value, sections }: Extract<BoundStatement, { kind: 'switch' }>): boolean {
  const patterns = sections.flatMap((section) =>
    section.labels.flatMap((label) => (label.kind === 'case' && label.when === undefined ? label.pattern : [])),
  );
  const takesNull = patterns.some((pattern) => pattern.kind === 'constant' && pattern.value.value === null);
  return (
    sections.some((section) => section.labels.some((label) => label.kind === 'default')) ||
    patterns.some(
      (pattern) =>
        pattern.kind === 'var' ||
        (pattern.kind === 'type' &&
          (sameType(value.type, pattern.target) || isReferenceConvertible(value.type, pattern.target)) &&
          (takesNull || !acceptsNull(value.type))),
    )
  );
}

/** True when control can reach the end of a statement (C# specification, 8.1). */
export function completes(statement: BoundStatement): boolean {
  switch (statement.kind) {
    case 'block':
      return allComplete(statement.statements);
    case 'if':
      if (isConstant(statement.condition, true)) {
        return completes(statement.then);
      }
      if (isConstant(statement.condition, false)) {
        return statement.else === undefined || completes(statement.else);
      }
      return completes(statement.then) || statement.else === undefined || completes(statement.else);
    case 'while':
      return !isConstant(statement.condition, true) || breaks(statement.body);
    case 'do':
      return (
        breaks(statement.body) ||
        ((completes(statement.body) || continues(statement.body)) && !isConstant(statement.condition, true))
      );
    case 'for':
      return (statement.condition !== undefined && !isConstant(statement.condition, true)) || breaks(statement.body);
    case 'forEach':
      return true;
    case 'switch': {
      return (
        !isExhaustive(statement) ||
        statement.sections.some((section) => section.statements.some(breaks) || allComplete(section.statements))
      );
    }
    case 'try':
      return (
        (completes(statement.block) || statement.catches.some((clause) => completes(clause.block))) &&
        (statement.finally === undefined || completes(statement.finally))
      );
    case 'using':
      return completes(statement.body);
    case 'return':
    case 'throw':
    case 'break':
    case 'continue':
      return false;
    case 'declare':
    case 'expression':
      return true;
  }
}

/** True when the end of a list of statements can be reached. */
export function allComplete(statements: readonly BoundStatement[]): boolean {
  return statements.every(completes);
}

/** True when a reachable `break` leaves the loop or switch that this statement is the body of. */
export function breaks(statement: BoundStatement): boolean {
  return jumps(statement, 'break');
}

function continues(statement: BoundStatement): boolean {
  return jumps(statement, 'continue');
}

function jumps(statement: BoundStatement, kind: 'break' | 'continue'): boolean {
  const inside = (inner: BoundStatement): boolean => jumps(inner, kind);
  switch (statement.kind) {
    case 'break':
    case 'continue':
      return statement.kind === kind;
    case 'block':
      return statement.statements.slice(0, reachableCount(statement.statements)).some(inside);
    case 'if':
      return (
        (!isConstant(statement.condition, false) && inside(statement.then)) ||
        (!isConstant(statement.condition, true) && statement.else !== undefined && inside(statement.else))
      );
    case 'switch':
      return kind === 'continue' && statement.sections.some((section) => section.statements.some(inside));
    case 'try':
      return [statement.block, ...statement.catches.map((clause) => clause.block)].some(inside);
    case 'using':
      return inside(statement.body);
    default:
      return false;
  }
}

function reachableCount(statements: readonly BoundStatement[]): number {
  const end = statements.findIndex((statement) => !completes(statement));
  return end < 0 ? statements.length : end + 1;
}
