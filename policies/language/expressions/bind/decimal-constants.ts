import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  multiplyDecimals,
  negateDecimal,
  parseDecimal,
  remainderOfDecimals,
  writeDecimal,
} from '../decimal';
import type { Decimal } from '../decimal';
import type { Folded } from './constant-operations';

function result(value: Decimal | undefined): Folded {
  return value === undefined ? { error: 'decimal' } : { value: { decimal: writeDecimal(value, true) } };
}

/** Computes an operator of two decimal constants, written as C# prints them. */
export function foldDecimal(operator: string, left: string, right: string): Folded {
  const [a, b] = [parseDecimal(left), parseDecimal(right)];
  if (a === undefined || b === undefined) return { error: 'decimal' };
  const order = compareDecimals(a, b);
  switch (operator) {
    case '+':
      return result(addDecimals(a, b));
    case '-':
      return result(addDecimals(a, negateDecimal(b)));
    case '*':
      return result(multiplyDecimals(a, b));
    case '/':
      return b.coefficient === 0n ? { error: 'zero' } : result(divideDecimals(a, b));
    case '%':
      return b.coefficient === 0n ? { error: 'zero' } : result(remainderOfDecimals(a, b));
    case '==':
      return { value: order === 0 };
    case '!=':
      return { value: order !== 0 };
    case '<':
      return { value: order < 0 };
    case '<=':
      return { value: order <= 0 };
    case '>':
      return { value: order > 0 };
    case '>=':
      return { value: order >= 0 };
    default:
      return undefined;
  }
}
