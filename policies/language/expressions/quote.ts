const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\0': '\\0',
};

/**
 * Writes a value as a plain C# string literal with its quotes. Control characters, line separators and lone surrogates
 * become escapes, and of two braces in a row the second: `{{` in a policy means a named value, which this is not.
 */
export function quoteString(value: string): string {
  let quoted = '';
  let previous = '';
  for (const character of value) {
    quoted += SHORT_ESCAPES[character] ?? (mustEscape(character, previous) ? unicodeEscape(character) : character);
    previous = character;
  }
  return `"${quoted}"`;
}

function mustEscape(character: string, previous: string): boolean {
  if (character.length > 1) {
    return false;
  }
  const unit = character.charCodeAt(0);
  const control = unit < 0x20 || (unit >= 0x7f && unit < 0xa0) || unit === 0x2028 || unit === 0x2029;
  const unpaired = (unit >= 0xd800 && unit < 0xe000) || unit === 0xfeff;
  return control || unpaired || ((character === '{' || character === '}') && previous === character);
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * Writes a number as a C# literal: an integer as int, long or ulong, whichever is the smallest that holds it, anything
 * else as double. Negative ones are in parentheses.
 *
 * @throws RangeError for NaN, the infinities, and integers that cannot be exact (beyond 2^53, or 64 bits for a bigint).
 */
export function quoteNumber(value: number | bigint): string {
  if (typeof value === 'bigint') {
    if (value < -(2n ** 63n) || value >= 2n ** 64n) {
      throw new RangeError(`${value} does not fit into a 64-bit integer of C#.`);
    }
  } else if (!Number.isFinite(value)) {
    throw new RangeError(`${value} has no C# literal; write double.NaN or double.PositiveInfinity.`);
  } else if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new RangeError(`${value} is not exact; pass a bigint.`);
  }
  const text = String(value);
  return text.startsWith('-') ? `(${text})` : text;
}
