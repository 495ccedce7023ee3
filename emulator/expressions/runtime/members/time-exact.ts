import { argument, argumentNull, formatError } from '../errors';
import type { ClrValue } from '../../clr-value';
import { ticksOf } from '../calendar';
import { ClrDateTimeOffset, ClrTimeSpan, TICKS } from '../date-time';
import { ClrException } from '../../clr-exception';
import type { Member, MemberTable, Ref } from '../member';
import { double } from '../numbers';
import type { ClrNumber } from '../numbers';
import { parseExact } from '../parse-exact';
import { parseTimeSpan } from '../parse-time-span';

const O = 'M:System.DateTimeOffset';
const OFFSET = 'System.DateTimeOffset';
const T = 'System.TimeSpan';
const TEXT = 'System.String';
const PROVIDER = 'System.IFormatProvider';
/** Ticks at 1601-01-01, where Windows file times begin. */
const FILE_TIME_TICKS = 504_911_232_000_000_000n;

function exact(text: string | null, format: string | null): ClrDateTimeOffset {
  if (text === null) throw argumentNull('input');
  if (format === null) throw argumentNull('format');
  const parsed = parseExact(text, format);
  if (parsed === undefined) throw formatError(`String '${text}' was not recognized as a valid DateTime.`);
  return new ClrDateTimeOffset(parsed.ticks, parsed.offsetMinutes ?? 0);
}

function offsets(): Record<string, Member> {
  const ints = Array.from({ length: 7 }, () => 'System.Int32').join(',');
  return {
    [`${O}.ParseExact(${TEXT},${TEXT},${PROVIDER})`]: exact,
    [`${O}.#ctor(${ints},${T})`]: (...parts: [number, number, number, number, number, number, number, ClrTimeSpan]) => {
      const [year, month, day, hour, minute, second, millisecond, offset] = parts;
      const ticks = ticksOf(year, month, day, hour, minute, second);
      if (ticks === undefined)
        throw new ClrException(
          'System.ArgumentOutOfRangeException',
          'Year, Month, and Day parameters describe an un-representable DateTime.',
        );
      return new ClrDateTimeOffset(
        ticks + BigInt(millisecond) * TICKS.millisecond,
        Number(offset.ticks / TICKS.minute),
      );
    },
    [`${O}.EqualsExact(${OFFSET})`]: (self: ClrDateTimeOffset, other: ClrDateTimeOffset) =>
      self.ticks === other.ticks && self.offsetMinutes === other.offsetMinutes,
    [`${O}.ToFileTime`]: (self: ClrDateTimeOffset) => self.utcTicks - FILE_TIME_TICKS,
    [`${O}.FromFileTime(System.Int64)`]: (time: bigint) => ClrDateTimeOffset.fromUtcTicks(time + FILE_TIME_TICKS),
    [`P:${OFFSET}.TotalOffsetMinutes`]: (self: ClrDateTimeOffset) => self.offsetMinutes,
    [`P:${OFFSET}.Microsecond`]: (self: ClrDateTimeOffset) => Number((self.ticks / 10n) % 1000n),
    [`P:${OFFSET}.Nanosecond`]: (self: ClrDateTimeOffset) => Number((self.ticks % 10n) * 100n),
    [`${O}.AddMicroseconds(System.Double)`]: (self: ClrDateTimeOffset, value: ClrNumber) =>
      new ClrDateTimeOffset(self.ticks + BigInt(Math.trunc(value.value * 10)), self.offsetMinutes),
  };
}

function rounded(value: number): ClrTimeSpan {
  if (Number.isNaN(value)) throw argument('TimeSpan does not accept floating point Not-a-Number values.');
  const whole = Math.round(value);
  if (Math.abs(whole) > 2 ** 63)
    throw new ClrException('System.OverflowException', 'TimeSpan overflowed because the duration is too long.');
  // Math.round takes a tie upwards, .NET to the even neighbour.
  const tie = Math.abs(value % 1) === 0.5 && whole % 2 !== 0;
  return new ClrTimeSpan(BigInt(tie ? whole - 1 : whole));
}

function spanExact(text: string | null, format: string | null): ClrTimeSpan {
  if (text === null) throw argumentNull('input');
  if (format === null) throw argumentNull('format');
  const ticks = ['c', 't', 'T', 'g', 'G'].includes(format) ? parseTimeSpan(text) : spanByFields(text, format);
  if (typeof ticks !== 'bigint') throw formatError(`String '${text}' was not recognized as a valid TimeSpan.`);
  return new ClrTimeSpan(ticks);
}

