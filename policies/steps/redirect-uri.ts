import { LOOPBACK_HOST, PORT, redirectUriSyntax, type RedirectUriOptions } from '../contract/redirect-uri';
import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import { codeBlock } from './code-block';

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
