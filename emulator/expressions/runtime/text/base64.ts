import { formatError } from '../errors';

const BODY = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * `Convert.FromBase64String`: white space (space, tab, CR, LF) anywhere, padding required, bits after the last byte
 * ignored; anything else throws FormatException.
 */
export function decodeBase64(text: string): Uint8Array {
  const compact = /[ \t\r\n]/.test(text) ? text.replace(/[ \t\r\n]/g, '') : text;
  if (compact.length % 4 !== 0 || !BODY.test(compact)) {
    throw formatError(
      'The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters.',
    );
  }
  return new Uint8Array(Buffer.from(compact, 'base64'));
}
