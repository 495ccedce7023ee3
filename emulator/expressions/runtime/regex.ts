import { createContext, Script } from 'node:vm';
import { ExpressionLimitError } from './run';
import { translateRegex } from './translate-regex';
import type { TranslatedRegex } from './translate-regex';
import type { ClrEnumerable } from './enumerable';
import type { ClrValue } from '../clr-value';
import { ReferenceObject } from './reference-object';

/** Milliseconds one regular expression may take on one input. */
const TIME_LIMIT_MILLISECONDS = 1000;

/** Inputs up to this length are matched without a watchdog when the pattern cannot backtrack exponentially. */
const SHORT_INPUT = 2000;

const NAMESPACE = 'System.Text.RegularExpressions.';

/** A script of fixed text is the way Node offers to interrupt a running RegExp; its context hands it the search. */
const watched = new Script('search()');
const watch: { search: () => void } = { search: () => undefined };
createContext(watch);

function underWatch<T>(search: () => T): T {
  let result: { value: T } | undefined;
  watch.search = () => {
    result = { value: search() };
  };
  try {
    watched.runInContext(watch, { timeout: TIME_LIMIT_MILLISECONDS });
  } catch (error) {
    // Where modules have a realm of their own, Node's error is an instance of the Error of another.
    if (typeof error === 'object' && error !== null && Reflect.get(error, 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT') {
      throw new ExpressionLimitError(
        `A regular expression took more than ${TIME_LIMIT_MILLISECONDS} ms, the local gateway's limit: it backtracks too much on this input.`,
      );
    }
    throw error;
  } finally {
    watch.search = () => undefined;
  }
  if (result === undefined) throw new ExpressionLimitError('A regular expression did not finish.');
  return result.value;
}

/** True when nothing repeated contains a repetition or an alternative, so that time grows polynomially at worst. */
function isTame(source: string): boolean {
  const quantifiers = source.match(/[*+]|\{\d+,/g) ?? [];
  return quantifiers.length <= 3 && !/\)(?:[*+]|\{\d+,)/.test(source) && !/\\[1-9k]/.test(source);
}

/** A part of the input that a match or a group covers. */
export class ClrCapture extends ReferenceObject {
  readonly clrType: string = `${NAMESPACE}Capture`;

  constructor(
    readonly value: string,
    readonly index: number,
  ) {
    super();
  }

  override toClrString(): string {
    return this.value;
  }
}

/** A group of a match; a group that took no part has no success and an empty value. */
export class ClrGroup extends ClrCapture {
  override readonly clrType: string = `${NAMESPACE}Group`;

  constructor(
    value: string,
    index: number,
    readonly success: boolean,
    readonly name: string,
  ) {
    super(value, index);
  }
}

/** A match, or the failed one. */
export class ClrMatch extends ClrGroup {
  override readonly clrType: string = `${NAMESPACE}Match`;

  constructor(
    value: string,
    index: number,
    success: boolean,
    readonly groups: readonly ClrGroup[],
    readonly input: string,
  ) {
    super(value, index, success, '0');
  }

  /** Group by number or name; a missing one is a failed group. */
  group(key: number | string): ClrGroup {
    if (key === 0 || key === '0') return this;
    const found = typeof key === 'number' ? this.groups[key] : this.groups.find((group) => group.name === key);
    return found ?? new ClrGroup('', 0, false, String(key));
  }

  static readonly failed = new ClrMatch('', 0, false, [], '');
}

/** The matches of an input, the groups of a match or the captures of a group. */
export class ClrCaptures extends ReferenceObject implements ClrEnumerable {
  constructor(
    readonly clrType: string,
    readonly items: readonly ClrCapture[],
    readonly match?: ClrMatch,
  ) {
    super();
  }

  iterate(): Iterable<ClrValue> {
    return this.items;
  }
}

/** A System.Text.RegularExpressions.Regex. */
export class ClrRegex extends ReferenceObject {
  readonly clrType = `${NAMESPACE}Regex`;
  private readonly translated: TranslatedRegex;
  private readonly expression: RegExp;
  private readonly tame: boolean;

  /** @param options a `RegexOptions` value */
  constructor(
    readonly pattern: string,
    readonly options: number,
  ) {
    super();
    this.translated = translateRegex(pattern, {
      ignoreCase: (options & 1) !== 0,
      multiline: (options & 2) !== 0,
      explicitCapture: (options & 4) !== 0,
      singleline: (options & 16) !== 0,
      ignoreWhitespace: (options & 32) !== 0,
    });
    this.expression = new RegExp(this.translated.source, `${this.translated.flags}g`);
    this.tame = isTame(this.translated.source);
  }

  override toClrString(): string {
    return this.pattern;
  }

  isMatch(input: string, start = 0): boolean {
    return this.guarded(input, () => this.find(input, start) !== null);
  }

  match(input: string, start = 0): ClrMatch {
    const found = this.guarded(input, () => this.find(input, start));
    return found === null ? ClrMatch.failed : this.present(found);
  }

  matches(input: string, limit = Number.POSITIVE_INFINITY): readonly ClrMatch[] {
    return this.guarded(input, () => {
      const found: ClrMatch[] = [];
      for (let at = 0; at <= input.length && found.length < limit;) {
        const next = this.find(input, at);
        if (next === null) break;
        found.push(this.present(next));
        at = next.index + Math.max(1, next[0].length);
      }
      return found;
    });
  }

  private guarded<T>(input: string, search: () => T): T {
    return this.tame && input.length <= SHORT_INPUT ? search() : underWatch(search);
  }

  private find(input: string, start: number): RegExpExecArray | null {
    this.expression.lastIndex = start;
    return this.expression.exec(input);
  }

  private present(found: RegExpExecArray): ClrMatch {
    const groups = this.translated.indices.map((index, number) => {
      const value = index === 0 ? found[0] : found[index];
      const name = this.translated.names[number] ?? String(number);
      const at = value === undefined ? 0 : found[0].indexOf(value) + found.index;
      return new ClrGroup(value ?? '', at, value !== undefined, name);
    });
    return new ClrMatch(found[0], found.index, true, groups, found.input);
  }
}
