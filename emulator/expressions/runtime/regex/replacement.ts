import { Options } from './options';
import { isDecimal, isNameCharacter, PatternReader } from './pattern-reader';
import type { ClrRegex } from './regex';
import type { ClrMatch } from './results';

/** One part of a replacement: text as it is, or something of the match. */
type Part = string | ((match: ClrMatch) => string);

const SIGNS: Readonly<Record<string, (match: ClrMatch) => string>> = {
  $: () => '$',
  '&': (match) => match.value,
  '`': (match) => match.input.slice(0, match.index),
  "'": (match) => match.input.slice(match.index + match.value.length),
  '+': (match) => match.groups.at(-1)?.value ?? '',
  _: (match) => match.input,
};

function group(number: number): Part {
  return (match) => match.group(number).value;
}

/** `$12` under ECMAScript: the longest number of a group. */
function longestNumber(reader: PatternReader, { groups }: ClrRegex): number | undefined {
  let found: number | undefined;
  let end = reader.at;
  for (let number = 0; isDecimal(reader.peek());) {
    number = number * 10 + Number(reader.peek());
    if (number > 2147483647) {
      throw reader.problem('Quantifier and capture group numbers must be less than or equal to Int32.MaxValue.');
    }
    reader.at += 1;
    if (!groups.has(number)) continue;
    found = number;
    end = reader.at;
  }
  reader.at = end;
  return found;
}

/** What stands behind a dollar sign; undefined, with the reader where it was, when the sign stands for itself. */
function substitution(reader: PatternReader, regex: ClrRegex): Part | undefined {
  const start = reader.at;
  const angled = reader.peek() === '{' && reader.peek(1) !== '';
  if (angled) reader.at += 1;
  if (isDecimal(reader.peek())) {
    const number = angled || !reader.has(Options.ecmaScript) ? reader.decimal() : longestNumber(reader, regex);
    const closed = !angled || reader.take() === '}';
    if (closed && number !== undefined && regex.groups.has(number)) return group(number);
  } else if (angled && isNameCharacter(reader.peek())) {
    const number = regex.groups.numberOf(reader.name());
    if (reader.take() === '}' && number !== undefined) return group(number);
  } else if (!angled) {
    const sign = SIGNS[reader.peek()];
    if (sign !== undefined) {
      reader.at += 1;
      return sign;
    }
  }
  reader.at = start;
  return undefined;
}

/** Reads a replacement, `[$1] ${name}`: answers what it makes of a match. Throws RegexParseException. */
export function parseReplacement(text: string, regex: ClrRegex): (match: ClrMatch) => string {
  const reader = new PatternReader(text, regex.options);
  const parts: Part[] = [];
  while (!reader.done) {
    const dollar = text.indexOf('$', reader.at);
    const end = dollar < 0 ? text.length : dollar;
    parts.push(text.slice(reader.at, end));
    reader.at = end;
    if (reader.done) break;
    reader.at += 1;
    parts.push(substitution(reader, regex) ?? '$');
  }
  return (match) => parts.map((part) => (typeof part === 'string' ? part : part(match))).join('');
}
