import type { ClrValue } from '../../clr-value';
import { stringArray } from '../collections/array';
import type { ClrArray } from '../collections/array';
import type { ClrDelegate } from '../delegate';
import type { ClrEnum } from '../enums';
import { argumentNull, argumentOutOfRange, notSupported } from '../errors';
import { withRun } from '../member';
import type { Member, MemberTable } from '../member';
import { checkOptions } from '../regex/options';
import { PatternReader } from '../regex/pattern-reader';
import { ClrRegex } from '../regex/regex';
import { parseReplacement } from '../regex/replacement';
import { ClrCaptures, ClrMatch } from '../regex/results';
import type { ClrCapture, ClrGroup } from '../regex/results';
import type { Run } from '../run';
import type { ClrTimeSpan } from '../dates/date-time';
import { display } from '../values';

const N = 'System.Text.RegularExpressions.';
const R = `M:${N}Regex`;
const OPTIONS = `${N}RegexOptions`;
const EVALUATOR = `${N}MatchEvaluator`;
const S = 'System.String';
const I = 'System.Int32';
const TIMEOUT = 'System.TimeSpan';

const RANGE_RULE = 'Specified argument was out of the range of valid values.';
const START_RULE = 'Start index cannot be less than 0 or greater than input length.';

const TICKS_PER_MILLISECOND = 10_000n;

/** Longest match timeout that .NET takes. */
const MAXIMUM_TIMEOUT_TICKS = 2_147_483_646n * TICKS_PER_MILLISECOND;

type Text = string | null;
type Rewrite = (match: ClrMatch) => string;

/** Arguments of an overload behind the input: what the operation does with a Regex and them. */
type Operation = (self: ClrRegex, run: Run, text: Text, ...rest: never[]) => ClrValue;

function required(text: Text, parameter: string): string {
  if (text === null) throw argumentNull(parameter);
  return text;
}

function startWithin(text: string, start: number): number {
  if (start < 0 || start > text.length) throw argumentOutOfRange(START_RULE, 'startat');
  return start;
}

/** The steps of the expression bound every search, so a timeout is checked and has no further effect. */
function checkTimeout(timeout: ClrTimeSpan): void {
  const infinite = timeout.ticks === -TICKS_PER_MILLISECOND;
  const allowed = timeout.ticks > 0n && timeout.ticks <= MAXIMUM_TIMEOUT_TICKS;
  if (!infinite && !allowed) {
    throw argumentOutOfRange(RANGE_RULE, 'matchTimeout');
  }
}

function regex(pattern: Text, options?: ClrEnum, timeout?: ClrTimeSpan): ClrRegex {
  const text = required(pattern, 'pattern');
  checkOptions(options?.value ?? 0);
  if (timeout !== undefined) checkTimeout(timeout);
  return new ClrRegex(text, options?.value ?? 0);
}

function isMatch(self: ClrRegex, run: Run, text: Text, start?: number): boolean {
  const input = required(text, 'input');
  return self.isMatch(run, input, start === undefined ? start : startWithin(input, start));
}

function match(self: ClrRegex, run: Run, text: Text, start?: number): ClrMatch {
  const input = required(text, 'input');
  return self.match(run, input, start === undefined ? start : startWithin(input, start));
}

function matchWithin(self: ClrRegex, run: Run, text: Text, beginning: number, length: number): ClrMatch {
  const input = required(text, 'input');
  startWithin(input, beginning);
  if (length < 0 || length > input.length) {
    throw argumentOutOfRange('Length cannot be less than 0 or exceed input length.', 'length');
  }
  if (length > input.length - beginning) throw argumentOutOfRange(RANGE_RULE, 'start');
  return self.matchWithin(run, input, beginning, length);
}

function matches(self: ClrRegex, run: Run, text: Text, start?: number): ClrCaptures {
  const input = required(text, 'input');
  return ClrCaptures.matches([...self.matches(run, input, start === undefined ? start : startWithin(input, start))]);
}

