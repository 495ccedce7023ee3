import type { LocalSymbol } from './scope';

/** Variables that may not have been assigned yet. */
export type Open = ReadonlySet<LocalSymbol>;

/** Everything is assigned. */
export const NOTHING: Open = new Set();

/** Control never comes here: nothing that stands here is unassigned, whatever is declared. */
export const UNREACHABLE: Open = new Set();

/** What is open where several ways meet. */
export function union(...states: readonly Open[]): Open {
  const [first = UNREACHABLE, ...others] = states.filter((state) => state !== UNREACHABLE);
  const all = others.filter((state) => state.size > 0);
  return all.length === 0 ? first : new Set([first, ...all].flatMap((state) => [...state]));
}

/** The state after variables were declared. */
export function opened(open: Open, symbols: readonly LocalSymbol[]): Open {
  return open === UNREACHABLE || symbols.length === 0 ? open : new Set([...open, ...symbols]);
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
