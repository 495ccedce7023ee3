import { encodeUtf8 } from '../text/encodings';
import { argumentNull, requireAtMost, requireNonNegative } from '../errors';
import { htmlDecode, htmlEncode } from '../text/html-encoding';
import type { Member, MemberTable } from '../member';
import type { TextBuffer } from '../text/text-buffer';
import { urlDecode, urlDecodeBytes, urlEncode, urlEncodeBytes } from '../text/url-encoding';

function orNull(convert: (text: string) => string): (text: string | null) => string | null {
  return (text) => (text === null ? null : convert(text));
}

function onPart(convert: (bytes: Uint8Array) => Uint8Array): Member {
  return (bytes: Uint8Array | null, offset: number, count: number) => {
    if (bytes === null && count === 0) return null;
    if (bytes === null) throw argumentNull('bytes');
    requireNonNegative(offset, 'offset');
    requireAtMost(offset, bytes.length, 'offset');
    requireNonNegative(count, 'count');
    requireAtMost(count, bytes.length - offset, 'count');
    return convert(bytes.subarray(offset, offset + count));
  };
}

/** Writes what a conversion makes; null writes nothing. */
function writing(convert: (text: string) => string): Member {
  return (text: string | null, output: TextBuffer | null) => {
    if (output === null) throw argumentNull('output');
    if (text !== null) output.append(convert(text));
  };
}

/** Members of System.Net.WebUtility. Null stays null. */
export const WEB_UTILITY_MEMBERS: MemberTable = {
  'M:System.Net.WebUtility.HtmlEncode(System.String)': orNull(htmlEncode),
  'M:System.Net.WebUtility.HtmlDecode(System.String)': orNull(htmlDecode),
  'M:System.Net.WebUtility.HtmlEncode(System.String,System.IO.TextWriter)': writing(htmlEncode),
  'M:System.Net.WebUtility.HtmlDecode(System.String,System.IO.TextWriter)': writing(htmlDecode),
  'M:System.Net.WebUtility.UrlEncode(System.String)': orNull(urlEncode),
  'M:System.Net.WebUtility.UrlDecode(System.String)': orNull(urlDecode),
  'M:System.Net.WebUtility.UrlEncodeToBytes(System.Byte[],System.Int32,System.Int32)': onPart((bytes) =>
    encodeUtf8(urlEncodeBytes(bytes)),
  ),
  'M:System.Net.WebUtility.UrlDecodeToBytes(System.Byte[],System.Int32,System.Int32)': onPart(urlDecodeBytes),
};
