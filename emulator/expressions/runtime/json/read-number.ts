import type { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { ClrBigInteger } from '../numbers/big-integer';
import { ClrDecimal } from '../numbers/decimal';
import { double } from '../numbers/numbers';
import type { JsonToken, ReadType } from './reader';

const LONGEST_INTEGER = 380;
const INTEGER = /^-?\d+$/;
const REAL = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/** A number as a reader stands on it, or the error that Newtonsoft's reader throws. */
export type NumberRead =
  { readonly token: JsonToken; readonly value: ClrValue } | { readonly error: string; readonly inner?: ClrException };

function fits(value: bigint, bits: number): boolean {
  return BigInt.asIntN(bits, value) === value;
}

/** Hexadecimal `0x…` or octal `0…` digits as a signed integer of so many bits; undefined when they are none. */
function otherBase(text: string, bits: number): bigint | undefined {
  const hexadecimal = /^0[xX]([0-9a-fA-F]+)$/.exec(text);
  const octal = /^0([0-7]*)$/.exec(text);
  const digits = hexadecimal?.[1] ?? octal?.[1];
  if (digits === undefined) return undefined;
  const size = BigInt(hexadecimal === null ? `0o${digits === '' ? '0' : digits}` : `0x${digits}`);
  return size >= 1n << BigInt(bits) ? undefined : BigInt.asIntN(bits, size);
}

function isOtherBase(text: string): boolean {
  return text.startsWith('0') && text.length > 1 && !['.', 'e', 'E'].includes(text.charAt(1));
}

function invalid(text: string, kind: string): NumberRead {
  return { error: `Input string '${text}' is not a valid ${kind}.` };
}

function readString(text: string): NumberRead {
  const valid = isOtherBase(text) ? otherBase(text, 64) !== undefined : REAL.test(text);
  return valid ? { token: 'String', value: text } : invalid(text, 'number');
}

function readInt32(text: string): NumberRead {
  if (!isOtherBase(text) && !INTEGER.test(text)) return invalid(text, 'integer');
  const value = isOtherBase(text) ? otherBase(text, 32) : BigInt(text);
  if (value === undefined) return invalid(text, 'integer');
  if (!fits(value, 32)) return { error: `JSON integer ${text} is too large or small for an Int32.` };
  return { token: 'Integer', value: Number(value) };
}

function readDecimal(text: string): NumberRead {
  const whole = isOtherBase(text) ? otherBase(text, 64) : undefined;
  if (whole !== undefined) return { token: 'Float', value: ClrDecimal.of(whole, 0) };
  if (isOtherBase(text) || !REAL.test(text)) return invalid(text, 'decimal');
  try {
    return { token: 'Float', value: ClrDecimal.fromDigits(text) };
  } catch {
    return invalid(text, 'decimal');
  }
}

function readDouble(text: string): NumberRead {
  const whole = isOtherBase(text) ? otherBase(text, 64) : undefined;
  if (whole !== undefined) return { token: 'Float', value: double(Number(whole)) };
  if (isOtherBase(text) || !REAL.test(text)) return invalid(text, 'double');
  return { token: 'Float', value: double(Number(text)) };
}

function readAny(text: string): NumberRead {
  if (isOtherBase(text)) {
    const value = otherBase(text, 64);
    return value === undefined ? invalid(text, 'number') : { token: 'Integer', value };
  }
  if (INTEGER.test(text)) {
    const value = BigInt(text.length > LONGEST_INTEGER ? '0' : text);
    if (text.length > LONGEST_INTEGER) return { error: `JSON integer ${text} is too large to parse.` };
    return { token: 'Integer', value: fits(value, 64) ? value : new ClrBigInteger(value) };
  }
  return REAL.test(text) ? { token: 'Float', value: double(Number(text)) } : invalid(text, 'number');
}

/** Reads the characters of a JSON number as Newtonsoft does for the type that is wanted. */
export function readNumber(text: string, type: ReadType): NumberRead {
  switch (type) {
    case 'String':
      return readString(text);
    case 'Int32':
      return readInt32(text);
    case 'Decimal':
      return readDecimal(text);
    case 'Double':
      return readDouble(text);
    default:
      return readAny(text);
  }
}
