import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import { codeBlock } from './code-block';

const PATH_CHARACTERS = "A-Za-z0-9._~!$&'()*+,;=:@%/-";
const LOOPBACK_HOST = '(?:127\\.0\\.0\\.1|\\[::1\\]|localhost)';
const HTTPS_HOST = '(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\])';
const PORT = '(?::[0-9]{1,5})?';

/**
 * Pattern (.NET) of a redirect URI a client may register: https anywhere, http on the loopback only (RFC 8252 section
 * 7.3), with printable ASCII of RFC 3986. So there is no fragment, no user info and no other scheme.
 */
export const REDIRECT_URI_PATTERN = `^(?:https://${HTTPS_HOST}|http://${LOOPBACK_HOST})${PORT}(?:/[${PATH_CHARACTERS}]*)?(?:\\?[?${PATH_CHARACTERS}]*)?\\z`;

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
