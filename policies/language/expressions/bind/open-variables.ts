import type { LocalSymbol } from './scope';

/** Variables that may not have been assigned yet. Nothing is unassigned where control never comes. */
export type Open = ReadonlySet<LocalSymbol>;

/** Everything is assigned. */
export const NOTHING: Open = new Set();

/** What is open in one of the states. */
export function union(...sets: readonly Open[]): Open {
  const all = sets.filter((set) => set.size > 0);
  return all.length === 0 ? NOTHING : all.length === 1 ? (all[0] ?? NOTHING) : new Set(all.flatMap((set) => [...set]));
}

/** The state after a variable was assigned. */
export function without(open: Open, symbol: LocalSymbol | undefined): Open {
  return symbol !== undefined && open.has(symbol) ? new Set([...open].filter((other) => other !== symbol)) : open;
}

/** The states after a condition. */
export interface Branches {
  readonly whenTrue: Open;
  readonly whenFalse: Open;
}
