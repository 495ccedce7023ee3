import type { ClrObject, ClrValue } from '../../clr-value';
import { formatDouble, formatSingle } from './format-double';

/** Every numeric type of .NET that policies compute with, by full name. */
export const NUMERIC_TYPES = [
  'SByte',
  'Byte',
  'Int16',
  'UInt16',
  'Int32',
  'UInt32',
  'Int64',
  'UInt64',
  'Single',
  'Double',
  'Decimal',
].map((name) => `System.${name}`);

/** The numeric types held by ClrNumber. Int32 and Int64 are JavaScript primitives, UInt64 and Decimal have classes of their own. */
export type SmallNumericType =
  | 'System.Double'
  | 'System.Single'
  | 'System.Byte'
  | 'System.SByte'
  | 'System.Int16'
  | 'System.UInt16'
  | 'System.UInt32';

/** A .NET number other than Int32, Int64, UInt64 and Decimal. Make one with the functions below, which wrap and round. */
export class ClrNumber implements ClrObject {
  constructor(
    readonly clrType: SmallNumericType,
    readonly value: number,
  ) {}

  toClrString(): string {
    if (this.clrType === 'System.Double') return formatDouble(this.value);
    return this.clrType === 'System.Single' ? formatSingle(this.value) : String(this.value);
  }

  equals(other: ClrValue): boolean {
    if (!(other instanceof ClrNumber) || other.clrType !== this.clrType) return false;
    return this.value === other.value || (Number.isNaN(this.value) && Number.isNaN(other.value));
  }

  equalityKey(): unknown {
    return `${this.clrType}:${this.value}`;
  }
}

/** A System.UInt64. */
export class ClrUInt64 implements ClrObject {
  readonly clrType = 'System.UInt64';

  constructor(readonly value: bigint) {}

  toClrString(): string {
    return this.value.toString();
  }

  equals(other: ClrValue): boolean {
    return other instanceof ClrUInt64 && other.value === this.value;
  }

  equalityKey(): unknown {
    return `System.UInt64:${this.value}`;
  }
}

/** A System.Char: one UTF-16 code unit. */
export class ClrChar implements ClrObject {
  readonly clrType = 'System.Char';

  constructor(readonly code: number) {}

  toClrString(): string {
    return String.fromCharCode(this.code);
  }

  equals(other: ClrValue): boolean {
    return other instanceof ClrChar && other.code === this.code;
  }

  equalityKey(): unknown {
    return `System.Char:${this.code}`;
  }
}

const BYTES = Array.from({ length: 256 }, (_, value) => new ClrNumber('System.Byte', value));
const CHARS = Array.from({ length: 256 }, (_, code) => new ClrChar(code));

/** A System.Double. */
export function double(value: number): ClrNumber {
  return new ClrNumber('System.Double', value);
}

/** A System.Single, rounded to its precision. */
export function single(value: number): ClrNumber {
  return new ClrNumber('System.Single', Math.fround(value));
}

/** A System.Byte from the low eight bits. */
export function byte(value: number): ClrNumber {
  return BYTES[value & 0xff] ?? new ClrNumber('System.Byte', value & 0xff);
}

/** A System.SByte from the low eight bits. */
export function sbyte(value: number): ClrNumber {
  return new ClrNumber('System.SByte', (value << 24) >> 24);
}

/** A System.Int16 from the low sixteen bits. */
export function int16(value: number): ClrNumber {
  return new ClrNumber('System.Int16', (value << 16) >> 16);
}

/** A System.UInt16 from the low sixteen bits. */
export function uint16(value: number): ClrNumber {
  return new ClrNumber('System.UInt16', value & 0xffff);
}

/** A System.UInt32 from the low 32 bits. */
export function uint32(value: number): ClrNumber {
  return new ClrNumber('System.UInt32', value >>> 0);
}

/** A System.UInt64 from the low 64 bits. */
export function uint64(value: bigint): ClrUInt64 {
  return new ClrUInt64(BigInt.asUintN(64, value));
}

/** A System.Int64 from the low 64 bits. */
export function int64(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

/** A System.Char from a UTF-16 code unit. */
export function char(code: number): ClrChar {
  return CHARS[code] ?? new ClrChar(code & 0xffff);
}
