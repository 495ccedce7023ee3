import type { ClrValue } from '../../clr-value';
import type { JsonToken } from './reader';

/** Words that stand for values, by their first character. */
export interface Word {
  readonly word: string;
  readonly name: string;
  readonly token: JsonToken;
  readonly value: ClrValue;
}

/** `true`, `false` and `undefined`, by their first character. */
export const WORDS: Readonly<Record<string, Word>> = {
  t: { word: 'true', name: 'boolean', token: 'Boolean', value: true },
  f: { word: 'false', name: 'boolean', token: 'Boolean', value: false },
  u: { word: 'undefined', name: 'undefined', token: 'Undefined', value: null },
};

/** Numbers that are words, by their first character. */
export const REALS: Readonly<Record<string, { readonly word: string; readonly value: number }>> = {
  N: { word: 'NaN', value: Number.NaN },
  I: { word: 'Infinity', value: Infinity },
  '-': { word: '-Infinity', value: -Infinity },
};
