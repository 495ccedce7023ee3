const PATH_CHARACTERS = "A-Za-z0-9._~!$&'()*+,;=:@%/-";
const HTTPS_HOST = '(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\])';

/** Pattern of a host on the user's own machine (RFC 8252 section 7.3). */
export const LOOPBACK_HOST = '(?:127\\.0\\.0\\.1|\\[::1\\]|localhost)';

/** Pattern of a port with its colon, or nothing. */
export const PORT = '(?::[0-9]{1,5})?';

/** A scheme of an application's own is a reversed domain name of its maker, so it has a dot (RFC 8252 section 7.1). */
const PRIVATE_USE_SCHEME = '[a-z][a-z0-9+-]*(?:\\.[a-z0-9+-]+)+';

/** Most redirect URIs of one client. */
export const MAX_REDIRECT_URIS = 10;

/** Longest redirect URI: it travels encoded in a query, and APIM takes at most 2,048 bytes of query. */
export const MAX_REDIRECT_URI_CHARACTERS = 512;

/** What decides which redirect URIs a client may have. */
export interface RedirectUriOptions {
  /** Whether schemes of an application's own are allowed. @default false */
  readonly privateUseSchemes?: boolean;
}

/**
 * Pattern of a whole redirect URI, without anchors, the same to .NET and JavaScript: https anywhere, http on the loopback
 * only (RFC 8252 section 7.3), a private-use scheme when the options allow it, with printable ASCII of RFC 3986. So there
 * is no fragment and no other scheme, and no user info, as an `@` stands behind the host only. A `*` is a character like
 * any other.
 */
export function redirectUriSyntax({ privateUseSchemes = false }: RedirectUriOptions): string {
  const web = `(?:https://${HTTPS_HOST}|http://${LOOPBACK_HOST})${PORT}(?:/[${PATH_CHARACTERS}]*)?`;
  const withoutAt = PATH_CHARACTERS.replace('@', '');
  const start = privateUseSchemes ? `(?:${web}|${PRIVATE_USE_SCHEME}:/[${withoutAt}]*)` : web;
  return `${start}(?:\\?[?${PATH_CHARACTERS}]*)?`;
}

/** Says which redirect URIs there are, as the end of "A redirect URI is ...". */
export function describeRedirectUris({ privateUseSchemes = false }: RedirectUriOptions): string {
  const loopback = 'http on 127.0.0.1, [::1] or localhost';
  const schemes = privateUseSchemes
    ? `https, ${loopback}, or of a scheme like com.example.app`
    : `https, or ${loopback}`;
  return `${schemes}, without user information and fragment`;
}

/** True for a redirect URI that a client may have. */
export function isRedirectUri(uri: string, options: RedirectUriOptions): boolean {
  return uri.length <= MAX_REDIRECT_URI_CHARACTERS && new RegExp(`^${redirectUriSyntax(options)}$`).test(uri);
}
