import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';

/** Longest URL that is read: it travels encoded in a query of at most 2,048 bytes. */
const MAX_URL_CHARACTERS = 256;

/** Unreserved characters (RFC 3986) alone: nothing encoded, so no reader of the URL sees another path than we do. */
const SEGMENT = '(?!\\.\\.?(?:/|\\z))[A-Za-z0-9._~-]+';

/**
 * C#: whether a client id is the URL of a client id metadata document on one of these hosts
 * (draft-ietf-oauth-client-id-metadata-document section 3). Stricter than the draft, since the gateway will dial it:
 * the host to the letter, no port, no user info, no query, no encoded character.
 * @param hosts lower-case names, at least one
 */
export function isClientMetadataUrl(clientId: CSharpCode, hosts: readonly string[]): CSharpCode {
  const names = hosts.map((host) => host.replaceAll('.', '\\.')).join('|');
  return csharp`${clientId}.Length <= ${MAX_URL_CHARACTERS} && Regex.IsMatch(${clientId}, ${`^https://(?:${names})(?:/${SEGMENT})+\\z`})`;
}
