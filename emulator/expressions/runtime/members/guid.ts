import type { ClrValue } from '../../clr-value';
import { asNumber } from '../numbers/convert-number';
import type { ClrDateTimeOffset } from '../dates/date-time';
import { EPOCH_TICKS, TICKS } from '../dates/date-time';
import { argument, argumentNull, formatError, requireNonNegative } from '../errors';
import { ClrGuid } from '../guid';
import { withRun } from '../member';
import type { Member, MemberTable, Ref } from '../member';
import { parseGuid, parseGuidExact } from '../parse-guid';
import type { ParsedGuid } from '../parse-guid';
import type { Run } from '../run';

const G = 'System.Guid';
const M = `M:${G}`;
const TEXT = 'System.String';
const PROVIDER = 'System.IFormatProvider';
const BYTES8 = Array.from({ length: 8 }, () => 'System.Byte').join(',');

const WRONG_FORMAT = 'Format string can be only "D", "d", "N", "n", "P", "p", "B", "b", "X" or "x".';

function guidOf(parsed: ParsedGuid): ClrGuid {
  if ('digits' in parsed) return new ClrGuid(parsed.digits);
  throw parsed.failure.typeName === 'System.OverflowException'
    ? formatError('Unrecognized Guid format.')
    : parsed.failure;
}

function parse(text: string | null): ClrGuid {
  if (text === null) throw argumentNull('input');
  return guidOf(parseGuid(text));
}

/** The constructor alone says when a number overflows. */
function make(text: string | null): ClrGuid {
  if (text === null) throw argumentNull('g');
  return ClrGuid.read(text);
}

function tryParse(text: string | null, result: Ref): boolean {
  const parsed = text === null ? undefined : ClrGuid.parse(text);
  result.value = parsed ?? ClrGuid.empty;
  return parsed !== undefined;
}

function exact(text: string | null, format: string | null): ClrGuid {
  if (text === null) throw argumentNull('input');
  if (format === null) throw argumentNull('format');
  const parsed = parseGuidExact(text, format);
  if (parsed === undefined) throw formatError(WRONG_FORMAT);
  return guidOf(parsed);
}

function tryExact(text: string | null, format: string | null, result: Ref): boolean {
  const parsed = text === null || format === null ? undefined : parseGuidExact(text, format);
  const fits = parsed !== undefined && 'digits' in parsed;
  result.value = fits ? new ClrGuid(parsed.digits) : ClrGuid.empty;
  return fits;
}

function format(self: ClrGuid, text: string | null): string {
  return self.format(text);
}

function big(self: ClrGuid): Uint8Array {
  return Uint8Array.from(Buffer.from(self.digits, 'hex'));
}

function fromAllParts(a: ClrValue, b: ClrValue, c: ClrValue, ...rest: ClrValue[]): ClrGuid {
  return fromParts(asNumber(a), b, c, rest.map(asNumber));
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

/** Version 7 begins with the milliseconds since 1970 in 48 bits. */
function createVersion7(run: Run, milliseconds: bigint): ClrGuid {
  requireNonNegative(Number(milliseconds), 'timestamp');
  const bytes = Uint8Array.from(run.context.randomness.bytes(16));
  bytes.set(Buffer.from(milliseconds.toString(16).padStart(12, '0'), 'hex'));
  return ClrGuid.ofVersion(7, bytes);
}

/** Members of System.Guid. */
export const GUID_MEMBERS: MemberTable = {
  ...compares(),
  [`F:${G}.Empty`]: () => ClrGuid.empty,
  [`P:${G}.AllBitsSet`]: () => new ClrGuid('f'.repeat(32)),
  [`${M}.NewGuid`]: withRun((run: Run) => ClrGuid.ofVersion(4, run.context.randomness.bytes(16))),
  [`${M}.CreateVersion7`]: withRun((run: Run) =>
    createVersion7(run, BigInt(Math.trunc(run.context.clock.nowMilliseconds()))),
  ),
  [`${M}.CreateVersion7(System.DateTimeOffset)`]: withRun((run: Run, moment: ClrDateTimeOffset) =>
    createVersion7(run, (moment.utcTicks - EPOCH_TICKS) / TICKS.millisecond),
  ),
  [`${M}.#ctor(${TEXT})`]: make,
  [`${M}.#ctor(System.Byte[])`]: (bytes: Uint8Array | null) => {
    if (bytes === null) throw argumentNull('b');
    if (bytes.length !== 16) throw argument('Byte array for Guid must be exactly 16 bytes long.', 'b');
    return ClrGuid.fromBytes(bytes);
  },
  [`${M}.#ctor(System.Int32,System.Int16,System.Int16,${BYTES8})`]: fromAllParts,
  [`${M}.#ctor(System.UInt32,System.UInt16,System.UInt16,${BYTES8})`]: fromAllParts,
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
  [`P:${G}.Version`]: (self: ClrGuid) => Number.parseInt(self.digits.charAt(12), 16),
  [`P:${G}.Variant`]: (self: ClrGuid) => Number.parseInt(self.digits.charAt(16), 16),
  [`${M}.ToByteArray(System.Boolean)`]: (self: ClrGuid, bigEndian: boolean) => (bigEndian ? big(self) : self.toBytes()),
  [`${M}.ToByteArray`]: (self: ClrGuid) => self.toBytes(),
  [`${M}.ToString(${TEXT})`]: format,
  [`${M}.ToString(${TEXT},${PROVIDER})`]: format,
  [`${M}.Parse(${TEXT})`]: (text: string | null) => parse(text),
  [`${M}.Parse(${TEXT},${PROVIDER})`]: (text: string | null) => parse(text),
  [`${M}.TryParse(${TEXT},${G}@)`]: tryParse,
  [`${M}.TryParse(${TEXT},${PROVIDER},${G}@)`]: (text: string | null, _provider: ClrValue, result: Ref) =>
    tryParse(text, result),
  [`${M}.ParseExact(${TEXT},${TEXT})`]: exact,
  [`${M}.TryParseExact(${TEXT},${TEXT},${G}@)`]: tryExact,
  [`${M}.Equals(${G})`]: (self: ClrGuid, other: ClrGuid) => self.equals(other),
  [`${M}.CompareTo(${G})`]: (self: ClrGuid, other: ClrGuid) => self.compareTo(other),
  [`${M}.op_Equality(${G},${G})`]: (left: ClrGuid, right: ClrGuid) => left.equals(right),
  [`${M}.op_Inequality(${G},${G})`]: (left: ClrGuid, right: ClrGuid) => !left.equals(right),
};
