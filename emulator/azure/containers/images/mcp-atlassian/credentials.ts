import type { AtlassianConfiguration } from './configuration';

/**
 * Whether mcp-atlassian would have no credential for a message, by its own rules: `Authorization` is the caller's Atlassian
 * credential unless it is told to ignore it, and the credential of its environment serves others only when it is told so.
 * The real server finds out at Atlassian that a token is not one of theirs, at the first call of a tool; here that is known at once.
 * @returns why not, as it says so; undefined when there is one
 */
export function credentialRefusal(
  { ignoresAuthorization, fallsBack }: AtlassianConfiguration,
  authorization: string | undefined,
): string | undefined {
  if (authorization !== undefined && !ignoresAuthorization) {
    return 'Unauthorized: Atlassian does not know the credential in the Authorization header. Set IGNORE_HEADER_AUTH=true behind a gateway that sends a token of its own.';
  }
  if (fallsBack) return undefined;
  return 'Authentication required: no Atlassian credentials were provided. Set ALLOW_GLOBAL_CRED_FALLBACK=true to serve everybody with the credential of the environment.';
}
