import { decodeUtf8, encodeUtf8 } from '../encodings';
import { htmlDecode, htmlEncode } from '../html-encoding';
import type { MemberTable } from '../member';
import { urlDecode, urlEncode } from '../url-encoding';

function orNull(convert: (text: string) => string): (text: string | null) => string | null {
  return (text) => (text === null ? null : convert(text));
}

/** Members of System.Net.WebUtility. Null stays null. */
export const WEB_UTILITY_MEMBERS: MemberTable = {
  'M:System.Net.WebUtility.HtmlEncode(System.String)': orNull(htmlEncode),
  'M:System.Net.WebUtility.HtmlDecode(System.String)': orNull(htmlDecode),
  'M:System.Net.WebUtility.UrlEncode(System.String)': orNull(urlEncode),
  'M:System.Net.WebUtility.UrlDecode(System.String)': orNull(urlDecode),
  'M:System.Net.WebUtility.UrlEncodeToBytes(System.Byte[],System.Int32,System.Int32)': (
    bytes: Uint8Array,
    start: number,
    count: number,
  ) => encodeUtf8(urlEncode(decodeUtf8(bytes.subarray(start, start + count)))),
};
