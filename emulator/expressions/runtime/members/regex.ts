import type { ClrValue } from '../../clr-value';
import { stringArray } from '../array';
import type { ClrArray } from '../array';
import type { ClrDelegate } from '../delegate';
import type { ClrEnum } from '../enums';
import { argumentNull, argumentOutOfRange, notSupported } from '../errors';
import type { MemberTable } from '../member';
import type { ClrCapture, ClrGroup } from '../regex';
import { ClrCaptures, ClrMatch, ClrRegex } from '../regex';
import { display } from '../values';

const N = 'System.Text.RegularExpressions.';
const R = `M:${N}Regex`;
const OPTIONS = `${N}RegexOptions`;
const EVALUATOR = `${N}MatchEvaluator`;
const S = 'System.String';

function input(text: string | null): string {
  if (text === null) throw argumentNull('input');
  return text;
}

function regex(pattern: string | null, options?: ClrEnum): ClrRegex {
  if (pattern === null) throw argumentNull('pattern');
  return new ClrRegex(pattern, options?.value ?? 0);
}

/** Fills in `$1`, `${name}`, `$&`, `$$` and so on. */
function substitute(match: ClrMatch, replacement: string): string {
  return replacement.replace(
    /\$(?:(\d+)|\{(\w+)\}|([$&`'_]))/g,
    (whole, number?: string, name?: string, sign?: string) => {
      if (sign === '$') return '$';
      if (sign === '&') return match.value;
      if (sign === '`') return match.input.slice(0, match.index);
      if (sign === "'") return match.input.slice(match.index + match.value.length);
      if (sign === '_') return match.input;
      const key = number ?? name ?? '';
      const known = match.groups.some((group) => group.name === key);
      return known ? match.group(/^\d+$/.test(key) ? Number(key) : key).value : whole;
    },
  );
}

function replace(self: ClrRegex, text: string | null, by: (match: ClrMatch) => string, limit?: number): string {
  const source = input(text);
  let result = '';
  let at = 0;
  for (const match of self.matches(source, limit === undefined || limit < 0 ? undefined : limit)) {
    result += source.slice(at, match.index) + by(match);
    at = match.index + match.value.length;
  }
  return result + source.slice(at);
}

function withText(replacement: string | null): (match: ClrMatch) => string {
  if (replacement === null) throw argumentNull('replacement');
  return (match) => substitute(match, replacement);
}

function withDelegate(evaluator: ClrDelegate): (match: ClrMatch) => string {
  return (match) => display(evaluator.invoke(match));
}

function split(self: ClrRegex, text: string | null): ClrArray {
  const source = input(text);
  const parts: string[] = [];
  let at = 0;
  for (const match of self.matches(source)) {
    parts.push(
      source.slice(at, match.index),
      ...match.groups
        .slice(1)
        .filter((group) => group.success)
        .map((group) => group.value),
    );
    at = match.index + match.value.length;
  }
  return stringArray([...parts, source.slice(at)]);
}

function matches(self: ClrRegex, text: string | null): ClrCaptures {
  return new ClrCaptures(`${N}MatchCollection`, self.matches(input(text)));
}

function item(self: ClrCaptures, index: number): ClrValue {
  const found = self.items[index];
  if (found === undefined) throw argumentOutOfRange('Specified argument was out of the range of valid values.', 'i');
  return found;
}

function unescape(text: string): string {
  return text.replace(
    /\\(.)/gs,
    (_, character: string) => ({ n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' })[character] ?? character,
  );
}

/** Members of Regex and its results. */
export const REGEX_MEMBERS: MemberTable = {
  [`${R}.#ctor(${S})`]: (pattern: string | null) => regex(pattern),
  [`${R}.#ctor(${S},${OPTIONS})`]: regex,
  [`${R}.IsMatch(${S})`]: (self: ClrRegex, text: string | null) => self.isMatch(input(text)),
  [`${R}.IsMatch(${S},System.Int32)`]: (self: ClrRegex, text: string | null, start: number) =>
    self.isMatch(input(text), start),
  [`${R}.IsMatch(${S},${S})`]: (text: string | null, pattern: string | null) => regex(pattern).isMatch(input(text)),
  [`${R}.IsMatch(${S},${S},${OPTIONS})`]: (text: string | null, pattern: string | null, options: ClrEnum) =>
    regex(pattern, options).isMatch(input(text)),
  [`${R}.Match(${S})`]: (self: ClrRegex, text: string | null) => self.match(input(text)),
  [`${R}.Match(${S},System.Int32)`]: (self: ClrRegex, text: string | null, start: number) =>
    self.match(input(text), start),
  [`${R}.Match(${S},${S})`]: (text: string | null, pattern: string | null) => regex(pattern).match(input(text)),
  [`${R}.Match(${S},${S},${OPTIONS})`]: (text: string | null, pattern: string | null, options: ClrEnum) =>
    regex(pattern, options).match(input(text)),
  [`${R}.Matches(${S})`]: matches,
  [`${R}.Matches(${S},${S})`]: (text: string | null, pattern: string | null) => matches(regex(pattern), text),
  [`${R}.Matches(${S},${S},${OPTIONS})`]: (text: string | null, pattern: string | null, options: ClrEnum) =>
    matches(regex(pattern, options), text),
  [`${R}.Replace(${S},${S})`]: (self: ClrRegex, text: string | null, replacement: string | null) =>
    replace(self, text, withText(replacement)),
  [`${R}.Replace(${S},${S},System.Int32)`]: (
    self: ClrRegex,
    text: string | null,
    replacement: string | null,
    count: number,
  ) => replace(self, text, withText(replacement), count),
  [`${R}.Replace(${S},${S},${S})`]: (text: string | null, pattern: string | null, replacement: string | null) =>
    replace(regex(pattern), text, withText(replacement)),
  [`${R}.Replace(${S},${S},${S},${OPTIONS})`]: (
    text: string | null,
    pattern: string | null,
    replacement: string | null,
    options: ClrEnum,
  ) => replace(regex(pattern, options), text, withText(replacement)),
  [`${R}.Replace(${S},${EVALUATOR})`]: (self: ClrRegex, text: string | null, evaluator: ClrDelegate) =>
    replace(self, text, withDelegate(evaluator)),
  [`${R}.Replace(${S},${S},${EVALUATOR})`]: (text: string | null, pattern: string | null, evaluator: ClrDelegate) =>
    replace(regex(pattern), text, withDelegate(evaluator)),
  [`${R}.Split(${S})`]: split,
  [`${R}.Split(${S},${S})`]: (text: string | null, pattern: string | null) => split(regex(pattern), text),
  [`${R}.Unescape(${S})`]: (text: string | null) => unescape(input(text)),
  [`P:${N}Match.Groups`]: (self: ClrMatch) =>
    new ClrCaptures(`${N}GroupCollection`, [self, ...self.groups.slice(1)], self),
  [`P:${N}Match.Empty`]: () => ClrMatch.failed,
  [`M:${N}Match.Result(${S})`]: (self: ClrMatch, replacement: string | null) => {
    if (replacement === null) throw argumentNull('replacement');
    if (!self.success) throw notSupported('Result cannot be called on a failed Match.');
    return substitute(self, replacement);
  },
  [`P:${N}Group.Success`]: (self: ClrGroup) => self.success,
  [`P:${N}Group.Captures`]: (self: ClrGroup) => new ClrCaptures(`${N}CaptureCollection`, self.success ? [self] : []),
  [`P:${N}Group.Name`]: (self: ClrGroup) => self.name,
  [`P:${N}Capture.Value`]: (self: ClrCapture) => self.value,
  [`P:${N}Capture.Index`]: (self: ClrCapture) => self.index,
  [`P:${N}Capture.Length`]: (self: ClrCapture) => self.value.length,
  [`P:${N}GroupCollection.Item(System.Int32)`]: (self: ClrCaptures, index: number) => self.match?.group(index) ?? null,
  [`P:${N}GroupCollection.Item(${S})`]: (self: ClrCaptures, name: string) => self.match?.group(name) ?? null,
  [`P:${N}GroupCollection.Count`]: (self: ClrCaptures) => self.items.length,
  [`P:${N}CaptureCollection.Item(System.Int32)`]: item,
  [`P:${N}CaptureCollection.Count`]: (self: ClrCaptures) => self.items.length,
  [`P:${N}MatchCollection.Item(System.Int32)`]: item,
  [`P:${N}MatchCollection.Count`]: (self: ClrCaptures) => self.items.length,
};
