import { encodeUtf8 } from '../text/encodings';
import { driveOf, filePathUri, fileUriBody, rootOf } from './parse-file-uri';
import { parseHost } from './parse-uri-host';
import { schemeOf } from './uri-schemes';
import type { UriScheme } from './uri-schemes';
import { unescapeDataString } from '../text/url-encoding';

/** `UriHostNameType` by name. */
export type HostKind = 'Unknown' | 'Basic' | 'Dns' | 'IPv4' | 'IPv6';

/** The parts of an absolute URI, canonical as System.Uri shows them. */
export interface ParsedUri {
  readonly scheme: string;
  /** Undecoded; empty when there is none. */
  readonly userInfo: string;
  readonly host: string;
  readonly hostKind: HostKind;
  /** The zone of an IPv6 address with its percent sign, or empty. */
  readonly zone: string;
  /** The port written or the scheme's default; -1 when there is neither. */
  readonly port: number;
  readonly isDefaultPort: boolean;
  readonly path: string;
  /** With its `?`, or empty. */
  readonly query: string;
  /** With its `#`, or empty. */
  readonly fragment: string;
  readonly absoluteUri: string;
  /** What `ToString()` shows: unescaped where that is safe. */
  readonly displayString: string;
  /** True when `//` and an authority follow the scheme. */
  readonly hasAuthority: boolean;
}

/** Why a text is not an absolute URI, in .NET's words. */
export class UriProblem extends Error {
  /** The text may be a relative reference all the same. */
  get allowsRelative(): boolean {
    return RELATIVE_PROBLEMS.has(this.message);
  }
}

