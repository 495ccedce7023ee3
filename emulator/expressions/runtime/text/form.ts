import { urlDecode, urlEncode } from './url-encoding';

/** Name and value pairs of an `application/x-www-form-urlencoded` text, decoded, in order. */
export function parseForm(text: string): readonly (readonly [string, string])[] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const [name, value] = equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
      return [urlDecode(name), urlDecode(value)] as const;
    });
}

/** The form-encoded text of pairs. */
export function writeForm(pairs: Iterable<readonly [string, string]>): string {
  return Array.from(pairs, ([name, value]) => `${urlEncode(name)}=${urlEncode(value)}`).join('&');
}
