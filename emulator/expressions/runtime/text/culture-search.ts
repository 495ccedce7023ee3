import { compareCulture } from '../comparers';

/*
 * Searching by culture: a match is what the culture compares as equal, so that characters it ignores can stand inside
 * and no match ends before a combining mark. Plain ASCII is searched ordinally, which gives the same.
 */

const PLAIN = /^[\t\n\v\f\r -~]*$/;
const MARK = /^\p{M}/u;
/** A match is at most so much longer than what is searched: by marks and by characters that are ignored. */
const MOST_MORE = 16;

/** A match in a text: where it begins and ends. */
export interface CultureMatch {
  readonly start: number;
  readonly end: number;
}

function isBoundary(text: string, index: number): boolean {
  return (
    !MARK.test(text.slice(index, index + 2)) && !/[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(index - 1, index + 1))
  );
}

function matchAt(text: string, wanted: string, start: number, ignoreCase: boolean): CultureMatch | undefined {
  if (!isBoundary(text, start) || skips(text, wanted, start, ignoreCase)) return undefined;
  const most = Math.min(text.length, start + wanted.length * 3 + MOST_MORE);
  for (let end = start; end <= most; end += 1) {
    if (isBoundary(text, end) && compareCulture(text.slice(start, end), wanted, ignoreCase) === 0)
      return { start, end };
  }
  return undefined;
}

/** A match does not begin with what the culture ignores, unless there is nothing else to be found. */
function skips(text: string, wanted: string, start: number, ignoreCase: boolean): boolean {
  const ignored = (part: string): boolean => compareCulture(part, '', ignoreCase) === 0;
  return start < text.length && ignored(text.charAt(start)) && !ignored(wanted);
}

/** Whether ordinal search gives what a search by culture does. */
export function isPlain(text: string, wanted: string): boolean {
  return PLAIN.test(text) && PLAIN.test(wanted);
}

/** The first place in the text where the culture finds `wanted`, undefined when there is none. */
export function findCulture(text: string, wanted: string, ignoreCase: boolean): CultureMatch | undefined {
  for (let start = 0; start <= text.length; start += 1) {
    const match = matchAt(text, wanted, start, ignoreCase);
    if (match !== undefined) return match;
  }
  return undefined;
}

/** The last such place. */
export function findLastCulture(text: string, wanted: string, ignoreCase: boolean): CultureMatch | undefined {
  for (let start = text.length; start >= 0; start -= 1) {
    const match = matchAt(text, wanted, start, ignoreCase);
    if (match !== undefined) return match;
  }
  return undefined;
}

/** `StartsWith` by culture. */
export function startsWithCulture(text: string, wanted: string, ignoreCase: boolean): boolean {
  return matchAt(text, wanted, 0, ignoreCase) !== undefined;
}

/** `EndsWith` by culture. */
export function endsWithCulture(text: string, wanted: string, ignoreCase: boolean): boolean {
  const least = Math.max(0, text.length - wanted.length * 3 - MOST_MORE);
  for (let start = text.length; start >= least; start -= 1) {
    const begins = MARK.test(wanted) || isBoundary(text, start);
    if (begins && compareCulture(text.slice(start), wanted, ignoreCase) === 0) return true;
  }
  return false;
}
