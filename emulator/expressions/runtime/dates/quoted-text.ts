import { formatError } from '../errors';
import type { ClrException } from '../../clr-exception';

/** Quoted text of a format: what it means, and where the format goes on. */
export interface QuotedText {
  readonly text: string;
  readonly end: number;
}

/** The text in the quotes that begin at `start`, where a backslash escapes; undefined without quotes that close it. */
export function quotedText(format: string, start: number): QuotedText | undefined {
  const quote = format.charAt(start);
  let text = '';
  for (let index = start + 1; index < format.length; index += 1) {
    let character = format.charAt(index);
    if (character === quote) return { text, end: index + 1 };
    if (character === '\\') {
      index += 1;
      character = format.charAt(index);
    }
    text += character;
  }
  return undefined;
}

/** The FormatException for quotes that nothing closes. */
export function unclosedQuote(quote: string): ClrException {
  return formatError(`Cannot find a matching quote character for the character '${quote}'.`);
}

/** Whether a format ends with a backslash that escapes nothing, for which writing has an error of its own. */
export function endsWithEscape(format: string, start: number): boolean {
  return /^(?:[^\\]|\\.)*\\$/s.test(format.slice(start));
}
