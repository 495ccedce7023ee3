import { CharSet, shorthand } from './char-set';
import { Options } from './options';
import { parseProperty } from './parse-char-class';
import type { Assertion, PatternNode } from './pattern-node';
import { isDecimal, isNameCharacter } from './pattern-reader';
import type { PatternReader } from './pattern-reader';

/** The groups that an escape may refer to. */
export interface KnownGroups {
  has(number: number): boolean;
  numberOf(name: string): number | undefined;
  position(number: number): number | undefined;
  readonly top: number;
}

const ASSERTIONS: Readonly<Record<string, Assertion>> = {
  b: 'boundary',
  B: 'noBoundary',
  A: 'beginning',
  G: 'searchStart',
  Z: 'endOrLastNewline',
  z: 'end',
};

const ECMASCRIPT_ASSERTIONS: Readonly<Record<string, Assertion>> = {
  ...ASSERTIONS,
  b: 'ecmaBoundary',
  B: 'noEcmaBoundary',
};

/** What an escape refers to: a group, one character, or a group that the pattern does not have. */
type Target = { readonly group: number } | { readonly unit: number } | { readonly missing: string };

/** `\k<name>`, `\<name>`, `\k<1>`; undefined when what stands there is a character after all. */
function angledTarget(reader: PatternReader, close: string, groups: KnownGroups): Target | undefined {
  if (isDecimal(reader.peek())) {
    const number = reader.decimal();
    if (reader.take() !== close) return undefined;
    return groups.has(number) ? { group: number } : { missing: `number ${number}` };
  }
  if (!isNameCharacter(reader.peek())) return undefined;
  const name = reader.name();
  if (reader.take() !== close) return undefined;
  const number = groups.numberOf(name);
  return number === undefined ? { missing: `name '${name}'` } : { group: number };
}

/** Under ECMAScript, `\12` is the longest number of a group that opened before. */
function ecmaScriptTarget(reader: PatternReader, groups: KnownGroups): Target | undefined {
  const before = reader.at - 1;
  let found: number | undefined;
  let number = Number(reader.peek());
  while (number < groups.top) {
    if (groups.has(number) && (groups.position(number) ?? 0) < before) found = number;
    reader.at += 1;
    if (!isDecimal(reader.peek())) break;
    number = number * 10 + Number(reader.peek());
  }
  return found === undefined ? undefined : { group: found };
}

/** `\1`: a group, or for two digits and more an octal number where there is no such group. */
function numberedTarget(reader: PatternReader, groups: KnownGroups): Target | undefined {
  if (reader.has(Options.ecmaScript)) return ecmaScriptTarget(reader, groups);
  const number = reader.decimal();
  if (groups.has(number)) return { group: number };
  return number <= 9 ? { missing: `number ${number}` } : undefined;
}

function referenceTarget(reader: PatternReader, groups: KnownGroups): Target | undefined {
  const keyword = reader.peek() === 'k';
  const quote = reader.peek(keyword ? 1 : 0);
  const angled = (quote === '<' || quote === "'") && reader.peek(keyword ? 2 : 1) !== '';
  if (keyword && !angled) {
    reader.at = Math.min(reader.at + (reader.peek(1) === '' ? 0 : 2), reader.text.length);
    throw reader.problem('Malformed \\k<...> named back reference.');
  }
  if (angled) {
    reader.at += keyword ? 2 : 1;
    return angledTarget(reader, quote === '<' ? '>' : quote, groups);
  }
  return /[1-9]/.test(reader.peek()) ? numberedTarget(reader, groups) : undefined;
}

function target(reader: PatternReader, groups: KnownGroups): Target {
  const start = reader.at;
  const found = referenceTarget(reader, groups);
  if (found !== undefined) return found;
  reader.at = start;
  return { unit: reader.characterEscape() };
}

/** The node an escape outside a class stands for; the reader stands behind the backslash. */
export function parseEscape(reader: PatternReader, groups: KnownGroups): PatternNode {
  const letter = reader.peek();
  const rightToLeft = reader.has(Options.rightToLeft);
  const ecmaScript = reader.has(Options.ecmaScript);
  const assertion = (ecmaScript ? ECMASCRIPT_ASSERTIONS : ASSERTIONS)[letter];
  if (assertion !== undefined) {
    reader.at += 1;
    return { kind: 'assertion', assertion };
  }
  if (/[dswp]/i.test(letter)) {
    reader.at += 1;
    const isProperty = letter.toLowerCase() === 'p';
    return {
      kind: 'set',
      set: isProperty ? parseProperty(reader, letter) : shorthand(letter, ecmaScript),
      rightToLeft,
    };
  }
  const found = target(reader, groups);
  const ignoreCase = reader.has(Options.ignoreCase);
  if ('missing' in found) throw reader.problem(`Reference to undefined group ${found.missing}.`);
  if ('unit' in found) return { kind: 'set', set: CharSet.one(found.unit, ignoreCase), rightToLeft };
  return { kind: 'backreference', group: found.group, ignoreCase, rightToLeft, emptyWhenUnset: ecmaScript };
}

/** Moves the reader behind an escape in the first pass, which does not know the groups yet. */
export function skipEscape(reader: PatternReader, groups: KnownGroups): void {
  if (/[bBAGZzwWsSdDpP]/.test(reader.peek())) reader.at += 1;
  else target(reader, groups);
}
