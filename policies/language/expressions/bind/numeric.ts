import type { OperandKind } from '../bound-tree/operators';
import type { ConstantValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { INTEGRALS } from '../integrals';
import type { Integral } from '../integrals';

const FLOATING = ['System.Single', 'System.Double', 'System.Decimal'];

/** Implicit numeric conversions of C# (6.1.2 of its specification). */
const WIDENING: Readonly<Record<string, readonly string[]>> = {
  'System.SByte': ['Int16', 'Int32', 'Int64', 'Single', 'Double', 'Decimal'],
  'System.Byte': ['Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Single', 'Double', 'Decimal'],
  'System.Int16': ['Int32', 'Int64', 'Single', 'Double', 'Decimal'],
  'System.UInt16': ['Int32', 'UInt32', 'Int64', 'UInt64', 'Single', 'Double', 'Decimal'],
  'System.Char': ['UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Single', 'Double', 'Decimal'],
  'System.Int32': ['Int64', 'Single', 'Double', 'Decimal'],
  'System.UInt32': ['Int64', 'UInt64', 'Single', 'Double', 'Decimal'],
  'System.Int64': ['Single', 'Double', 'Decimal'],
  'System.UInt64': ['Single', 'Double', 'Decimal'],
  'System.Single': ['Double'],
};

/** The id of a type without generic arguments, else ''. */
export function idOf(type: ClrType): string {
  return type.kind === 'named' && type.args.length === 0 ? type.id : '';
}

/** True for sbyte ... ulong, char, float, double, decimal. */
export function isNumeric(type: ClrType): boolean {
  return isIntegral(type) || FLOATING.includes(idOf(type));
}

/** True for sbyte ... ulong and char. */
export function isIntegral(type: ClrType): boolean {
  return INTEGRALS[idOf(type)] !== undefined;
}

/** True when an implicit numeric conversion exists. */
export function widens(from: ClrType, to: ClrType): boolean {
  const target = idOf(to);
  return target.startsWith('System.') && WIDENING[idOf(from)]?.includes(target.slice(7)) === true;
}

/** True for sbyte, short, int, long. */
export function isSigned(type: ClrType): boolean {
  const id = idOf(type);
  return INTEGRALS[id]?.signed === true;
}

/** True for byte, ushort, uint, ulong. */
export function isUnsigned(type: ClrType): boolean {
  const id = idOf(type);
  return INTEGRALS[id]?.signed === false && id !== 'System.Char';
}

/** True when an integer is a value of the integral type. */
export function fits(value: bigint, type: ClrType): boolean {
  const integral = integralOf(type);
  return integral !== undefined && wrap(value, integral) === value;
}

/** The bits of an integral type; undefined for any other. */
export function integralOf(type: ClrType): Integral | undefined {
  return INTEGRALS[idOf(type)];
}

/** The integer in the bits of a type, as an unchecked operation leaves it. */
export function wrap(value: bigint, { bits, signed }: Integral): bigint {
  return signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

/** The constant as an integer, undefined when it is not one. */
export function integerOf(value: ConstantValue): bigint | undefined {
  return typeof value === 'bigint'
    ? value
    : typeof value === 'number' && Number.isInteger(value)
      ? BigInt(value)
      : undefined;
}

/** An integer in the representation of its type: bigint for 64 bits, number below. */
export function integerConstant(value: bigint, type: ClrType): ConstantValue {
  return INTEGRALS[idOf(type)]?.bits === 64 ? value : Number(value);
}

const KINDS: Readonly<Record<string, OperandKind>> = {
  'System.Int32': 'int',
  'System.UInt32': 'uint',
  'System.Int64': 'long',
  'System.UInt64': 'ulong',
  'System.Single': 'float',
  'System.Double': 'double',
  'System.Decimal': 'decimal',
  'System.Boolean': 'bool',
};

/** The operand kind of a type that has built-in operators of its own. */
export function operandKind(type: ClrType): OperandKind | undefined {
  return KINDS[idOf(type)];
}
