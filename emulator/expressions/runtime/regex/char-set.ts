import { isBoundaryWordUnit, isDigitUnit, isSpaceUnit, isWordUnit, unitTest } from './unicode-categories';
import type { UnitTest } from './unicode-categories';

const ASCII = 128;

/** Characters that differ in case alone, by their lower case. */
let caseVariants: ReadonlyMap<number, readonly number[]> | undefined;

function lower(unit: number): number {
  const text = String.fromCharCode(unit).toLowerCase();
  return text.length === 1 ? text.charCodeAt(0) : unit;
}

function variantsByLowerCase(): ReadonlyMap<number, readonly number[]> {
  if (caseVariants !== undefined) return caseVariants;
  const found = new Map<number, number[]>();
  for (let unit = 0; unit < 0x10000; unit += 1) {
    const key = lower(unit);
    if (key !== unit) found.set(key, [...(found.get(key) ?? [key]), unit]);
  }
  caseVariants = found;
  return found;
}

/** The character itself and those that differ from it in case alone, under the invariant culture. */
export function caseEquivalents(unit: number): readonly number[] {
  if (unit < ASCII && !/[a-z]/i.test(String.fromCharCode(unit))) return [unit];
  return variantsByLowerCase().get(lower(unit)) ?? [unit];
}

/** Says whether two UTF-16 units differ in case at most. */
export function equalIgnoringCase(first: number, second: number): boolean {
  return first === second || caseEquivalents(first).includes(second);
}

/** A set of UTF-16 units, which is what .NET matches one at a time. */
export class CharSet {
  private readonly ascii = new Uint8Array(ASCII);

  constructor(private readonly test: UnitTest) {
    for (let unit = 0; unit < ASCII; unit += 1) this.ascii[unit] = test(unit) ? 1 : 0;
  }

  has(unit: number): boolean {
    return unit < ASCII ? this.ascii[unit] === 1 : this.test(unit);
  }

  /** The characters that are not in this one. */
  complement(): CharSet {
    return new CharSet((unit) => !this.has(unit));
  }

  static one(unit: number, ignoreCase: boolean): CharSet {
    const units = ignoreCase ? caseEquivalents(unit) : [unit];
    return new CharSet((candidate) => units.includes(candidate));
  }
}

/** Every character. */
export const ANY = new CharSet(() => true);

/** Every character but the line feed, `.`. */
export const NO_NEWLINE = new CharSet((unit) => unit !== 0x0a);

/** What `\b` takes for a word. */
export const BOUNDARY_WORD = new CharSet(isBoundaryWordUnit);

const SHORTHANDS: Readonly<Record<string, CharSet>> = {
  d: new CharSet(isDigitUnit),
  s: new CharSet(isSpaceUnit),
  w: new CharSet(isWordUnit),
};

/** `\w` under RegexOptions.ECMAScript. */
export const ECMASCRIPT_WORD = new CharSet(unitTest('0-9A-Za-z_\\u0130'));

const ECMASCRIPT_SHORTHANDS: Readonly<Record<string, CharSet>> = {
  d: new CharSet(unitTest('0-9')),
  s: new CharSet(unitTest('\\t-\\r ')),
  w: ECMASCRIPT_WORD,
};

/** The set of `\d`, `\s` or `\w`, or of one of them in upper case, its complement. */
export function shorthand(letter: string, ecmaScript: boolean): CharSet {
  const sets = ecmaScript ? ECMASCRIPT_SHORTHANDS : SHORTHANDS;
  const set = sets[letter.toLowerCase()] ?? ANY;
  return letter === letter.toLowerCase() ? set : set.complement();
}

/** Collects what stands between brackets. */
export class CharSetBuilder {
  negated = false;
  private readonly ranges: (readonly [number, number])[] = [];
  private readonly sets: CharSet[] = [];
  private subtracted: CharSet | undefined;

  addRange(first: number, last: number): void {
    this.ranges.push([first, last]);
  }

  addSet(set: CharSet): void {
    this.sets.push(set);
  }

  subtract(set: CharSet): void {
    this.subtracted = set;
  }

  /** Case is ignored for single characters and ranges only. */
  build(ignoreCase: boolean): CharSet {
    const { negated, ranges, sets, subtracted } = this;
    const inRanges: UnitTest = (unit) => ranges.some(([first, last]) => unit >= first && unit <= last);
    const listed: UnitTest = ignoreCase ? (unit) => caseEquivalents(unit).some(inRanges) : inRanges;
    return new CharSet(
      (unit) => (listed(unit) || sets.some((set) => set.has(unit))) !== negated && subtracted?.has(unit) !== true,
    );
  }
}
