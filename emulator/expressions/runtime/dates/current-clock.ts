import { EPOCH_TICKS, TICKS } from './date-time';
import type { PolicyContext } from '../../policy-context';

type Clock = PolicyContext['clock'];

let current: Clock | undefined;

/**
 * Makes `clock` the one that texts are read with: `DateTime.Parse("12:30")` takes the day from it. An evaluation runs from
 * beginning to end without waiting, so there is one at a time, save for those it begins itself.
 *
 * @returns the clock to set again afterwards
 */
export function useClock(clock: Clock | undefined): Clock | undefined {
  const before = current;
  current = clock;
  return before;
}

/** Ticks of the clock of the evaluation that runs. */
export function currentTicks(): bigint {
  return EPOCH_TICKS + BigInt(Math.trunc(current?.nowMilliseconds() ?? 0)) * TICKS.millisecond;
}
