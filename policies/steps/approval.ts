import { COOKIE_ID_LENGTH, COOKIE_PREFIXES } from '../contract/cookies';
import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import { base64Url, sha256, sha256Hex } from './encoding';

/**
 * Redirect URIs in lower case (.NET pattern) whose approval may be remembered: https to a public name. A program on this computer
 * cannot prove which one it is, so neither loopback, under any of its spellings, nor a scheme of the program's own.
 */
const PUBLIC_HTTPS = '^https://(?:[a-z0-9-]+\\.)+(?!localhost(?:[:/?]|\\z))[a-z][a-z0-9-]*(?::[0-9]{1,5})?(?:[/?]|\\z)';

/** C#: whether an approval that leads to this redirect URI may be remembered. */
export function isRememberable(redirectUri: CSharpCode): CSharpCode {
  return csharp`Regex.IsMatch((${redirectUri}).ToLowerInvariant(), ${PUBLIC_HTTPS})`;
}

/** C# of the name of the cookie that holds the approval of a client. */
export function approvalCookieName(clientId: CSharpCode): CSharpCode {
  return csharp`${COOKIE_PREFIXES.approval} + ${sha256Hex(clientId)}.Substring(0, ${COOKIE_ID_LENGTH})`;
}

/** What an approval is for, each C# of text without line ends. */
export interface ApprovedRequest {
  readonly clientId: CSharpCode;
  readonly redirectUri: CSharpCode;
  readonly resource: CSharpCode;
}

/** C# of a hash of what an approval is for: one value of known length instead of three of any. */
export function approvedRequest({ clientId, redirectUri, resource }: ApprovedRequest): CSharpCode {
  return base64Url(sha256(csharp`${clientId} + "\n" + ${redirectUri} + "\n" + ${resource}`));
}
