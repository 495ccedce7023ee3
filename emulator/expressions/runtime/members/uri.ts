import { domainToASCII } from 'node:url';
import { ClrException } from '../../clr-exception';
import { stringArray } from '../collections/array';
import type { ClrEnum } from '../enums';
import { enumMember } from '../enums';
import { argument, argumentNull, argumentOutOfRange, invalidOperation, nullReference, outsideArray } from '../errors';
import type { Member, MemberTable, Ref } from '../member';
import {
  authorityOf,
  isAbsoluteReference,
  parseAbsoluteUri,
  parseUri,
  resolveUri,
  unescaped,
  UriProblem,
} from '../uri/parse-uri';
import type { ParsedUri } from '../uri/parse-uri';
import { driveOf, localFilePath } from '../uri/parse-file-uri';
import { checkHostName, parseHost } from '../uri/parse-uri-host';
import { absolutePath, ClrUri } from '../uri/uri-value';
import { escapeDataString, unescapeDataString } from '../text/url-encoding';
import type { ClrChar } from '../numbers/numbers';

function formatProblem(error: unknown): unknown {
  return error instanceof UriProblem ? new ClrException('System.UriFormatException', error.message) : error;
}

/** `UriKind`: 0 relative or absolute, 1 absolute, 2 relative. */
function create(text: string | null, kind: number): ClrUri {
  if (text === null) throw argumentNull('uriString');
  const isRooted = text.startsWith('/');
  if (kind === 2 && (isRooted || parseUri(text) === undefined)) return new ClrUri(text, null);
  if (kind === 2) {
    throw new ClrException(
      'System.UriFormatException',
      "A relative URI cannot be created because the 'uriString' parameter represents an absolute URI.",
    );
  }
  try {
    return new ClrUri(text, kind === 0 && isRooted ? null : parseAbsoluteUri(text));
  } catch (error) {
    if (kind === 0 && error instanceof UriProblem && error.allowsRelative) return new ClrUri(text, null);
    throw formatProblem(error);
  }
}

function tryCreate(text: string | null, kind: ClrEnum, result: Ref): boolean {
  try {
    result.value = text === null ? null : create(text, kind.value);
  } catch (error) {
    if (!(error instanceof ClrException)) throw error;
    result.value = null;
  }
  return result.value !== null;
}

function combine(base: ClrUri | null, relative: string | null): ClrUri {
  if (base === null) throw argumentNull('baseUri');
  if (base.parts === null)
    throw argumentOutOfRange('Specified argument was out of the range of valid values.', 'baseUri');
  try {
    const parts = resolveUri(absolute(base), relative ?? '');
    const isWhole = relative !== null && isAbsoluteReference(base.parts, relative);
    return new ClrUri(isWhole ? relative : parts.displayString, parts);
  } catch (error) {
    throw formatProblem(error);
  }
}

function tryCombine(base: ClrUri | null, relative: string | null, result: Ref): boolean {
  try {
    const made = base === null || base.parts === null || relative === null ? null : combine(base, relative);
    result.value = made;
    return made !== null;
  } catch (error) {
    if (!(error instanceof ClrException)) throw error;
    result.value = null;
    return false;
  }
}

function absolute(uri: ClrUri): ParsedUri {
  if (uri.parts === null) throw invalidOperation('This operation is not supported for a relative URI.');
  return uri.parts;
}

