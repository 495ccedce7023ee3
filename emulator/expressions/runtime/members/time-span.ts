import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { ClrTimeSpan, TICKS } from '../dates/date-time';
import { argument, argumentNull } from '../errors';
import { formatValue } from '../text/format-item';
import type { Member, MemberTable, Ref } from '../member';
import { double } from '../numbers/numbers';
import type { ClrNumber } from '../numbers/numbers';
import { notASpan, spanTooLarge } from '../dates/parse-span-exact';
import { parseTimeSpan } from '../dates/parse-time-span';
import { roundReal } from '../numbers/real-math';
import { ints, orderMembers, UNITS } from './moments';

const SPAN = 'System.TimeSpan';
const T = `M:${SPAN}`;
const PROVIDER = 'System.IFormatProvider';
const TOO_LONG = 'TimeSpan overflowed because the duration is too long.';

/** TimeSpan.FromDays and so on of a double. */
function interval(value: number, unit: bigint): ClrTimeSpan {
  if (Number.isNaN(value)) throw argument('TimeSpan does not accept floating point Not-a-Number values.');
  const ticks = value * Number(unit);
  if (Math.abs(ticks) > 2 ** 63) throw new ClrException('System.OverflowException', TOO_LONG);
  return new ClrTimeSpan(ticks === 2 ** 63 ? LONGEST : BigInt(Math.trunc(ticks)));
}

const MOST_MILLISECONDS = 922_337_203_685_477;
const LONGEST = (1n << 63n) - 1n;

/** A span of so many ticks; one that does not fit throws OverflowException with this text. */
function spanOf(ticks: bigint, message = TOO_LONG): ClrTimeSpan {
  if (BigInt.asIntN(64, ticks) !== ticks) throw new ClrException('System.OverflowException', message);
  return new ClrTimeSpan(ticks);
}

/** As `spanOf` for constructors and whole units, where ArgumentOutOfRangeException says so. */
function spanOfParts(ticks: bigint): ClrTimeSpan {
  if (BigInt.asIntN(64, ticks) !== ticks) throw new ClrException('System.ArgumentOutOfRangeException', TOO_LONG);
  return new ClrTimeSpan(ticks);
}

function rounded(value: number): ClrTimeSpan {
  const whole = roundReal(value, 0);
  if (!(Math.abs(whole) <= 2 ** 63)) throw new ClrException('System.OverflowException', TOO_LONG);
  return new ClrTimeSpan(whole === 2 ** 63 ? LONGEST : BigInt(whole));
}

const FACTORS: readonly bigint[] = [TICKS.day, TICKS.hour, TICKS.minute, TICKS.second, TICKS.millisecond, 10n];

/** A span of whole units, the first of them the unit at `from` in the list above. */
function ofUnits(from: number): (...parts: (number | bigint)[]) => ClrTimeSpan {
  return (...parts) =>
    spanOfParts(parts.reduce<bigint>((sum, part, index) => sum + BigInt(part) * (FACTORS[from + index] ?? 0n), 0n));
}

function fromParts(): Record<string, Member> {
  const long = (count: number): string => Array.from({ length: count }, () => 'System.Int64').join(',');
  return {
    [`${T}.#ctor(System.Int64)`]: (ticks: bigint) => new ClrTimeSpan(ticks),
    [`${T}.#ctor(${ints(3)})`]: ofUnits(1),
    [`${T}.#ctor(${ints(4)})`]: ofUnits(0),
    [`${T}.#ctor(${ints(5)})`]: ofUnits(0),
    [`${T}.#ctor(${ints(6)})`]: ofUnits(0),
    [`${T}.FromTicks(System.Int64)`]: (ticks: bigint) => new ClrTimeSpan(ticks),
    [`${T}.FromDays(${ints(1)})`]: ofUnits(0),
    [`${T}.FromDays(${ints(2)},${long(4)})`]: ofUnits(0),
    [`${T}.FromHours(${ints(1)})`]: ofUnits(1),
    [`${T}.FromHours(${ints(1)},${long(4)})`]: ofUnits(1),
    [`${T}.FromMinutes(${long(1)})`]: ofUnits(2),
    [`${T}.FromMinutes(${long(4)})`]: ofUnits(2),
    [`${T}.FromSeconds(${long(1)})`]: ofUnits(3),
    [`${T}.FromSeconds(${long(3)})`]: ofUnits(3),
    [`${T}.FromMilliseconds(${long(1)})`]: ofUnits(4),
    [`${T}.FromMilliseconds(${long(2)})`]: ofUnits(4),
    [`${T}.FromMicroseconds(${long(1)})`]: ofUnits(5),
  };
}

function fromReals(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const [name, unit] of Object.entries({ ...UNITS, Microseconds: 10n })) {
    members[`P:${SPAN}.Total${name}`] = (self: ClrTimeSpan) => double(Number(self.ticks) / Number(unit));
    members[`${T}.From${name}(System.Double)`] = (value: ClrNumber) => interval(value.value, unit);
  }
  return members;
}

