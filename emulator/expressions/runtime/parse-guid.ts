import type { ClrException } from '../clr-exception';
import { formatError, overflow } from './errors';

/** The 32 hexadecimal digits of a Guid, or why .NET refuses the text. */
export type ParsedGuid = { readonly digits: string } | { readonly failure: ClrException };

const LENGTH = 'Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).';
const DASHES = 'Dashes are in the wrong position for GUID parsing.';
const CHARACTER = 'Guid string should only contain hexadecimal characters.';
const UNRECOGNIZED = 'Unrecognized Guid format.';
const BRACE = 'Expected {0xdddddddd, etc}.';
const END_BRACE = 'Could not find the ending brace.';
const PREFIX = 'Expected 0x prefix.';
const COMMA =
  "Could not find a comma, or the length between the previous token and the comma was zero (i.e., '0x,'etc.).";
const LAST_BRACE =
  "Could not find a brace, or the length between the previous token and the brace was zero (i.e., '0x,'etc.).";
const JUNK = 'Additional non-parsable characters are at the end of the string.';

/** Digits of each group of the form with dashes. */
const GROUPS = [8, 4, 4, 4, 12];

function refuse(message: string): ParsedGuid {
  return { failure: formatError(message) };
}

/** A number of at most so many hexadecimal digits, which may begin with `+` and `0x`. */
function hexNumber(text: string, digits: number): string | undefined {
  const match = /^\+?(?:0[xX](?=.))?([\da-f]+)$/i.exec(text);
  return match?.[1]?.replace(/^0+/, '').padStart(digits, '0').toLowerCase();
}

function withoutDashes(text: string): ParsedGuid {
  if (text.length !== 32) return refuse(LENGTH);
  return /^[\da-f]{32}$/i.test(text) ? { digits: text.toLowerCase() } : refuse(CHARACTER);
}

function withDashes(text: string): ParsedGuid {
  if (text.length !== 36) return refuse(LENGTH);
  if ([8, 13, 18, 23].some((index) => text[index] !== '-')) return refuse(DASHES);
  const parts: string[] = [];
  let start = 0;
  for (const length of GROUPS) {
    parts.push(text.slice(start, start + length));
    start += length + 1;
  }
  const [a = '', b = '', c = '', d = '', rest = ''] = parts;
  // All groups but the last eight digits may hold a sign and a prefix, which count as digits.
  const numbers = [hexNumber(a, 8), ...[b, c, d, rest.slice(0, 4)].map((part) => hexNumber(part, 4))];
  const end = rest.slice(4);
  if (numbers.includes(undefined) || !/^[\da-f]{8}$/i.test(end)) return refuse(CHARACTER);
  return { digits: numbers.join('') + end.toLowerCase() };
}

function between(text: string, open: string, close: string): ParsedGuid {
  if (text.length !== 38 || !text.startsWith(open) || !text.endsWith(close)) return refuse(LENGTH);
  return withDashes(text.slice(1, -1));
}

/** One number of the form with `0x`: its digits, where it ends, or what is wrong. */
function readNumber(
  text: string,
  start: number,
  index: number,
): { readonly digits: string; readonly end: number } | { readonly failure: ClrException } {
  if (!/^0x/i.test(text.slice(start))) return { failure: formatError(PREFIX) };
  const last = index === 10;
  const end = text.indexOf(last ? '}' : ',', start + 2);
  if (end <= start + 2) return { failure: formatError(last ? LAST_BRACE : COMMA) };
  const digits = hexNumber(text.slice(start + 2, end), 1);
  if (digits === undefined) return { failure: formatError(CHARACTER) };
  // Bytes overflow past 8 bits, the other numbers past 32; the second and third then lose their upper half.
  if (digits.length > 8) return { failure: overflow('UInt32') };
  if (index > 2 && digits.length > 2) return { failure: formatError(UNRECOGNIZED) };
  const width = index === 0 ? 8 : index < 3 ? 4 : 2;
  return { digits: digits.padStart(width, '0').slice(-width), end };
}

/** `{0xdddddddd,0xdddd,0xdddd,{0xdd,...}}`, with white space anywhere. */
function withPrefixes(spaced: string): ParsedGuid {
  const text = spaced.replace(/\s/g, '');
  if (!text.startsWith('{')) return refuse(BRACE);
  let digits = '';
  let start = 1;
  for (let index = 0; index < 11; index += 1) {
    if (index === 3) {
      if (text[start] !== '{') return refuse(BRACE);
      start += 1;
    }
    const number = readNumber(text, start, index);
    if ('failure' in number) return number;
    digits += number.digits;
    start = number.end + 1;
  }
  if (text[start] !== '}') return refuse(END_BRACE);
  return start === text.length - 1 ? { digits } : refuse(JUNK);
}

/** Reads one form exactly: `N`, `D`, `B`, `P` or `X`; undefined for another letter. */
export function parseGuidExact(text: string, format: string): ParsedGuid | undefined {
  const trimmed = text.trim();
  switch (format.toUpperCase()) {
    case 'N':
      return withoutDashes(trimmed);
    case 'D':
      return withDashes(trimmed);
    case 'B':
      return between(trimmed, '{', '}');
    case 'P':
      return between(trimmed, '(', ')');
    case 'X':
      return withPrefixes(trimmed);
    default:
      return undefined;
  }
}

/** Reads any form, told apart by its first characters. */
export function parseGuid(text: string): ParsedGuid {
  const trimmed = text.trim();
  if (trimmed.length < 32) return refuse(UNRECOGNIZED);
  if (trimmed.startsWith('(')) return between(trimmed, '(', ')');
  if (trimmed.startsWith('{')) return trimmed[9] === '-' ? between(trimmed, '{', '}') : withPrefixes(trimmed);
  return trimmed[8] === '-' ? withDashes(trimmed) : withoutDashes(trimmed);
}