function percent(value: number): string {
  return `%${value.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Escapes what may not stand in a URI, but for backslashes, and unescapes escaped unreserved characters. */
function canonical(text: string): string {
  const unescaped = text.replace(/%(?:([0-9a-fA-F]{2})|)/g, (escape, hex: string | undefined) => {
    if (hex === undefined) return '%25';
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[A-Za-z0-9\-._~]/.test(character) ? character : escape;
  });
  return unescaped.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/?#[\]%\\]+/gu, escaped);
}

/** Removes `.` and `..` segments. */
function withoutDots(path: string): string {
  const output: string[] = [];
  const segments = path.split('/').slice(1);
  segments.forEach((segment, index) => {
    const last = index === segments.length - 1;
    if (segment === '..') output.pop();
    else if (segment !== '.') output.push(segment);
    if (last && (segment === '.' || segment === '..')) output.push('');
  });
  return `/${output.join('/')}`;
}

/**
 * A text as `ToString` shows it: unescaped where that is safe.
 *
 * @param controls true to show control characters, which the text held as they are
 */
export function displayed(text: string, controls: boolean): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => unescapeSafely(run, controls ? KEPT : KEPT_OR_CONTROL));
}

/** Escapes that `ToString` keeps: what separates the parts of a URI, and U+FFFD. */
const KEPT = /(%(?:2[3-9A-Fa-f]|3[ABDFabdf]|40|5[BCDbcd]|[Ee][Ff]%[Bb][Ff]%[Bb][Dd]))/;
const KEPT_OR_CONTROL = new RegExp(KEPT.source.replace('(?:', '(?:[01][0-9A-Fa-f]|7[Ff]|[Cc]2%[89][0-9A-Fa-f]|'));

function unescapeSafely(run: string, keep: RegExp): string {
  const kept = run.split(keep);
  return kept.map((part, index) => (index % 2 === 1 ? part : unescapeDataString(part))).join('');
}

function escaped(text: string): string {
  return Array.from(encodeUtf8(text), percent).join('');
}

function splitTail(rest: string, hasQuery = true): { body: string; query: string; fragment: string } {
  const hash = rest.indexOf('#');
  const fragment = hash === -1 ? '' : rest.slice(hash);
  const beforeHash = hash === -1 ? rest : rest.slice(0, hash);
  const mark = hasQuery ? beforeHash.indexOf('?') : -1;
  return mark === -1
    ? { body: beforeHash, query: '', fragment }
    : { body: beforeHash.slice(0, mark), query: beforeHash.slice(mark), fragment };
}

interface Authority {
  readonly userInfo: string;
  readonly host: string;
  readonly hostKind: HostKind;
  readonly port: number;
  readonly isDefaultPort: boolean;
  readonly zone: string;
}

function parseAuthority(text: string, scheme: string): Authority {
  const at = text.indexOf('@');
  const userInfo = at === -1 ? '' : text.slice(0, at);
  const hostAndPort = text.slice(at + 1);
  const match = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(hostAndPort);
  const [, hostText = '', portText = ''] = match ?? [];
  const { port: defaultPort, needsHost, isKnown } = schemeOf(scheme);
  const host = parseHost(hostText, isKnown);
  if (host === undefined || (hostText === '' && (needsHost || at !== -1 || portText !== ''))) {
    throw new UriProblem(NO_HOST);
  }
  if (scheme === 'file' && at !== -1) throw new UriProblem(NO_HOST);
  if (!/^\d*$/.test(portText) || Number(portText) > 65_535)
    throw new UriProblem('Invalid URI: Invalid port specified.');
  const port = portText === '' ? defaultPort : Number(portText);
  const zone = /^\[[^\]%]*(%[^\]]*)\]/.exec(hostText)?.[1] ?? '';
  return { userInfo: canonical(userInfo), ...host, zone, port, isDefaultPort: port === defaultPort };
}

const NO_AUTHORITY: Authority = {
  userInfo: '',
  host: '',
  hostKind: 'Unknown',
  port: -1,
  isDefaultPort: true,
  zone: '',
};

/** A mail address, which stands where others have an authority. */
function mailAuthority(body: string): Authority | undefined {
  if (body.startsWith('@')) return undefined;
  const [written = ''] = /^[^/]*/.exec(body) ?? [];
  return written === '' ? { ...NO_AUTHORITY, hostKind: 'Basic' } : parseAuthority(written, 'mailto');
}

const NO_HOST = 'Invalid URI: The hostname could not be parsed.';
const NOT_ROOTED = String.raw`Invalid URI: A Dos path must be rooted, for example, 'c:\\'.`;
const NO_AUTHORITY_TEXT = 'Invalid URI: The Authority/Host could not be parsed.';
const NO_FORMAT = 'Invalid URI: The format of the URI could not be determined.';
const NO_SCHEME = 'Invalid URI: The URI scheme is not valid.';
const EMPTY = 'Invalid URI: The URI is empty.';
const RELATIVE_PROBLEMS = new Set([NO_FORMAT, NO_SCHEME, NO_AUTHORITY_TEXT, EMPTY]);

/** The scheme of a text, in lower case; throws where none can be. */
function schemeName(text: string): string {
  const [match, scheme = ''] = /^([^:]*):/.exec(text) ?? [];
  if (match === undefined || scheme === '' || /^[^:]:$/.test(text)) throw new UriProblem(NO_FORMAT);
  if (!/^[A-Za-z][A-Za-z0-9+.-]*$/.test(scheme)) throw new UriProblem(NO_SCHEME);
  if (scheme.length === 1) throw new UriProblem(NOT_ROOTED);
  return scheme.toLowerCase();
}

/** Backslashes before an authority are slashes, but not before a mail address. */
function withSlashes(written: string, scheme: string): string {
  return scheme === 'mailto' ? written : written.replace(/^[\\/]{2}/, '//');
}

/** The path after an authority, canonical as the scheme has it. */
function rootedPath(written: string, scheme: string, { hasFilePath, hasQuery, unescapesPath }: UriScheme): string {
  const rooted = written.startsWith('/') ? written : `/${written}`;
  const marked = hasQuery ? rooted : rooted.replaceAll('?', '%3F');
  const escapedPath = canonical(hasFilePath ? marked.replaceAll('\\', '/') : marked);
  if (!hasFilePath) return escapedPath;
  const plain = unescapesPath ? escapedPath.replace(/%(?:2F|5C)/gi, '/') : escapedPath;
  const drive = driveOf(scheme, plain);
  // Without a query, dots before its question mark are no segment: it belongs to the last one.
  return drive + withoutDots(plain.slice(drive.length));
}

/** Parses an absolute URI as `new Uri(text)` does; throws UriProblem with the text of UriFormatException. */
export function parseAbsoluteUri(original: string): ParsedUri {
  if (original === '') throw new UriProblem(EMPTY);
  const trimmed = original.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  if (/^[\\/]{2}$/.test(trimmed)) throw new UriProblem(NO_FORMAT);
  const text = filePathUri(trimmed) ?? trimmed;
  const scheme = schemeName(text);
  const known = schemeOf(scheme);
  const written = text.slice(scheme.length + 1);
  const isPath = text !== trimmed;
  if (scheme === 'file' && !isPath && /^[\\/]{0,3}[A-Za-z][:|](?![\\/])/.test(written))
    throw new UriProblem(NOT_ROOTED);
  const rest = scheme === 'file' ? fileUriBody(written) : withSlashes(written, scheme);
  if (rest === undefined) throw new UriProblem(NO_AUTHORITY_TEXT);
  const { body, query, fragment } = splitTail(rest, known.hasQuery);
  const hasAuthority = body.startsWith('//') && scheme !== 'mailto';
  if (!hasAuthority && known.needsAuthority) throw new UriProblem(body.startsWith('\\') ? NO_HOST : NO_AUTHORITY_TEXT);
  // A question mark ends a host even where it begins no query.
  const [host = ''] = /^\/\/[^/?]*/.exec(body) ?? [];
  const authorityText = hasAuthority ? host.slice(2) : '';
  const mail = scheme === 'mailto' ? mailAuthority(body) : undefined;
  const authority = hasAuthority ? parseAuthority(authorityText, scheme) : (mail ?? NO_AUTHORITY);
  const opaque = mail === undefined ? body : body.replace(/^[^/]*/, '');
  const path = hasAuthority ? rootedPath(body.slice(host.length), scheme, known) : canonical(opaque);
  return assemble(
    { scheme, ...authority, path, query: canonical(query), fragment: canonical(fragment), hasAuthority },
    Array.from(text).some((character) => character < ' '),
  );
}

/** Parses an absolute URI; undefined when the text is none. */
export function parseUri(text: string): ParsedUri | undefined {
  try {
    return parseAbsoluteUri(text);
  } catch (error) {
    if (error instanceof UriProblem) return undefined;
    throw error;
  }
}

/** The authority as `Uri.Authority` shows it: host, and the port unless it is the default. */
export function authorityOf(uri: Pick<ParsedUri, 'host' | 'port' | 'isDefaultPort'>): string {
  return uri.isDefaultPort ? uri.host : `${uri.host}:${uri.port}`;
}

function assemble(parts: Omit<ParsedUri, 'absoluteUri' | 'displayString'>, controls: boolean): ParsedUri {
  const shown = (text: string): string => displayed(text, controls);
  const user = parts.userInfo === '' ? '' : `${parts.userInfo}@`;
  const head = `${parts.scheme}:${parts.hasAuthority ? '//' : ''}`;
  const [path, query, fragment] = [parts.path, parts.query, parts.fragment].map((text) =>
    text.replaceAll('\\', '%5C'),
  ) as [string, string, string];
  return {
    ...parts,
    path,
    query,
    fragment,
    absoluteUri: head + user + authorityOf(parts) + path + query + fragment,
    displayString:
      head + shown(user) + authorityOf(parts) + [parts.path, parts.query, parts.fragment].map(shown).join(''),
  };
}

/**
 * The same URI, shown everywhere as `ToString` shows it: what `new Uri(text, true)` makes, which escapes nothing, not even
 * percent signs that escape nothing.
 */
export function unescaped(parts: ParsedUri, original: string): ParsedUri {
  const bare = (text: string): string => (original.includes('%25') ? text : text.replaceAll('%25', '%'));
  const shown = (text: string): string => bare(displayed(text, false));
  const text = bare(parts.displayString);
  return {
    ...parts,
    path: shown(parts.path),
    query: shown(parts.query),
    fragment: shown(parts.fragment),
    absoluteUri: text,
    displayString: text,
  };
}

/** What follows the scheme of a reference that repeats the scheme of its base, `http:x`; undefined for an absolute URI. */
function withoutScheme(base: ParsedUri, reference: string): string | undefined {
  const [match = '', scheme = ''] = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(reference) ?? [];
  const rest = reference.slice(match.length);
  const repeated = base.hasAuthority && scheme.toLowerCase() === base.scheme && !/^[\\/]{2}/.test(rest);
  return scheme === '' || repeated ? rest : undefined;
}

/** Whether a reference is an absolute URI, for which the base is of no account. */
export function isAbsoluteReference(base: ParsedUri, reference: string): boolean {
  const trimmed = reference.trim();
  return withoutScheme(base, trimmed) === undefined || /^\\{2}|^[A-Za-z]\|[\\/]/.test(trimmed);
}

/** Resolves a reference against an absolute base, as `new Uri(base, relative)` does. */
export function resolveUri(base: ParsedUri, relative: string): ParsedUri {
  const trimmed = relative.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  if (trimmed === '') return base;
  const reference = withoutScheme(base, trimmed);
  if (reference === undefined || isAbsoluteReference(base, trimmed)) return parseAbsoluteUri(trimmed);
  if (reference.startsWith('//')) return parseAbsoluteUri(`${base.scheme}:${reference}`);
  const { body, query, fragment } = splitTail(reference);
  const user = base.userInfo === '' ? '' : `${base.userInfo}@`;
  const drive = rootOf(base.scheme, base.host, base.path);
  const head = `${base.scheme}:${base.hasAuthority ? '//' : ''}${user}${authorityOf(base)}${drive}`;
  const basePath = base.path.slice(drive.length);
  if (body === '') return parseAbsoluteUri(`${head}${basePath}${query === '' ? base.query : query}${fragment}`);
  const step = base.hasAuthority ? body : body.replace(/^(?:\.\.?\/)+/, '');
  const path = /^[\\/]/.test(step) ? step.replace(/^\\/, '/') : basePath.slice(0, basePath.lastIndexOf('/') + 1) + step;
  return parseAbsoluteUri(`${head}${path}${query}${fragment}`);
}