function isLoopback({ host, hasAuthority }: ParsedUri): boolean {
  if (host === '') return hasAuthority;
  return host === 'localhost' ||
    host === 'loopback' ||
    /^127\./.test(host) ||
    host === '[::1]' ||
    /^\[::ffff:127\./.test(host)
    ? isLoopbackHost(host)
    : false;
}

function isLoopbackHost(host: string): boolean {
  return !/^127\./.test(host) || parseHost(host)?.hostKind === 'IPv4';
}

function leftPart(uri: ParsedUri, part: ClrEnum): string {
  const user = uri.userInfo === '' ? '' : `${uri.userInfo}@`;
  const slashes = uri.hasAuthority ? '//' : '';
  const scheme = `${uri.scheme}:${slashes}`;
  const authority = `${scheme}${user}${authorityOf(uri)}`;
  switch (part.value) {
    case 0:
      return scheme;
    case 1:
      return uri.hasAuthority && driveOf(uri.scheme, uri.path) === '' ? authority : '';
    case 2:
      return authority + uri.path;
    default:
      return authority + uri.path + uri.query;
  }
}

function segments(uri: ParsedUri): string[] {
  return uri.path.match(/[^/]*\/|[^/]+$/g) ?? [];
}

/** Whether nothing in what follows a host would have to be escaped; of others than ASCII, IRIs have those of one unit. */
function isEscaped(text: string): boolean {
  return !/[\s"<>[\]\\^`{|}]|%(?![0-9A-Fa-f]{2})|#.*#|[\ud800-\udbff][\udc00-\udfff]/s.test(text);
}

/** `IsWellFormedOriginalString`. */
function wellFormed(uri: ClrUri): boolean {
  const { parts } = uri;
  if (parts === null) return isEscaped(uri.originalString) && !/^[^/?#]*:|[#\x80-\uffff]/.test(uri.originalString);
  const text = uri.originalString.trim();
  const isWritten = /^file:/i.test(text) ? /^file:\/\/(?![A-Za-z][:|])/i.test(text) : parts.scheme !== 'file';
  return isWritten && isEscaped(text.replace(/^[^:]*:\/\/[^/?#]*/, ''));
}

function wellFormedText(text: string | null, kind: ClrEnum): boolean {
  const made: Ref = { value: null };
  return tryCreate(text, kind, made) && made.value instanceof ClrUri && wellFormed(made.value);
}

function reads(read: Readonly<Record<string, (uri: ParsedUri) => string | number | boolean>>): Record<string, Member> {
  return Object.fromEntries(
    Object.entries(read).map(([name, get]) => [`P:System.Uri.${name}`, (self: ClrUri) => get(absolute(self))]),
  );
}

function same(left: ClrUri | null, right: ClrUri | null): boolean {
  return left === null || right === null ? left === right : left.equals(right);
}

const SCHEMES = {
  Http: 'http',
  Https: 'https',
  Ws: 'ws',
  Wss: 'wss',
  Ftp: 'ftp',
  Ftps: 'ftps',
  Sftp: 'sftp',
  Ssh: 'ssh',
  File: 'file',
  Gopher: 'gopher',
  Mailto: 'mailto',
  NetPipe: 'net.pipe',
  NetTcp: 'net.tcp',
  News: 'news',
  Nntp: 'nntp',
  Telnet: 'telnet',
} as const;

const LAST_HEX = '\u00ff';

/** `Uri.HexEscape`: three characters for one up to U+00FF. */
function hexEscape(unit: ClrChar): string {
  const character = unit.toClrString();
  if (character > LAST_HEX) {
    throw argumentOutOfRange(
      `character ('${character}') must be less than or equal to '${LAST_HEX}'.`,
      'character',
      character,
    );
  }
  return `%${unit.code.toString(16).toUpperCase().padStart(2, '0')}`;
}

function fromHex(unit: ClrChar): number {
  const digit = unit.toClrString();
  if (!/[0-9A-Fa-f]/.test(digit)) throw argument('Value does not fall within the expected range.', 'digit');
  return Number.parseInt(digit, 16);
}

function isHexEncoding(pattern: string | null, index: number): boolean {
  if (pattern === null) throw nullReference();
  if (index < 0) throw outsideArray();
  return /^%[0-9A-Fa-f]{2}/.test(pattern.slice(index, index + 3));
}

/** Members of System.Uri. */
export const URI_MEMBERS: MemberTable = {
  ...reads({
    AbsoluteUri: (uri) => uri.absoluteUri,
    AbsolutePath: absolutePath,
    Authority: (uri) => authorityOf(uri),
    DnsSafeHost: (uri) => uri.host.replace(/^\[|\]$/g, '') + uri.zone,
    Fragment: (uri) => uri.fragment,
    Host: (uri) => uri.host,
    IdnHost: (uri) =>
      (uri.hostKind === 'Dns' ? domainToASCII(uri.host) || uri.host : uri.host).replace(/^\[|\]$/g, '') + uri.zone,
    IsDefaultPort: (uri) => uri.isDefaultPort,
    IsFile: (uri) => uri.scheme === 'file',
    IsUnc: (uri) => uri.scheme === 'file' && uri.host !== '',
    IsLoopback: isLoopback,
    LocalPath: (uri) => {
      const path = unescapeDataString(uri.path);
      return uri.scheme === 'file' ? localFilePath(uri.host, path) : path;
    },
    PathAndQuery: (uri) => absolutePath(uri) + uri.query,
    Port: (uri) => uri.port,
    Query: (uri) => uri.query,
    Scheme: (uri) => uri.scheme,
    UserInfo: (uri) => uri.userInfo,
  }),
  ...Object.fromEntries(
    Object.entries(SCHEMES).map(([name, scheme]) => [`F:System.Uri.UriScheme${name}`, () => scheme]),
  ),
  'F:System.Uri.SchemeDelimiter': () => '://',
  'P:System.Uri.HostNameType': (self: ClrUri) => enumMember('System.UriHostNameType', absolute(self).hostKind) ?? null,
  'P:System.Uri.Segments': (self: ClrUri) => stringArray(segments(absolute(self))),
  'P:System.Uri.IsAbsoluteUri': (self: ClrUri) => self.parts !== null,
  'P:System.Uri.OriginalString': (self: ClrUri) => self.originalString,
  'P:System.Uri.UserEscaped': (self: ClrUri) => self.isUserEscaped,
  'M:System.Uri.#ctor(System.String)': (text: string | null) => create(text, 1),
  'M:System.Uri.#ctor(System.String,System.Boolean)': (text: string | null, isUserEscaped: boolean) => {
    const made = create(text, 1);
    return isUserEscaped ? new ClrUri(made.originalString, unescaped(absolute(made), made.originalString), true) : made;
  },
  'M:System.Uri.#ctor(System.String,System.UriKind)': (text: string | null, kind: ClrEnum) => create(text, kind.value),
  'M:System.Uri.#ctor(System.Uri,System.String)': combine,
  'M:System.Uri.#ctor(System.Uri,System.Uri)': (base: ClrUri | null, relative: ClrUri | null) => {
    if (base !== null && base.parts !== null && relative === null) throw nullReference();
    return combine(base, relative?.originalString ?? null);
  },
  'M:System.Uri.TryCreate(System.String,System.UriKind,System.Uri@)': tryCreate,
  'M:System.Uri.TryCreate(System.Uri,System.String,System.Uri@)': tryCombine,
  'M:System.Uri.TryCreate(System.Uri,System.Uri,System.Uri@)': (
    base: ClrUri | null,
    relative: ClrUri | null,
    result: Ref,
  ) => tryCombine(base, relative?.originalString ?? null, result),
  'M:System.Uri.GetLeftPart(System.UriPartial)': (self: ClrUri, part: ClrEnum) => leftPart(absolute(self), part),
  'M:System.Uri.IsWellFormedUriString(System.String,System.UriKind)': wellFormedText,
  'M:System.Uri.IsWellFormedOriginalString': wellFormed,
  'M:System.Uri.op_Equality(System.Uri,System.Uri)': same,
  'M:System.Uri.op_Inequality(System.Uri,System.Uri)': (left: ClrUri | null, right: ClrUri | null) =>
    !same(left, right),
  'M:System.Uri.Equals(System.Uri)': same,
  'M:System.Uri.CheckSchemeName(System.String)': (name: string | null) =>
    name !== null && /^[A-Za-z][A-Za-z0-9+.-]*$/.test(name),
  'M:System.Uri.CheckHostName(System.String)': (name: string | null) =>
    enumMember('System.UriHostNameType', checkHostName(name ?? '')) ?? null,
  'M:System.Uri.HexEscape(System.Char)': hexEscape,
  'M:System.Uri.FromHex(System.Char)': fromHex,
  'M:System.Uri.IsHexEncoding(System.String,System.Int32)': isHexEncoding,
  'M:System.Uri.IsHexDigit(System.Char)': (unit: ClrChar) => /[0-9A-Fa-f]/.test(unit.toClrString()),
  'M:System.Uri.EscapeDataString(System.String)': (text: string | null) => {
    if (text === null) throw argumentNull('stringToEscape');
    return escapeDataString(text);
  },
  'M:System.Uri.UnescapeDataString(System.String)': (text: string | null) => {
    if (text === null) throw argumentNull('stringToUnescape');
    return unescapeDataString(text);
  },
};