function scaling(): Record<string, Member> {
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
    [`${T}.Multiply(System.Double)`]: times,
    [`${T}.op_Multiply(${SPAN},System.Double)`]: times,
    [`${T}.op_Multiply(System.Double,${SPAN})`]: (factor: ClrNumber, self: ClrTimeSpan) => times(self, factor),
    [`${T}.Divide(System.Double)`]: by,
    [`${T}.op_Division(${SPAN},System.Double)`]: by,
    [`${T}.Divide(${SPAN})`]: ratio,
    [`${T}.op_Division(${SPAN},${SPAN})`]: ratio,
    [`${T}.op_UnaryPlus(${SPAN})`]: (self: ClrTimeSpan) => self,
  };
}

function parse(text: string | null): ClrTimeSpan {
  if (text === null) throw argumentNull('input');
  const ticks = parseTimeSpan(text);
  if (ticks === undefined) throw notASpan(text);
  if (ticks === 'overflow') throw spanTooLarge(text);
  return new ClrTimeSpan(ticks);
}

function tryParse(text: string | null, result: Ref): boolean {
  const ticks = text === null ? undefined : parseTimeSpan(text);
  result.value = new ClrTimeSpan(typeof ticks === 'bigint' ? ticks : 0n);
  return typeof ticks === 'bigint';
}

function negated(self: ClrTimeSpan): ClrTimeSpan {
  return spanOf(-self.ticks, 'Negating the minimum value of a twos complement number is invalid.');
}

/** Members of System.TimeSpan without ParseExact. */
export const TIME_SPAN_MEMBERS: MemberTable = {
  ...orderMembers(SPAN),
  ...fromParts(),
  ...fromReals(),
  ...scaling(),
  [`F:${SPAN}.Zero`]: () => new ClrTimeSpan(0n),
  [`F:${SPAN}.MaxValue`]: () => new ClrTimeSpan(LONGEST),
  [`F:${SPAN}.MinValue`]: () => new ClrTimeSpan(-LONGEST - 1n),
  [`${T}.Add(${SPAN})`]: (self: ClrTimeSpan, other: ClrTimeSpan) => spanOf(self.ticks + other.ticks),
  [`${T}.Subtract(${SPAN})`]: (self: ClrTimeSpan, other: ClrTimeSpan) => spanOf(self.ticks - other.ticks),
  [`${T}.op_Addition(${SPAN},${SPAN})`]: (self: ClrTimeSpan, other: ClrTimeSpan) => spanOf(self.ticks + other.ticks),
  [`${T}.op_Subtraction(${SPAN},${SPAN})`]: (self: ClrTimeSpan, other: ClrTimeSpan) => spanOf(self.ticks - other.ticks),
  [`${T}.Negate`]: negated,
  [`${T}.op_UnaryNegation(${SPAN})`]: negated,
  [`${T}.Duration`]: (self: ClrTimeSpan) =>
    spanOf(
      self.ticks < 0n ? -self.ticks : self.ticks,
      'The duration cannot be returned for TimeSpan.MinValue because the absolute value of TimeSpan.MinValue exceeds the value of TimeSpan.MaxValue.',
    ),
  [`${T}.ToString(System.String)`]: formatValue,
  // Milliseconds alone stop at a whole number of them.
  [`P:${SPAN}.TotalMilliseconds`]: (self: ClrTimeSpan) =>
    double(Math.max(-MOST_MILLISECONDS, Math.min(MOST_MILLISECONDS, Number(self.ticks) / 10_000))),
  [`P:${SPAN}.Ticks`]: (self: ClrTimeSpan) => self.ticks,
  [`P:${SPAN}.Days`]: (self: ClrTimeSpan) => Number(self.ticks / TICKS.day),
  [`P:${SPAN}.Hours`]: (self: ClrTimeSpan) => Number((self.ticks / TICKS.hour) % 24n),
  [`P:${SPAN}.Minutes`]: (self: ClrTimeSpan) => Number((self.ticks / TICKS.minute) % 60n),
  [`P:${SPAN}.Seconds`]: (self: ClrTimeSpan) => Number((self.ticks / TICKS.second) % 60n),
  [`P:${SPAN}.Milliseconds`]: (self: ClrTimeSpan) => Number((self.ticks / TICKS.millisecond) % 1000n),
  [`P:${SPAN}.Microseconds`]: (self: ClrTimeSpan) => Number((self.ticks / 10n) % 1000n),
  [`P:${SPAN}.Nanoseconds`]: (self: ClrTimeSpan) => Number((self.ticks % 10n) * 100n),
  [`P:${SPAN}.TotalNanoseconds`]: (self: ClrTimeSpan) => double(Number(self.ticks) * 100),
  [`${T}.CompareTo(System.Object)`]: (self: ClrTimeSpan, other: ClrValue) => {
    if (other === null) return 1;
    if (!(other instanceof ClrTimeSpan)) throw argument('Object must be of type TimeSpan.');
    return self.compareTo(other);
  },
  [`${T}.ToString(System.String,${PROVIDER})`]: formatValue,
  [`${T}.Parse(System.String)`]: parse,
  [`${T}.Parse(System.String,${PROVIDER})`]: parse,
  [`${T}.TryParse(System.String,${SPAN}@)`]: tryParse,
  [`${T}.TryParse(System.String,${PROVIDER},${SPAN}@)`]: (text: string | null, _provider: ClrValue, result: Ref) =>
    tryParse(text, result),
};
