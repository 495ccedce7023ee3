import type {
  BoundBinary,
  BoundLogical,
  BoundUnary,
  BinaryOperator,
  OperandKind,
} from '../../../policies/language/expressions/bound-tree/operators';
import type { BoundValue } from '../../../policies/language/expressions/bound-tree/values';
import type { ClrValue } from '../clr-value';
import { ClrException } from '../clr-exception';
import {
  compareNumbers,
  decimalOperator,
  intOperator,
  realOperator,
  wideOperator,
} from '../runtime/numbers/arithmetic';
import type { ArithmeticOperator, BinaryFunction } from '../runtime/numbers/arithmetic';
import { convertNumber, rawNumber, wrapInteger } from '../runtime/numbers/convert-number';
import { ClrDecimal } from '../runtime/numbers/decimal';
import { ClrEnum, isEnumType } from '../runtime/enums';
import { double, single } from '../runtime/numbers/numbers';
import { reflectionName } from '../runtime/type-names';
import { clrEquals } from '../runtime/values';
import type { Compiler } from './compiler';
import type { Code } from './frame';
import { invokeMember } from './invoke';

const NUMERIC_TYPES: Readonly<Partial<Record<OperandKind, string>>> = {
  int: 'System.Int32',
  uint: 'System.UInt32',
  long: 'System.Int64',
  ulong: 'System.UInt64',
  float: 'System.Single',
  double: 'System.Double',
  decimal: 'System.Decimal',
};

type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

function isComparison(operator: BinaryOperator): operator is Comparison {
  return ['==', '!=', '<', '<=', '>', '>='].includes(operator);
}

function comparison(operator: Comparison): BinaryFunction {
  switch (operator) {
    case '==':
      return (left, right) => compareNumbers(left, right) === 0;
    case '!=':
      return (left, right) => compareNumbers(left, right) !== 0;
    case '<':
      return (left, right) => compareNumbers(left, right) < 0;
    case '<=':
      return (left, right) => compareNumbers(left, right) <= 0;
    case '>':
      return (left, right) => compareNumbers(left, right) > 0;
    case '>=':
      return (left, right) => compareNumbers(left, right) >= 0;
  }
}

function intFunction(operator: BinaryOperator, checked: boolean): BinaryFunction {
  if (isComparison(operator)) {
    const compare: Readonly<Record<Comparison, (left: number, right: number) => boolean>> = {
      '==': (left, right) => left === right,
      '!=': (left, right) => left !== right,
      '<': (left, right) => left < right,
      '<=': (left, right) => left <= right,
      '>': (left, right) => left > right,
      '>=': (left, right) => left >= right,
    };
    return compare[operator] as BinaryFunction;
  }
  return intOperator(operator, checked) as BinaryFunction;
}

function boolFunction(operator: BinaryOperator): BinaryFunction {
  switch (operator) {
    case '&':
      return (left, right) => left === true && right === true;
    case '|':
      return (left, right) => left === true || right === true;
    case '==':
      return (left, right) => left === right;
    default:
      return (left, right) => left !== right;
  }
}

function enumFunction(node: BoundBinary): BinaryFunction {
  if (isComparison(node.operator)) return comparison(node.operator);
  const calculate = intOperator(node.operator as ArithmeticOperator, false);
  return (left, right) => {
    const value = calculate(Number(rawNumber(left)), Number(rawNumber(right)));
    return left instanceof ClrEnum && node.operator !== '-' ? new ClrEnum(left.clrType, value) : value;
  };
}

/** `enum + int`, which is computed on the numbers behind. */
function isEnumOffset({ operands, type }: BoundBinary): boolean {
  return operands !== 'enum' && type.kind === 'named' && isEnumType(type.id);
}

function enumOffset(node: BoundBinary): BinaryFunction {
  const calculate = builtIn(node);
  const name = reflectionName(node.type);
  return (left, right) => convertNumber(calculate(left, right), name, node.checked);
}

function isBoxing(node: BoundValue): boolean {
  return node.kind === 'conversion' && node.conversion === 'boxing';
}

/** References. A value boxed on the spot is an object of its own, which no other reference is. */
function referenceFunction({ operator, left: leftNode, right: rightNode }: BoundBinary): BinaryFunction {
  const boxed = isBoxing(leftNode) || isBoxing(rightNode);
  const same: (left: ClrValue, right: ClrValue) => boolean = boxed
    ? (left, right) => left === null && right === null
    : (left, right) => left === right;
  return operator === '==' ? same : (left, right) => !same(left, right);
}

function builtIn(node: BoundBinary): BinaryFunction {
  const { operator, operands, checked } = node;
  switch (operands) {
    case 'int':
      return intFunction(operator, checked);
    case 'bool':
      return boolFunction(operator);
    case 'string':
      return operator === '==' ? (left, right) => left === right : (left, right) => left !== right;
    case 'reference':
      return referenceFunction(node);
    case 'enum':
      return enumFunction(node);
    case 'user':
      throw new Error('a user-defined operator is a member call');
    default:
  }
  if (isComparison(operator)) return comparison(operator);
  if (operands === 'decimal') return decimalOperator(operator) as unknown as BinaryFunction;
  if (operands === 'double') return realOperator(operator, 'System.Double');
  if (operands === 'float') return realOperator(operator, 'System.Single');
  return wideOperator(operator, NUMERIC_TYPES[operands] ?? 'System.Int64', checked);
}

