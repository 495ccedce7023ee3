import type { ClrValue } from '../../clr-value';
import { argument, argumentNull, formatError } from '../errors';
import { ClrGuid } from '../guid';
import type { Member, MemberTable, Ref } from '../member';
import { asNumber } from '../convert-number';

const G = 'System.Guid';
const M = `M:${G}`;
const TEXT = 'System.String';
const BYTES8 = Array.from({ length: 8 }, () => 'System.Byte').join(',');

const SHAPES: Readonly<Record<string, RegExp>> = {
  N: /^[\da-f]{32}$/i,
  D: /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i,
  B: /^\{[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\}$/i,
  P: /^\([\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\)$/i,
};

const WRONG: Readonly<Record<string, string>> = {
  N: 'Guid should contain only 32 digits.',
  D: 'Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).',
};

function exact(text: string | null, format: string | null): ClrGuid {
  if (text === null) throw argumentNull('input');
  if (format === null) throw argumentNull('format');
  const shape = SHAPES[format.toUpperCase()];
  if (shape === undefined)
    throw formatError('Format string can be only "D", "d", "N", "n", "P", "p", "B", "b", "X" or "x".');
  const parsed = shape.test(text.trim()) ? ClrGuid.parse(text) : undefined;
  if (parsed === undefined) throw formatError(WRONG[format.toUpperCase()] ?? 'Unrecognized Guid format.');
  return parsed;
}

function big(self: ClrGuid): Uint8Array {
  return Uint8Array.from(Buffer.from(self.digits, 'hex'));
}

function fromParts(a: number, b: ClrValue, c: ClrValue, rest: Iterable<number>): ClrGuid {
  const hex = (value: number, length: number): string =>
    (value < 0 ? value + 2 ** (length * 4) : value).toString(16).padStart(length, '0');
  return new ClrGuid(
    hex(a, 8) + hex(asNumber(b), 4) + hex(asNumber(c), 4) + Array.from(rest, (value) => hex(value, 2)).join(''),
  );
}

function compares(): Record<string, Member> {
  const pair = `(${G},${G})`;
  return {
    [`${M}.op_GreaterThan${pair}`]: (left: ClrGuid, right: ClrGuid) => left.compareTo(right) > 0,
    [`${M}.op_GreaterThanOrEqual${pair}`]: (left: ClrGuid, right: ClrGuid) => left.compareTo(right) >= 0,
    [`${M}.op_LessThan${pair}`]: (left: ClrGuid, right: ClrGuid) => left.compareTo(right) < 0,
    [`${M}.op_LessThanOrEqual${pair}`]: (left: ClrGuid, right: ClrGuid) => left.compareTo(right) <= 0,
    [`${M}.CompareTo(System.Object)`]: (self: ClrGuid, other: ClrValue) => {
      if (other === null) return 1;
      if (!(other instanceof ClrGuid)) throw argument('Object must be of type GUID.', 'value');
      return self.compareTo(other);
    },
  };
}

/** Members of System.Guid beyond parsing and printing: parts, versions, order, exact parsing. */
export const GUID_MEMBERS: MemberTable = {
  ...compares(),
  [`${M}.#ctor(System.Int32,System.Int16,System.Int16,${BYTES8})`]: (
    a: number,
    b: ClrValue,
    c: ClrValue,
    ...rest: ClrValue[]
  ) => fromParts(a, b, c, rest.map(asNumber)),
  [`${M}.#ctor(System.Int32,System.Int16,System.Int16,System.Byte[])`]: (
    a: number,
    b: ClrValue,
    c: ClrValue,
    rest: Uint8Array | null,
  ) => {
    if (rest === null) throw argumentNull('d');
    if (rest.length !== 8) throw argument('Byte array for Guid must be exactly 8 bytes long.', 'd');
    return fromParts(a, b, c, rest);
  },
  [`P:${G}.AllBitsSet`]: () => new ClrGuid('f'.repeat(32)),
  [`P:${G}.Version`]: (self: ClrGuid) => Number.parseInt(self.digits.charAt(12), 16),
  [`P:${G}.Variant`]: (self: ClrGuid) => Number.parseInt(self.digits.charAt(16), 16),
  [`${M}.ToByteArray(System.Boolean)`]: (self: ClrGuid, bigEndian: boolean) => (bigEndian ? big(self) : self.toBytes()),
  [`${M}.ParseExact(${TEXT},${TEXT})`]: exact,
  [`${M}.TryParseExact(${TEXT},${TEXT},${G}@)`]: (text: string | null, format: string | null, result: Ref) => {
    const fits = text !== null && format !== null && SHAPES[format.toUpperCase()]?.test(text.trim()) === true;
    result.value = (fits ? ClrGuid.parse(text) : undefined) ?? ClrGuid.empty;
    return fits;
  },
};
