import { escapeUriString } from '../text/url-encoding';
import { compareStrings } from '../comparers';
import type { ClrEnum } from '../enums';
import { argumentNull, argumentOutOfRange, invalidOperation, nullReference, requireNonNegative } from '../errors';
import type { MemberTable, Ref } from '../member';
import { char } from '../numbers/numbers';
import type { ClrChar } from '../numbers/numbers';
import { asNumber } from '../numbers/convert-number';
import { resolveUri } from '../uri/parse-uri';
import type { ParsedUri } from '../uri/parse-uri';
import { driveOf } from '../uri/parse-file-uri';
import { absolutePath, ClrUri } from '../uri/uri-value';

function absolute(uri: ClrUri): ParsedUri {
  if (uri.parts === null) throw invalidOperation('This operation is not supported for a relative URI.');
  return uri.parts;
}

/** Paths of drives and servers are compared without regard to case. */
function ignoresCase({ scheme, host, path }: ParsedUri): boolean {
  return scheme === 'file' && (host !== '' || driveOf(scheme, path) !== '');
}

function fold(uri: ParsedUri, text: string): string {
  return ignoresCase(uri) ? text.toLowerCase() : text;
}

/** The way from one path to another, without what they share. */
function pathDifference(from: ParsedUri, to: ParsedUri): string {
  const [start, end] = [absolutePath(from), absolutePath(to)];
  const [one, other] = [fold(from, start), fold(from, end)];
  let same = 0;
  while (same < one.length && same < other.length && one[same] === other[same]) same += 1;
  if (same === 0) return end;
  if (same === one.length && same === other.length) return '';
  const folder = one.slice(0, same).lastIndexOf('/');
  const up = '../'.repeat(start.slice(same).split('/').length - 1);
  return up === '' && folder === end.length - 1 ? './' : up + end.slice(folder + 1);
}

function isSameServer(left: ParsedUri, right: ParsedUri): boolean {
  return left.scheme === right.scheme && left.host === right.host && left.port === right.port;
}

function makeRelativeUri(self: ClrUri, other: ClrUri | null): ClrUri {
  if (other === null) throw argumentNull('uri');
  const [from, to] = [absolute(self), absolute(other)];
  if (!isSameServer(from, to)) return other;
  const path = pathDifference(from, to);
  // A colon in the first segment would be read as a scheme's.
  const needsDot = /^[^/?#]*:/.test(path) && !(driveOf(to.scheme, to.path) !== '' && path === absolutePath(to));
  return new ClrUri((needsDot ? './' : '') + path + to.query + to.fragment, null);
}

function makeRelative(self: ClrUri, other: ClrUri | null): string {
  if (other === null) throw argumentNull('toUri');
  const [from, to] = [absolute(self), absolute(other)];
  return isSameServer(from, to) ? pathDifference(from, to) : other.toClrString();
}

/** Whether the folders of one are the first folders of the other. */
function isBaseOf(self: ClrUri, other: ClrUri | null): boolean {
  if (other === null) throw argumentNull('uri');
  if (self.parts === null) return false;
  const parts = other.parts ?? resolveUri(self.parts, other.originalString);
  if (parts.scheme !== self.parts.scheme || !isSameServer(self.parts, parts)) return false;
  const folders = ({ path }: ParsedUri): string => fold(parts, path.slice(0, path.lastIndexOf('/') + 1));
  return folders(parts).startsWith(folders(self.parts));
}

/** `Uri.HexUnescape`: one character, which moves the index on by three where it is escaped. */
function hexUnescape(pattern: string | null, place: Ref): ClrChar {
  if (pattern === null) throw nullReference();
  const index = asNumber(place.value);
  requireNonNegative(index, 'index');
  if (index >= pattern.length)
    throw argumentOutOfRange(`index ('${index}') must be less than '${pattern.length}'.`, 'index', String(index));
  const [, digits] = /^%([0-9A-Fa-f]{2})/.exec(pattern.slice(index)) ?? [];
  place.value = index + (digits === undefined ? 1 : 3);
  return char(digits === undefined ? pattern.charCodeAt(index) : Number.parseInt(digits, 16));
}

/** `UriFormat` has no member 0, and its type is not in the allow-list, so that no other value can be written. */
function componentsOf(self: ClrUri): never {
  absolute(self);
  throw argumentOutOfRange('Specified argument was out of the range of valid values.', 'uriFormat');
}

function compare(
  left: ClrUri | null,
  right: ClrUri | null,
  _parts: ClrEnum,
  _format: ClrEnum,
  comparison: ClrEnum,
): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  if (left.parts !== null && right.parts !== null) return componentsOf(left);
  if (left.parts !== null || right.parts !== null) return left.parts !== null ? 1 : -1;
  return compareStrings(left.originalString, right.originalString, comparison.value);
}

/** Members of System.Uri that relate one to another, and old ones that escape. */
export const URI_RELATION_MEMBERS: MemberTable = {
  'M:System.Uri.IsBaseOf(System.Uri)': isBaseOf,
  'M:System.Uri.MakeRelativeUri(System.Uri)': makeRelativeUri,
  'M:System.Uri.MakeRelative(System.Uri)': makeRelative,
  'M:System.Uri.HexUnescape(System.String,System.Int32@)': hexUnescape,
  'M:System.Uri.GetComponents(System.UriComponents,System.UriFormat)': componentsOf,
  'M:System.Uri.Compare(System.Uri,System.Uri,System.UriComponents,System.UriFormat,System.StringComparison)': compare,
  'M:System.Uri.EscapeUriString(System.String)': (text: string | null) => {
    if (text === null) throw argumentNull('stringToEscape');
    return escapeUriString(text);
  },
};
