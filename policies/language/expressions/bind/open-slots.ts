/** Slots that may not have been assigned yet. Nothing is unassigned where control never comes. */
export type Open = ReadonlySet<number>;

/** Everything is assigned. */
export const NOTHING: Open = new Set();

/** What is open in one of the states. */
export function union(...sets: readonly Open[]): Open {
  const all = sets.filter((set) => set.size > 0);
  return all.length === 0 ? NOTHING : all.length === 1 ? (all[0] ?? NOTHING) : new Set(all.flatMap((set) => [...set]));
}

/** The state after a variable was assigned. */
export function without(open: Open, slot: number): Open {
  return open.has(slot) ? new Set([...open].filter((other) => other !== slot)) : open;
}

/** The states after a condition. */
export interface Branches {
  readonly whenTrue: Open;
  readonly whenFalse: Open;
}
