import { ordinalUpper, requireComparison } from '../../comparers';
import type { ClrEnum } from '../../enums';
import { argumentNull } from '../../errors';

/** A string argument, which may be null. */
export type Text = string | null;

/** The text of an argument that must not be null. */
export function required(value: Text, parameter: string): string {
  if (value === null) throw argumentNull(parameter);
  return value;
}

/** Says whether a StringComparison ignores case. */
export function ignoresCase(comparison: ClrEnum): boolean {
  return comparison.value % 2 === 1;
}

/** A text as it is compared: in upper case when the comparison ignores case. */
export function fold(value: string, comparison: ClrEnum): string {
  requireComparison(comparison.value);
  return ignoresCase(comparison) ? ordinalUpper(value) : value;
}
