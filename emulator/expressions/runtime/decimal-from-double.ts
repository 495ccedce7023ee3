import { ClrDecimal } from './decimal';
import { overflow } from './errors';
import { roundReal } from './real-math';

const MAXIMUM_SCALE = 28;

/** The binary exponent of a double as `frexp` counts it: 1 for 1.0. */
function exponentOf(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return ((view.getUint16(0) >> 4) & 0x7ff) - 1022;
}

/**
 * `new decimal(double)`, or of a float with 7 `digits`: scales the number to a whole one of so many digits in floating
 * point, rounds it to even and cuts zeros off. The digits are therefore .NET's, garbage past the fifteenth is gone.
 * Throws OverflowException when the number does not fit.
 */
export function decimalFromDouble(value: number, digits: 7 | 15): ClrDecimal {
  if (value === 0) return ClrDecimal.of(0n, 0);
  const exponent = exponentOf(value);
  if (exponent < -94) return ClrDecimal.of(0n, 0);
  if (!Number.isFinite(value) || exponent > 96) throw overflow('Decimal');
  const [least, most] = [10 ** (digits - 1), 10 ** digits];
  let scaled = Math.abs(value);
  let power = Math.min(digits - 1 - ((exponent * 19728) >> 16), MAXIMUM_SCALE);
  if (power >= 0) scaled *= Number(`1e${power}`);
  else if (power !== -1 || scaled >= most) scaled /= Number(`1e${-power}`);
  else power = 0;
  if (scaled < least && power < MAXIMUM_SCALE) {
    scaled *= 10;
    power += 1;
  }
  const whole = BigInt(roundReal(scaled, 0));
  if (whole === 0n) return ClrDecimal.of(0n, 0);
  const signed = value < 0 ? -whole : whole;
  if (power < 0) return ClrDecimal.of(signed * 10n ** BigInt(-power), 0);
  return ClrDecimal.of(signed, power).trimmed(Math.max(0, power - (digits - 1)));
}
