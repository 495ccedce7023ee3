import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import { codeBlock } from './code-block';

const PATH_CHARACTERS = "A-Za-z0-9._~!$&'()*+,;=:@%/-";
const LOOPBACK_HOST = '(?:127\\.0\\.0\\.1|\\[::1\\]|localhost)';
const HTTPS_HOST = '(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\])';
const PORT = '(?::[0-9]{1,5})?';

/** A scheme of an application's own is a reversed domain name of its maker, so it has a dot (RFC 8252 section 7.1). */
const PRIVATE_USE_SCHEME = '[a-z][a-z0-9+-]*(?:\\.[a-z0-9+-]+)+';

/** What decides which redirect URIs a client may have. */
export interface RedirectUriOptions {
  /** Whether schemes of an application's own are allowed. @default false */
  readonly privateUseSchemes?: boolean;
}

/**
 * Pattern (.NET) of a redirect URI a client may have: https anywhere, http on the loopback only (RFC 8252 section 7.3),
 * a private-use scheme when the options allow it, with printable ASCII of RFC 3986. So there is no fragment and no other
 * scheme, and no user info, as an `@` stands behind the host only. A `*` is a character like any other.
 */
export function redirectUriPattern({ privateUseSchemes = false }: RedirectUriOptions): string {
  const web = `(?:https://${HTTPS_HOST}|http://${LOOPBACK_HOST})${PORT}(?:/[${PATH_CHARACTERS}]*)?`;
  const withoutAt = PATH_CHARACTERS.replace('@', '');
  const start = privateUseSchemes ? `(?:${web}|${PRIVATE_USE_SCHEME}:/[${withoutAt}]*)` : web;
  return `^${start}(?:\\?[?${PATH_CHARACTERS}]*)?\\z`;
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
