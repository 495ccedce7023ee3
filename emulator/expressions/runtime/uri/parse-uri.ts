import { encodeUtf8 } from '../text/encodings';
import { driveOf, filePathUri, fileUriBody, rootOf } from './parse-file-uri';
import { parseHost } from './parse-uri-host';
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

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ws: 80,
  wss: 443,
  ftp: 21,
  gopher: 70,
  nntp: 119,
  telnet: 23,
  mailto: 25,
  ldap: 389,
  'net.tcp': 808,
};

/** Schemes that cannot do without an authority. */
const NEED_HOST = new Set(['http', 'https', 'ws', 'wss', 'ftp', 'gopher', 'nntp', 'telnet']);

/** Why a text is not an absolute URI, in .NET's words. */
export class UriProblem extends Error {}

function percent(value: number): string {
  return `%${value.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Escapes what may not stand in a URI and unescapes escaped unreserved characters. */
function canonical(text: string): string {
  const unescaped = text.replace(/%(?:([0-9a-fA-F]{2})|)/g, (escape, hex: string | undefined) => {
    if (hex === undefined) return '%25';
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[A-Za-z0-9\-._~]/.test(character) ? character : escape;
  });
  return unescaped.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/?#[\]%]+/gu, escaped);
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

/** @param controls true to show control characters, which the text held as they are */
function displayed(text: string, controls: boolean): string {
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

function splitTail(rest: string): { body: string; query: string; fragment: string } {
  const hash = rest.indexOf('#');
  const fragment = hash === -1 ? '' : rest.slice(hash);
  const beforeHash = hash === -1 ? rest : rest.slice(0, hash);
  const mark = beforeHash.indexOf('?');
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
}

function parseAuthority(text: string, scheme: string): Authority {
  const at = text.indexOf('@');
  const userInfo = at === -1 ? '' : text.slice(0, at);
  const hostAndPort = text.slice(at + 1);
  const match = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(hostAndPort);
  const [, hostText = '', portText = ''] = match ?? [];
  const defaultPort = DEFAULT_PORTS[scheme] ?? -1;
  const host = parseHost(hostText);
  if (host === undefined || (hostText === '' && (NEED_HOST.has(scheme) || at !== -1 || portText !== ''))) {
    throw new UriProblem(NO_HOST);
  }
  if (!/^\d*$/.test(portText) || Number(portText) > 65_535)
    throw new UriProblem('Invalid URI: Invalid port specified.');
  const port = portText === '' ? defaultPort : Number(portText);
  return { userInfo: canonical(userInfo), ...host, port, isDefaultPort: port === defaultPort };
}

const NO_AUTHORITY: Authority = { userInfo: '', host: '', hostKind: 'Unknown', port: -1, isDefaultPort: true };

function mailAuthority(body: string): Authority | undefined {
  const [written] = /^[^@]+@[^/]+/.exec(body) ?? [];
  return written === undefined ? undefined : parseAuthority(written, 'mailto');
}

const NO_HOST = 'Invalid URI: The hostname could not be parsed.';
const NOT_ROOTED = String.raw`Invalid URI: A Dos path must be rooted, for example, 'c:\\'.`;
const NO_AUTHORITY_TEXT = 'Invalid URI: The Authority/Host could not be parsed.';
const NO_FORMAT = 'Invalid URI: The format of the URI could not be determined.';

/** The scheme of a text, in lower case; throws where none can be. */
function schemeOf(text: string): string {
  const [match, scheme = ''] = /^([^:]*):/.exec(text) ?? [];
  if (match === undefined || scheme === '' || /^[^:]:$/.test(text)) throw new UriProblem(NO_FORMAT);
  if (!/^[A-Za-z][A-Za-z0-9+.-]*$/.test(scheme)) throw new UriProblem('Invalid URI: The URI scheme is not valid.');
  if (scheme.length === 1) throw new UriProblem(NOT_ROOTED);
  return scheme.toLowerCase();
}

/** Parses an absolute URI as `new Uri(text)` does; throws UriProblem with the text of UriFormatException. */
export function parseAbsoluteUri(original: string): ParsedUri {
  if (original === '') throw new UriProblem('Invalid URI: The URI is empty.');
  const trimmed = original.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  if (/^[\\/]{2}$/.test(trimmed)) throw new UriProblem(NO_FORMAT);
  const text = filePathUri(trimmed) ?? trimmed;
  const scheme = schemeOf(text);
  const written = text.slice(scheme.length + 1);
  const rest = scheme === 'file' ? fileUriBody(written) : written;
  if (scheme === 'file' && /^\/{0,3}[A-Za-z][:|](?![\\/])/.test(written)) throw new UriProblem(NOT_ROOTED);
  if (rest === undefined) throw new UriProblem(NO_AUTHORITY_TEXT);
  const { body, query, fragment } = splitTail(rest);
  const hasAuthority = body.startsWith('//');
  if (!hasAuthority && NEED_HOST.has(scheme)) throw new UriProblem(body.startsWith('\\') ? NO_HOST : NO_AUTHORITY_TEXT);
  const slash = body.indexOf('/', 2);
  const authorityText = hasAuthority ? body.slice(2, slash === -1 ? undefined : slash) : '';
  const mail = scheme === 'mailto' ? mailAuthority(body) : undefined;
  const authority = hasAuthority ? parseAuthority(authorityText, scheme) : (mail ?? NO_AUTHORITY);
  const opaque = mail === undefined ? body : body.replace(/^[^@]*@[^/]*/, '');
  const escapedPath = canonical(hasAuthority ? (slash === -1 ? '/' : body.slice(slash)) : opaque);
  const drive = driveOf(scheme, escapedPath);
  const path = hasAuthority ? drive + withoutDots(escapedPath.slice(drive.length)) : escapedPath;
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
  const slashes = parts.hasAuthority ? '//' : '';
  const head = `${parts.scheme}:${slashes}${user}${authorityOf(parts)}`;
  return {
    ...parts,
    absoluteUri: head + parts.path + parts.query + parts.fragment,
    displayString: head + shown(parts.path) + shown(parts.query) + shown(parts.fragment),
  };
}

/** What follows the scheme of a reference that repeats the scheme of its base, `http:x`; undefined for an absolute URI. */
function withoutScheme(base: ParsedUri, reference: string): string | undefined {
  const [match = '', scheme = ''] = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(reference) ?? [];
  const rest = reference.slice(match.length);
  const repeated = base.hasAuthority && scheme.toLowerCase() === base.scheme && !/^[\\/]{2}/.test(rest);
  return scheme === '' || repeated ? rest : undefined;
}

/** Resolves a reference against an absolute base, as `new Uri(base, relative)` does. */
export function resolveUri(base: ParsedUri, relative: string): ParsedUri {
  const trimmed = relative.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  if (trimmed === '') return base;
  const reference = withoutScheme(base, trimmed);
  if (reference === undefined || /^\\{2}|^[A-Za-z]\|[\\/]/.test(trimmed)) return parseAbsoluteUri(trimmed);
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
