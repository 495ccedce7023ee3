import type { ClrValue } from '../clr-value';
import { argument } from './errors';
import { ReferenceObject } from './reference-object';
import { equalityKey } from './values';

const COLLATOR = new Intl.Collator('en-u-kn-false', { sensitivity: 'variant', caseFirst: 'lower' });
const COLLATOR_IGNORE_CASE = new Intl.Collator('en', { sensitivity: 'accent' });

/** Ordinal order of two strings by UTF-16 code unit: the difference of the first units that differ, or of the lengths. */
export function compareOrdinal(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = left.charCodeAt(index) - right.charCodeAt(index);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

const ASCII = /^[ -~]*$/;

/** Upper case as ordinal-ignore-case comparison uses it: one code unit at a time. */
export function ordinalUpper(text: string): string {
  if (ASCII.test(text)) return text.toUpperCase();
  let upper = '';
  for (const character of text) {
    const mapped = character.toUpperCase();
    const keeps = mapped.length !== character.length || (ASCII.test(mapped) && !ASCII.test(character));
    upper += keeps ? character : mapped;
  }
  return upper;
}

/** Orders two strings as the invariant culture does; punctuation before digits before letters, lower case first. */
export function compareCulture(left: string, right: string, ignoreCase: boolean): number {
  return Math.sign((ignoreCase ? COLLATOR_IGNORE_CASE : COLLATOR).compare(left, right));
}

/** `string.CompareOrdinal`, which takes characters by twos: the zero that ends a text can be the other one's partner. */
function compareWhole(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  if (length > 0 && length % 2 === 0) return compareOrdinal(left, right);
  return (
    compareOrdinal(left.slice(0, length), right.slice(0, length)) ||
    zeroEnded(left, length) - zeroEnded(right, length) ||
    left.length - right.length
  );
}

function zeroEnded(text: string, index: number): number {
  return index < text.length ? text.charCodeAt(index) : 0;
}

/** Two texts without regard to case: surrogate pairs by their character and after all others, else by code unit. */
function compareOrdinalIgnoringCase(left: string, right: string): number {
  const [one, other] = [ordinalUpper(left), ordinalUpper(right)];
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const [a = 0, b = 0] = [one.codePointAt(index), other.codePointAt(index)];
    if (a > 0xffff !== b > 0xffff) return a > 0xffff ? 1 : -1;
    if (a !== b) return a - b;
    if (a > 0xffff) index += 1;
  }
  return left.length - right.length;
}

/** Fails as .NET does when a number is no `StringComparison`. */
export function requireComparison(comparison: number): void {
  if (comparison < 0 || comparison > 5)
    throw argument('The string comparison type passed in is currently not supported.', 'comparisonType');
}

/** Compares by a `StringComparison` value: 0 to 3 culture, 4 ordinal; odd values ignore case. Null comes first. */
export function compareStrings(left: string | null, right: string | null, comparison: number): number {
  requireComparison(comparison);
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  if (comparison === 4) return compareWhole(left, right);
  if (comparison === 5) return compareOrdinalIgnoringCase(left, right);
  return compareCulture(left, right, comparison % 2 === 1);
}

/** A System.StringComparer. */
export class ClrStringComparer extends ReferenceObject {
  /** The nearest public class. */
  readonly clrType: string;

  /** @param comparison a `StringComparison` value */
  constructor(readonly comparison: number) {
    super();
    this.clrType = comparison < 4 ? 'System.CultureAwareComparer' : 'System.OrdinalComparer';
  }

  override toClrString(): string {
    return this.fullName;
  }

  /** The class of .NET that is behind it. */
  get fullName(): string {
    if (this.comparison < 4) return 'System.CultureAwareComparer';
    return this.comparison === 4 ? 'System.OrdinalCaseSensitiveComparer' : 'System.OrdinalIgnoreCaseComparer';
  }

  get castName(): string {
    return this.fullName;
  }

  /** The map key of a string under this comparer. */
  keyOf(value: ClrValue): unknown {
    if (typeof value !== 'string' || this.comparison === 4) return equalityKey(value);
    return `s${this.comparison === 5 ? ordinalUpper(value) : cultureKey(value, this.comparison % 2 === 1)}`;
  }

  /** Every comparer of an ordinal comparison is the same as the others, as is every one of a culture. */
  override equals(other: ClrValue): boolean {
    if (!(other instanceof ClrStringComparer)) return false;
    return (
      this.comparison === other.comparison || (this.comparison < 4 && this.comparison % 2 === other.comparison % 2)
    );
  }

  override equalityKey(): unknown {
    return `${this.clrType}:${this.comparison < 4 ? this.comparison % 2 : this.comparison}`;
  }
}

/** Characters that comparing by culture passes over. */
const UNSEEN = /(?![\t-\r\x85])[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;

/** A text that is the same for two texts exactly when the culture finds them equal. */
function cultureKey(text: string, ignoreCase: boolean): string {
  if (ASCII.test(text)) return ignoreCase ? text.toLowerCase() : text;
  const seen = text.replace(UNSEEN, '');
  return ignoreCase ? seen.normalize('NFKD').toLowerCase() : seen.normalize('NFD');
}

/** A comparer that is no StringComparer: what it finds equal. */
export interface EqualityComparer {
  readonly equalTo: (left: ClrValue, right: ClrValue) => boolean;
}

function isEqualityComparer(comparer: ClrValue): comparer is ClrValue & EqualityComparer {
  return typeof comparer === 'object' && comparer !== null && 'equalTo' in comparer;
}

/** Keys by a comparer that only says which values are equal: the first value of those that are. */
function firstEqual({ equalTo }: EqualityComparer): KeyFunction {
  const firsts: ClrValue[] = [];
  return (value) => {
    const first = firsts.find((seen) => equalTo(seen, value));
    if (first !== undefined) return first;
    firsts.push(value);
    return value;
  };
}

/** How a Dictionary or HashSet finds its keys. */
export type KeyFunction = (value: ClrValue) => unknown;

/** The key function of a comparer argument; null is the default comparer. */
export function keyFunctionOf(comparer: ClrValue): KeyFunction {
  if (comparer instanceof ClrStringComparer) return (value) => comparer.keyOf(value);
  return isEqualityComparer(comparer) ? firstEqual(comparer) : equalityKey;
}
