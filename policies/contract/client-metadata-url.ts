/** Longest URL that is read: it travels encoded in a query of at most 2,048 bytes. */
export const MAX_CLIENT_METADATA_URL_CHARACTERS = 256;

/** Unreserved characters (RFC 3986) alone: nothing encoded, so no reader of the URL sees another path than we do. */
const SEGMENT = '(?!\\.\\.?(?:/|$))[A-Za-z0-9._~-]+';

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';

/** At least two labels, the last with a letter first: no address in any notation, no name of the local network. */
const HOST = `(?:${LABEL}\\.)+[a-z][a-z0-9-]*[a-z0-9]`;

/**
 * Pattern of the URL of a client id metadata document, without anchors, the same to .NET and JavaScript
 * (draft-ietf-oauth-client-id-metadata-document section 3). Stricter than the draft, since the gateway dials it: the host
 * to the letter, no port, no user info, no query, no encoded character. A line end after it has to be excluded by whoever
 * anchors it.
 * @param hosts the hosts that are allowed. @default every public name
 */
export function clientMetadataUrlSyntax(hosts?: readonly string[]): string {
  const host = hosts === undefined ? HOST : `(?:${hosts.map((name) => name.replaceAll('.', '\\.')).join('|')})`;
  return `https://${host}(?:/${SEGMENT})+`;
}

/** True for a URL that may be the id of a client. */
export function isClientMetadataUrl(url: string): boolean {
  return url.length <= MAX_CLIENT_METADATA_URL_CHARACTERS && new RegExp(`^${clientMetadataUrlSyntax()}$`).test(url);
}

/** True for a name that may stand in the list of hosts whose documents are read, for instance `vscode.dev`. */
export function isClientMetadataHost(host: string): boolean {
  return host.length <= 253 && new RegExp(`^${HOST}$`).test(host);
}
