import { LOOPBACK_HOST, PORT, redirectUriSyntax, type RedirectUriOptions } from '../contract/redirect-uri';
import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import { codeBlock } from './code-block';
import { CLIENT_KINDS } from './find-client';

/** Variable with the redirect URI a client asks for. */
export const REDIRECT_URI = 'redirectUri';

/**
 * C#: whether a redirect URI leads to a site that nobody vouches for: anybody can register any site. A program on the
 * user's own device is not the place an attacker leads people to.
 * @param kind C# of the client's kind
 */
export function redirectUriIsUntrusted(kind: CSharpCode, redirectUri: CSharpCode): CSharpCode {
  return csharp`${kind} == ${CLIENT_KINDS.registered} && ${redirectUri}.StartsWith("https://", StringComparison.Ordinal)`;
}

/** Pattern (.NET) of a redirect URI a client may have. */
export function redirectUriPattern(options: RedirectUriOptions): string {
  return `^${redirectUriSyntax(options)}\\z`;
}

/** Scheme, host and port of a loopback redirect URI; group 1 is without the port. What follows has to be path, query or end. */
const LOOPBACK_START = `^(http://${LOOPBACK_HOST})${PORT}(?=[/?]|\\z)`;

/**
 * Policy expression: whether a redirect URI is none of the registered ones. Equal to the letter, except that the port of
 * a loopback URI may be any: a program on the user's machine learns its port when it starts.
 * @param registered C# of a JArray of strings
 */
export function redirectUriIsForeign(requested: CSharpCode, registered: CSharpCode): string {
  return codeBlock(csharp`
      var requested = ${requested};
      foreach (var item in (JArray)${registered}) {
        var uri = (string)item;
        if (uri == requested) { return false; }
        if (Regex.IsMatch(uri, ${LOOPBACK_START}) && Regex.IsMatch(requested, ${LOOPBACK_START})
          && Regex.Replace(uri, ${LOOPBACK_START}, "$1") == Regex.Replace(requested, ${LOOPBACK_START}, "$1")) { return false; }
      }
      return true;`);
}