const SPAN_UNITS: Readonly<Record<string, bigint>> = { d: TICKS.day, h: TICKS.hour, m: TICKS.minute, s: TICKS.second };

function spanByFields(text: string, format: string): bigint | undefined {
  let [at, ticks] = [0, 0n];
  for (const [token] of format.matchAll(/(d+|h+|m+|s+|f+)|\\.|'[^']*'|%|[\s\S]/g)) {
    const letter = token.charAt(0);
    if (letter === '%') continue;
    const unit = SPAN_UNITS[letter];
    if (unit !== undefined || letter === 'f') {
      const digits = (letter === 'f' || token.length > 1 ? new RegExp(`^\\d{${token.length}}`) : /^\d{1,8}/).exec(
        text.slice(at),
      )?.[0];
      if (digits === undefined) return undefined;
      ticks += unit === undefined ? BigInt(digits.padEnd(7, '0')) : BigInt(digits) * unit;
      at += digits.length;
      continue;
    }
    const literal = letter === '\\' ? token.slice(1) : letter === "'" ? token.slice(1, -1) : token;
    if (!text.startsWith(literal, at)) return undefined;
    at += literal.length;
  }
  return at === text.length ? ticks : undefined;
}

function spans(): Record<string, Member> {
  const M = `M:${T}`;
  const times = (self: ClrTimeSpan, factor: ClrNumber): ClrTimeSpan => {
    if (Number.isNaN(factor.value))
      throw argument('TimeSpan does not accept floating point Not-a-Number values.', 'factor');
    return rounded(Number(self.ticks) * factor.value);
  };
  const by = (self: ClrTimeSpan, divisor: ClrNumber): ClrTimeSpan => {
    if (Number.isNaN(divisor.value))
      throw argument('TimeSpan does not accept floating point Not-a-Number values.', 'divisor');
    return rounded(Number(self.ticks) / divisor.value);
  };
  const ratio = (self: ClrTimeSpan, other: ClrTimeSpan): ClrValue => double(Number(self.ticks) / Number(other.ticks));
  return {
    [`${M}.Multiply(System.Double)`]: times,
    [`${M}.op_Multiply(${T},System.Double)`]: times,
    [`${M}.op_Multiply(System.Double,${T})`]: (factor: ClrNumber, self: ClrTimeSpan) => times(self, factor),
    [`${M}.Divide(System.Double)`]: by,
    [`${M}.op_Division(${T},System.Double)`]: by,
    [`${M}.Divide(${T})`]: ratio,
    [`${M}.op_Division(${T},${T})`]: ratio,
    [`${M}.op_UnaryPlus(${T})`]: (self: ClrTimeSpan) => self,
    [`P:${T}.Microseconds`]: (self: ClrTimeSpan) => Number((self.ticks / 10n) % 1000n),
    [`P:${T}.Nanoseconds`]: (self: ClrTimeSpan) => Number((self.ticks % 10n) * 100n),
    [`P:${T}.TotalMicroseconds`]: (self: ClrTimeSpan) => double(Number(self.ticks) / 10),
    [`P:${T}.TotalNanoseconds`]: (self: ClrTimeSpan) => double(Number(self.ticks) * 100),
    [`${M}.FromMicroseconds(System.Int64)`]: (value: bigint) => new ClrTimeSpan(value * 10n),
    [`${M}.CompareTo(System.Object)`]: (self: ClrTimeSpan, other: ClrValue) => {
      if (other === null) return 1;
      if (!(other instanceof ClrTimeSpan)) throw argument('Object must be of type TimeSpan.');
      return self.compareTo(other);
    },
    [`${M}.ParseExact(${TEXT},${TEXT},${PROVIDER})`]: spanExact,
    [`${M}.TryParseExact(${TEXT},${TEXT},${PROVIDER},${T}@)`]: (
      text: string | null,
      format: string | null,
      _provider: null,
      result: Ref,
    ) => {
      try {
        result.value = spanExact(text, format);
        return true;
      } catch {
        result.value = new ClrTimeSpan(0n);
        return false;
      }
    },
  };
}

/** ParseExact, file times, and the arithmetic of TimeSpan. */
export const TIME_EXACT_MEMBERS: MemberTable = { ...offsets(), ...spans() };
