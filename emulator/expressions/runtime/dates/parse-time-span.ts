const CLOCK = String.raw`(\d+):(\d+)(?::(\d+)(?:\.(\d+))?)?`;
const FORM = new RegExp(String.raw`^\s*(-)?(?:(\d+)|(?:(\d+)\.)?${CLOCK}|(\d+):(\d+):(\d+):(\d+)(?:\.(\d+))?)\s*$`);
const MAXIMUM_TICKS = 2n ** 63n - 1n;

/**
 * Parses `d`, `hh:mm`, `hh:mm:ss.f`, `d.hh:mm:ss.f` and `d:hh:mm:ss.f` to ticks, as TimeSpan.Parse does. Undefined for
 * other text, `overflow` where a part is too large.
 */
export function parseTimeSpan(text: string): bigint | 'overflow' | undefined {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [, sign, onlyDays, dayPart, hourPart, minutePart, secondPart, fractionPart, ...full] = match;
  let days = BigInt(onlyDays ?? full[0] ?? dayPart ?? '0');
  let hours = BigInt(full[1] ?? hourPart ?? '0');
  let minutes = BigInt(full[2] ?? minutePart ?? '0');
  let seconds = BigInt(full[3] ?? secondPart ?? '0');
  // Of three parts, the first may be days where it is too large for hours.
  if (hours > 23n && dayPart === undefined && secondPart !== undefined && fractionPart === undefined) {
    [days, hours, minutes, seconds] = [hours, minutes, seconds, 0n];
  }
  const fraction = full[4] ?? fractionPart ?? '';
  if (hours > 23n || minutes > 59n || seconds > 59n || fraction.length > 7) return 'overflow';
  const whole = ((days * 24n + hours) * 60n + minutes) * 60n + seconds;
  const ticks = whole * 10_000_000n + BigInt(fraction.padEnd(7, '0'));
  if (ticks > MAXIMUM_TICKS + (sign === undefined ? 0n : 1n)) return 'overflow';
  return sign === undefined ? ticks : -ticks;
}
