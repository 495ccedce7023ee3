import type { BoundStatement } from '../bound-tree/statements';
import { isConstant, isExhaustive, reachableSections } from './certainty';

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
        [...reachableSections(statement)].some(({ statements }) => statements.some(breaks) || allComplete(statements))
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
    case 'goto':
      return false;
    case 'label':
    case 'declare':
    case 'expression':
      return true;
  }
}

/** True when the end of a list of statements can be reached. */
export function allComplete(statements: readonly BoundStatement[]): boolean {
  return walk(statements).completes;
}

/** The statements of a list that control reaches, and whether it reaches the end. A label is reached by any `goto`. */
function walk(statements: readonly BoundStatement[]): { reached: BoundStatement[]; completes: boolean } {
  const reached: BoundStatement[] = [];
  let isReached = true;
  for (const statement of statements) {
    isReached ||= statement.kind === 'label' && statement.label.isUsed;
    if (!isReached) continue;
    reached.push(statement);
    isReached = completes(statement);
  }
  return { reached, completes: isReached };
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
      return walk(statement.statements).reached.some(inside);
    case 'if':
      return (
        (!isConstant(statement.condition, false) && inside(statement.then)) ||
        (!isConstant(statement.condition, true) && statement.else !== undefined && inside(statement.else))
      );
    case 'switch':
      return (
        kind === 'continue' && [...reachableSections(statement)].some((section) => section.statements.some(inside))
      );
    case 'try':
      if (statement.finally !== undefined && !completes(statement.finally)) return false;
      return [statement.block, ...statement.catches.map((clause) => clause.block)].some(inside);
    case 'using':
      return inside(statement.body);
    default:
      return false;
  }
}