/** `&` and `|` of bool?, where null means unknown. */
function threeValued(operator: '&' | '|'): BinaryFunction {
  const decisive = operator === '|';
  return (left, right) => {
    if (left === decisive || right === decisive) return decisive;
    return left === null || right === null ? null : !decisive;
  };
}

/** What the compiler sees to be null, whatever nullable type it is converted to. */
function isNullConstant(node: BoundValue): boolean {
  switch (node.kind) {
    case 'conversion':
      return isNullConstant(node.operand);
    case 'conditionalAccess':
      return isNullConstant(node.receiver);
    case 'literal':
      return node.value === null;
    default:
      return node.kind === 'default';
  }
}

/** The constant -0.0, which the C# compiler compares with the default value that a null stands on, and that is equal. */
function isNegativeZero(node: BoundValue): boolean {
  if (node.kind === 'conversion') return isNegativeZero(node.operand);
  return node.kind === 'literal' && Object.is(node.value, -0);
}

function lift(node: BoundBinary, calculate: BinaryFunction): BinaryFunction {
  const { operator } = node;
  if (node.operands === 'bool' && (operator === '&' || operator === '|')) return threeValued(operator);
  if (operator === '==' || operator === '!=') {
    const sides = [node.left, node.right];
    const isZero = sides.some(isNegativeZero) && !sides.some(isNullConstant);
    return (left, right) => {
      if (left === null || right === null) return (isZero || left === right) === (operator === '==');
      return calculate(left, right);
    };
  }
  const whenNull = isComparison(operator) ? false : null;
  return (left, right) => (left === null || right === null ? whenNull : calculate(left, right));
}

/** Compiles a binary operator. */
export function compileBinary(compiler: Compiler, node: BoundBinary): Code {
  const [left, right] = [compiler.value(node.left), compiler.value(node.right)];
  if (node.operands === 'user') {
    const call = invokeMember(compiler, node.method ?? '', { operands: 2, site: undefined });
    if (!node.lifted) return (frame) => call(frame.run, left(frame), right(frame));
    return (frame) => {
      const calculate = lift(node, (first, second) => call(frame.run, first, second));
      return calculate(left(frame), right(frame));
    };
  }
  const plain = isEnumOffset(node) ? enumOffset(node) : builtIn(node);
  const calculate = node.lifted ? lift(node, plain) : plain;
  return (frame) => calculate(left(frame), right(frame));
}

/** Compiles `&&` and `||`. */
export function compileLogical(compiler: Compiler, node: BoundLogical): Code {
  const [left, right] = [compiler.value(node.left), compiler.value(node.right)];
  return node.operator === '&&'
    ? (frame) => left(frame) === true && right(frame) === true
    : (frame) => left(frame) === true || right(frame) === true;
}

function negate(value: ClrValue, checked: boolean): ClrValue {
  if (typeof value === 'number') {
    if (checked && value === -0x80000000) {
      throw new ClrException('System.OverflowException', 'Arithmetic operation resulted in an overflow.');
    }
    return -value | 0;
  }
  const raw = rawNumber(value);
  if (raw instanceof ClrDecimal) return raw.negate();
  if (typeof raw === 'bigint') {
    if (checked && raw === -(1n << 63n)) {
      throw new ClrException('System.OverflowException', 'Arithmetic operation resulted in an overflow.');
    }
    return wrapInteger(-raw, 'System.Int64');
  }
  return clrEquals(value, single(raw)) ? single(-raw) : double(-raw);
}

function complement(value: ClrValue, kind: OperandKind | 'user'): ClrValue {
  if (typeof value === 'number') return ~value;
  if (value instanceof ClrEnum) return new ClrEnum(value.clrType, ~value.value);
  const raw = rawNumber(value);
  return wrapInteger(
    ~BigInt(raw instanceof ClrDecimal ? 0 : raw),
    NUMERIC_TYPES[kind as OperandKind] ?? 'System.Int32',
  );
}

/** Compiles `+ - ~ !`. */
export function compileUnary(compiler: Compiler, node: BoundUnary): Code {
  const operand = compiler.value(node.operand);
  if (node.operands === 'user') {
    const call = invokeMember(compiler, node.method ?? '', { operands: 1, site: undefined });
    return (frame) => {
      const value = operand(frame);
      return node.lifted && value === null ? null : call(frame.run, value);
    };
  }
  if (node.operator === '!' && !node.lifted) return (frame) => operand(frame) !== true;
  const calculate = (value: ClrValue): ClrValue => {
    switch (node.operator) {
      case '!':
        return value !== true;
      case '-':
        return negate(value, node.checked);
      case '~':
        return complement(value, node.operands);
      case '+':
        return value;
    }
  };
  return (frame) => {
    const value = operand(frame);
    return value === null && node.lifted ? null : calculate(value);
  };
}