/** The first matches of a text, at most `limit` of them where that is above zero or, for all of them, -1. */
function some(self: ClrRegex, run: Run, input: string, limit: number, start?: number): ClrMatch[] {
  if (limit < -1) throw argumentOutOfRange('Count cannot be less than -1.', 'count');
  const from = start === undefined ? start : startWithin(input, start);
  const found: ClrMatch[] = [];
  if (limit === 0) return found;
  for (const next of self.matches(run, input, from)) {
    found.push(next);
    if (found.length === limit) break;
  }
  return found;
}

function replaced(self: ClrRegex, input: string, found: readonly ClrMatch[], by: Rewrite): string {
  const edits = found.map((each) => ({ each, text: by(each) }));
  if (self.rightToLeft) edits.reverse();
  let result = '';
  let at = 0;
  for (const { each, text } of edits) {
    result += input.slice(at, each.index) + text;
    at = each.index + each.value.length;
  }
  return result + input.slice(at);
}

function replace(self: ClrRegex, run: Run, text: Text, replacement: Text, limit = -1, start?: number): string {
  const input = required(text, 'input');
  const by = parseReplacement(required(replacement, 'replacement'), self);
  return replaced(self, input, some(self, run, input, limit, start), by);
}

function evaluateEach(
  self: ClrRegex,
  run: Run,
  text: Text,
  evaluator: ClrDelegate | null,
  limit = -1,
  start?: number,
): string {
  const input = required(text, 'input');
  if (evaluator === null) throw argumentNull('evaluator');
  return replaced(self, input, some(self, run, input, limit, start), (each) => display(evaluator.invoke(each)));
}

function split(self: ClrRegex, run: Run, text: Text, limit = 0, start?: number): ClrArray {
  const input = required(text, 'input');
  if (limit < 0) throw argumentOutOfRange('Count cannot be less than -1.', 'count');
  if (start !== undefined) startWithin(input, start);
  if (limit === 1) return stringArray([input]);
  const found = some(self, run, input, limit === 0 ? -1 : limit - 1, start);
  const parts: string[] = [];
  let edge = self.rightToLeft ? input.length : 0;
  for (const each of found) {
    const end = each.index + each.value.length;
    parts.push(self.rightToLeft ? input.slice(end, edge) : input.slice(edge, each.index));
    edge = self.rightToLeft ? each.index : end;
    // Where numbers have gaps, .NET looks at the n-th group and takes the one with number n.
    each.groups.forEach((group, number) => {
      if (number > 0 && group.success) parts.push(each.group(number).value);
    });
  }
  parts.push(self.rightToLeft ? input.slice(0, edge) : input.slice(edge));
  return stringArray(self.rightToLeft ? parts.reverse() : parts);
}

function item(self: ClrCaptures, index: number): ClrValue {
  const found = self.items[index];
  if (found === undefined) throw argumentOutOfRange(RANGE_RULE, 'i');
  return found;
}

function groupByName({ match: self }: ClrCaptures, name: Text): ClrValue {
  if (self?.success === true && name === null) throw argumentNull('name');
  return self?.group(name) ?? null;
}

function unescape(text: string): string {
  const reader = new PatternReader(text, 0);
  let result = '';
  while (!reader.done) {
    const character = reader.take();
    if (character !== '\\') result += character;
    else if (!reader.done) result += String.fromCharCode(reader.characterEscape());
  }
  return result;
}

function instance(operation: Operation): Member {
  const perform = operation as (self: ClrRegex, run: Run, ...operands: unknown[]) => ClrValue;
  return withRun((run: Run, self: ClrRegex, ...operands: unknown[]) => perform(self, run, ...operands));
}

