import type { ClrValue } from '../../clr-value';
import type { ClrEnumerable } from '../collections/enumerable';
import { ReferenceObject } from '../reference-object';
import type { Captures } from './match-state';
import type { ClrRegex } from './regex';

const NAMESPACE = 'System.Text.RegularExpressions.';

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

/** A group of a match; one that took no part has no success and an empty value. */
export class ClrGroup extends ClrCapture {
  override readonly clrType: string = `${NAMESPACE}Group`;

  constructor(
    value: string,
    index: number,
    readonly success: boolean,
    private readonly earlier: readonly ClrCapture[],
  ) {
    super(value, index);
  }

  /** Everything the group captured; the last is the group itself. */
  get captures(): readonly ClrCapture[] {
    return this.success ? [...this.earlier, this] : [];
  }

  static readonly absent = new ClrGroup('', 0, false, []);
}

/** A match, or the failed one. */
export class ClrMatch extends ClrGroup {
  override readonly clrType: string = `${NAMESPACE}Match`;

  private constructor(
    value: string,
    index: number,
    success: boolean,
    /** Groups but the whole match, by ascending number. */
    private readonly others: readonly ClrGroup[],
    /** The expression that found it; the failed match has none. */
    readonly regex: ClrRegex | undefined,
    readonly input: string,
  ) {
    super(value, index, success, []);
  }

  static readonly failed = new ClrMatch('', 0, false, [], undefined, '');

  /** @param offset where in the input the searched part begins */
  static of(found: ReadonlyMap<number, Captures>, regex: ClrRegex, input: string, offset = 0): ClrMatch {
    const text = (captured: Captures, at = 0): string =>
      input.slice((captured[at] ?? 0) + offset, (captured[at + 1] ?? 0) + offset);
    const capture = (captured: Captures, at: number): ClrCapture =>
      new ClrCapture(text(captured, at), (captured[at] ?? 0) + offset);
    const others = regex.groups.numbers.slice(1).map((number) => {
      const captured = found.get(number) ?? [];
      if (captured.length === 0) return ClrGroup.absent;
      const all = Array.from({ length: captured.length / 2 }, (_, index) => capture(captured, index * 2));
      const last = all.pop();
      return new ClrGroup(last?.value ?? '', last?.index ?? 0, true, all);
    });
    const whole = found.get(0) ?? [];
    return new ClrMatch(text(whole), (whole[0] ?? 0) + offset, true, others, regex, input);
  }

  /** The match and its groups, by ascending number. */
  get groups(): readonly ClrGroup[] {
    return [this, ...this.others];
  }

  /** Group by number or name; a missing one is a failed group. */
  group(key: number | string | null): ClrGroup {
    const number = typeof key === 'string' ? this.regex?.groups.find(key) : key;
    if (typeof number !== 'number') return ClrGroup.absent;
    return this.groups[this.regex?.groups.numbers.indexOf(number) ?? number] ?? ClrGroup.absent;
  }
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

  static matches(items: readonly ClrMatch[]): ClrCaptures {
    return new ClrCaptures(`${NAMESPACE}MatchCollection`, items);
  }

  static groups(match: ClrMatch): ClrCaptures {
    // Where numbers have gaps, .NET still counts from 0 when it walks the groups.
    const items = match.groups.map((_, number) => match.group(number));
    return new ClrCaptures(`${NAMESPACE}GroupCollection`, items, match);
  }

  static captures(group: ClrGroup): ClrCaptures {
    return new ClrCaptures(`${NAMESPACE}CaptureCollection`, group.captures);
  }
}
