import { DAYS, MONTHS } from './calendar';

/**
 * A piece of a text that may be a date. Kinds: `N` a number of one or two digits, `Y` of up to eight, `L` a longer one;
 * `M` a month, `D` a day of the week, `a` AM or PM, `z` Z or GMT, `T`; `w` any other word; a blank; `?` what no date has;
 * `, . : / + -` themselves.
 */
export interface DateToken {
  readonly kind: string;
  readonly text: string;
  readonly start: number;
  /** Number, month from 1 on, or day of the week from Sunday, 0. */
  readonly value: number;
}

const PIECES = /(?<number>\d+)|(?<word>\p{L}+)|(?<blank>\s+)|(?<mark>[,.:/+-])|./gsu;

function indexOf(names: readonly string[], word: string): number {
  const wanted = word.toLowerCase();
  return names.findIndex((name) => [name, name.slice(0, 3)].some((form) => form.toLowerCase() === wanted));
}

function wordToken(text: string, start: number): DateToken {
  const month = indexOf(MONTHS, text);
  if (month !== -1) return { kind: 'M', text, start, value: month + 1 };
  const day = indexOf(DAYS, text);
  if (day !== -1) return { kind: 'D', text, start, value: day };
  const upper = text.toUpperCase();
  const kind = /^[AP]M$/.test(upper) ? 'a' : upper === 'Z' || upper === 'GMT' ? 'z' : upper === 'T' ? 'T' : 'w';
  return { kind, text, start, value: 0 };
}

/** Takes a text apart. */
export function dateTokens(text: string): DateToken[] {
  return [...text.matchAll(PIECES)].map((match): DateToken => {
    const [piece] = match;
    const { number, word, blank, mark } = match.groups ?? {};
    const start = match.index;
    if (number !== undefined) {
      const kind = number.length <= 2 ? 'N' : number.length <= 8 ? 'Y' : 'L';
      return { kind, text: piece, start, value: Number(number) };
    }
    if (word !== undefined) return wordToken(word, start);
    return { kind: blank === undefined ? (mark ?? '?') : ' ', text: piece, start, value: 0 };
  });
}