/** The static overloads of an operation: pattern behind the input, then its arguments, options and timeout. */
function statics(name: string, operation: Operation, argumentId = ''): Record<string, Member> {
  const perform = operation as (self: ClrRegex, run: Run, ...operands: unknown[]) => ClrValue;
  const rest = argumentId === '' ? 0 : 1;
  const member = withRun((run: Run, text: Text, pattern: Text, ...others: unknown[]) => {
    const [options, timeout] = others.slice(rest) as [ClrEnum?, ClrTimeSpan?];
    return perform(regex(pattern, options, timeout), run, text, ...others.slice(0, rest));
  });
  const base = `${R}.${name}(${S},${S}${argumentId}`;
  return { [`${base})`]: member, [`${base},${OPTIONS})`]: member, [`${base},${OPTIONS},${TIMEOUT})`]: member };
}

/** Members of Regex and its results. */
export const REGEX_MEMBERS: MemberTable = {
  [`${R}.#ctor(${S})`]: (pattern: Text) => regex(pattern),
  [`${R}.#ctor(${S},${OPTIONS})`]: (pattern: Text, options: ClrEnum) => regex(pattern, options),
  [`${R}.#ctor(${S},${OPTIONS},${TIMEOUT})`]: regex,
  ...statics('IsMatch', isMatch),
  ...statics('Match', match),
  ...statics('Matches', matches),
  ...statics('Replace', replace, `,${S}`),
  ...statics('Replace', evaluateEach, `,${EVALUATOR}`),
  ...statics('Split', split),
  [`${R}.IsMatch(${S})`]: instance(isMatch),
  [`${R}.IsMatch(${S},${I})`]: instance(isMatch),
  [`${R}.Match(${S})`]: instance(match),
  [`${R}.Match(${S},${I})`]: instance(match),
  [`${R}.Match(${S},${I},${I})`]: instance(matchWithin),
  [`${R}.Matches(${S})`]: instance(matches),
  [`${R}.Matches(${S},${I})`]: instance(matches),
  [`${R}.Replace(${S},${S})`]: instance(replace),
  [`${R}.Replace(${S},${S},${I})`]: instance(replace),
  [`${R}.Replace(${S},${S},${I},${I})`]: instance(replace),
  [`${R}.Replace(${S},${EVALUATOR})`]: instance(evaluateEach),
  [`${R}.Replace(${S},${EVALUATOR},${I})`]: instance(evaluateEach),
  [`${R}.Replace(${S},${EVALUATOR},${I},${I})`]: instance(evaluateEach),
  [`${R}.Split(${S})`]: instance(split),
  [`${R}.Split(${S},${I})`]: instance(split),
  [`${R}.Split(${S},${I},${I})`]: instance(split),
  [`${R}.Unescape(${S})`]: (text: Text) => unescape(required(text, 'str')),
  [`P:${N}Match.Groups`]: (self: ClrMatch) => ClrCaptures.groups(self),
  [`P:${N}Match.Empty`]: () => ClrMatch.failed,
  [`M:${N}Match.Result(${S})`]: (self: ClrMatch, replacement: Text) => {
    const text = required(replacement, 'replacement');
    if (self.regex === undefined) throw notSupported('Result cannot be called on a failed Match.');
    return parseReplacement(text, self.regex)(self);
  },
  [`P:${N}Group.Success`]: (self: ClrGroup) => self.success,
  [`P:${N}Group.Captures`]: (self: ClrGroup) => ClrCaptures.captures(self),
  [`P:${N}Capture.Value`]: (self: ClrCapture) => self.value,
  [`P:${N}Capture.Index`]: (self: ClrCapture) => self.index,
  [`P:${N}Capture.Length`]: (self: ClrCapture) => self.value.length,
  [`P:${N}GroupCollection.Item(${I})`]: (self: ClrCaptures, index: number) => self.match?.group(index) ?? null,
  [`P:${N}GroupCollection.Item(${S})`]: groupByName,
  [`P:${N}GroupCollection.Count`]: (self: ClrCaptures) => self.items.length,
  [`P:${N}CaptureCollection.Item(${I})`]: item,
  [`P:${N}CaptureCollection.Count`]: (self: ClrCaptures) => self.items.length,
};
