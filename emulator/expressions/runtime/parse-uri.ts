import { encodeUtf8 } from './encodings';
import { parseHost } from './parse-uri-host';
import { unescapeDataString } from './url-encoding';

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
const NEED_HOST = new Set(['http', 'https', 'ws', 'wss', 'ftp', 'gopher', 'nntp', 'telnet', 'ldap']);

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
  return unescaped.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/?#[\]%]+/gu, (run) =>
    Array.from(encodeUtf8(run), percent).join(''),
  );
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

function displayed(text: string): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, unescapeSafely);
}

/** Characters whose meaning would change stay escaped. */
function unescapeSafely(run: string): string {
  const kept = run.split(/(%(?:2[3-9A-Fa-f]|3[ABDFabdf]|40|5[BCDbcd]))/);
  return kept.map((part, index) => (index % 2 === 1 ? part : unescapeDataString(part))).join('');
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
    throw new UriProblem('Invalid URI: The hostname could not be parsed.');
  }
  if (!/^\d*$/.test(portText) || Number(portText) > 65_535)
    throw new UriProblem('Invalid URI: Invalid port specified.');
  const port = portText === '' ? defaultPort : Number(portText);
  return { userInfo: canonical(userInfo), ...host, port, isDefaultPort: port === defaultPort };
}

const NO_AUTHORITY: Authority = { userInfo: '', host: '', hostKind: 'Unknown', port: -1, isDefaultPort: true };

function mailAuthority(body: string): Authority | undefined {
  const match = /^([^@]+)@([^@/]+)$/.exec(body);
  if (match === null) return undefined;
  return {
    userInfo: match[1] ?? '',
    host: (match[2] ?? '').toLowerCase(),
    hostKind: 'Dns',
    port: 25,
    isDefaultPort: true,
  };
}

/** Parses an absolute URI as `new Uri(text)` does; throws UriProblem with the text of UriFormatException. */
export function parseAbsoluteUri(original: string): ParsedUri {
  const text = original.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  if (text === '') throw new UriProblem('Invalid URI: The URI is empty.');
  if (text.startsWith('/')) return parseAbsoluteUri(`file:${text.startsWith('//') ? text : `//${text}`}`);
  const schemeMatch = /^([^:/?#]*):/.exec(text);
  if (schemeMatch === null) throw new UriProblem('Invalid URI: The format of the URI could not be determined.');
  const scheme = (schemeMatch[1] ?? '').toLowerCase();
  if (!/^[a-z][a-z0-9+.-]*$/.test(scheme)) throw new UriProblem('Invalid URI: The URI scheme is not valid.');
  const { body, query, fragment } = splitTail(text.slice(scheme.length + 1));
  const hasAuthority = body.startsWith('//');
  if (!hasAuthority && NEED_HOST.has(scheme))
    throw new UriProblem('Invalid URI: The Authority/Host could not be parsed.');
  const slash = body.indexOf('/', 2);
  const authorityText = hasAuthority ? body.slice(2, slash === -1 ? undefined : slash) : '';
  const mail = scheme === 'mailto' ? mailAuthority(body) : undefined;
  const authority = hasAuthority ? parseAuthority(authorityText, scheme) : (mail ?? NO_AUTHORITY);
  const rawPath = mail !== undefined ? '' : hasAuthority ? (slash === -1 ? '/' : body.slice(slash)) : body;
  const escaped = canonical(rawPath);
  const path = hasAuthority ? withoutDots(escaped) : escaped;
  return assemble({ scheme, ...authority, path, query: canonical(query), fragment: canonical(fragment), hasAuthority });
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

function assemble(parts: Omit<ParsedUri, 'absoluteUri' | 'displayString'>): ParsedUri {
  const user = parts.userInfo === '' ? '' : `${parts.userInfo}@`;
  const slashes = parts.hasAuthority ? '//' : '';
  const head = `${parts.scheme}:${slashes}${user}${authorityOf(parts)}`;
  return {
    ...parts,
    absoluteUri: head + parts.path + parts.query + parts.fragment,
    displayString: head + displayed(parts.path) + displayed(parts.query) + displayed(parts.fragment),
  };
}

/** Resolves a reference against an absolute base, as `new Uri(base, relative)` does. */
export function resolveUri(base: ParsedUri, relative: string): ParsedUri {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(relative)) return parseAbsoluteUri(relative);
  if (relative.startsWith('//')) return parseAbsoluteUri(`${base.scheme}:${relative}`);
  const { body, query, fragment } = splitTail(relative);
  const user = base.userInfo === '' ? '' : `${base.userInfo}@`;
  const head = `${base.scheme}://${user}${authorityOf(base)}`;
  if (body === '') return parseAbsoluteUri(`${head}${base.path}${query === '' ? base.query : query}${fragment}`);
  const path = body.startsWith('/') ? body : base.path.slice(0, base.path.lastIndexOf('/') + 1) + body;
  return parseAbsoluteUri(`${head}${path}${query}${fragment}`);
}
