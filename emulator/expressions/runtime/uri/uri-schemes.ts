/** What System.Uri knows of a scheme. */
export interface UriScheme {
  readonly port: number;
  /** `//` and an authority must follow. */
  readonly needsAuthority: boolean;
  /** The host may not be empty. */
  readonly needsHost: boolean;
  /** A question mark begins a query; elsewhere it belongs to the path. */
  readonly hasQuery: boolean;
  /** Backslashes of the path become slashes, and `.` and `..` go. */
  readonly hasFilePath: boolean;
  /** Escaped dots and slashes of the path count as written plainly. */
  readonly unescapesPath: boolean;
  /** Short, octal and hexadecimal forms of IPv4 addresses are read. */
  readonly isKnown: boolean;
}

const WEB = {
  needsAuthority: true,
  needsHost: true,
  hasQuery: true,
  hasFilePath: true,
  unescapesPath: false,
  isKnown: true,
};
const UNKNOWN: UriScheme = { ...WEB, port: -1, needsAuthority: false, needsHost: false, isKnown: false };

const SCHEMES: Readonly<Record<string, UriScheme>> = {
  http: { ...WEB, port: 80 },
  https: { ...WEB, port: 443 },
  ws: { ...WEB, port: 80 },
  wss: { ...WEB, port: 443 },
  ftp: { ...WEB, port: 21, hasQuery: false },
  file: { ...WEB, port: -1, needsAuthority: false, needsHost: false },
  gopher: { ...WEB, port: 70, hasQuery: false, hasFilePath: false },
  nntp: { ...WEB, port: 119, hasQuery: false, hasFilePath: false },
  telnet: { ...WEB, port: 23, hasQuery: false, hasFilePath: false },
  ldap: { ...WEB, port: 389, needsHost: false, hasFilePath: false },
  mailto: { ...WEB, port: 25, needsAuthority: false, needsHost: false, hasFilePath: false },
  news: { ...UNKNOWN, hasQuery: false, hasFilePath: false, isKnown: true },
  'net.tcp': { ...WEB, port: 808, unescapesPath: true },
  'net.pipe': { ...WEB, port: -1, unescapesPath: true },
};

/** The scheme of this name, in lower case. */
export function schemeOf(name: string): UriScheme {
  return SCHEMES[name] ?? UNKNOWN;
}
