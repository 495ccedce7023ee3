import type { ClrEnum } from '../enums';
import { argument, argumentOutOfRange } from '../errors';
import type { ClrDecimal } from '../numbers/decimal';
import { roundReal, roundRealTo } from '../numbers/real-math';

function modeOf(mode: ClrEnum | undefined, allowed = 4): number {
  const value = mode?.value ?? 0;
  if (value >= 0 && value <= allowed) return value;
  throw argument(`The value '${value}' is not valid for this usage of the type MidpointRounding.`, 'mode');
}

/** `Round` of a double (15 digits at most) or, narrowed by `Math.fround`, of a float (6). */
export function roundRealMember(single: boolean): (value: number, digits?: number, mode?: ClrEnum) => number {
  const [most, limit, narrow] = single
    ? ([6, 1e8, Math.fround] as const)
    : ([15, 1e16, (value: number) => value] as const);
  return (value, digits, mode) => {
    if (digits === undefined) return roundReal(value, modeOf(mode));
    if (digits < 0 || digits > most)
      throw argumentOutOfRange(`Rounding digits must be between 0 and ${most}, inclusive.`, 'digits');
    return roundRealTo(value, digits, modeOf(mode), limit, narrow);
  };
}

/** `Round` of a decimal. */
export function roundDecimal(value: ClrDecimal, digits = 0, mode?: ClrEnum): ClrDecimal {
  if (digits < 0 || digits > 28)
    throw argumentOutOfRange('Decimal can only round to between 0 and 28 digits of precision.', 'decimals');
  return value.round(digits, modeOf(mode));
}
