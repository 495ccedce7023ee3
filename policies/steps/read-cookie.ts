import { COOKIE_ID_LENGTH } from '../contract/cookies';
import { setVariable } from '../elements/set-variable';
import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { codeBlock } from './code-block';
import { TRANSACTION_ID } from './transaction';
import { stringVariable } from './variables';

/**
 * C# of the cookies the browser sent, each `name=value`, with blanks around. They may come in several headers (RFC 9113
 * section 8.2.3); a comma separates none, or a cookie anybody may set could hold one that only we may.
 */
export const SENT_COOKIES: CSharpCode = csharp`string.Join(";", context.Request.Headers.ContainsKey("Cookie") ? context.Request.Headers["Cookie"] : new string[0]).Split(';')`;

/** C# of the name of a transaction's cookie. */
export function cookieName(prefix: string): CSharpCode {
  return csharp`${prefix} + ${stringVariable(TRANSACTION_ID)}.Substring(0, ${COOKIE_ID_LENGTH})`;
}

/**
 * Sets a variable to the value of a cookie; empty when the browser sent none.
 * @param name C# of the cookie's name
 */
export function readCookie(name: CSharpCode, into: string): XmlElement {
  return setVariable({
    name: into,
    value: codeBlock(csharp`
      var start = ${name} + "=";
      foreach (var part in ${SENT_COOKIES}) {
        var cookie = part.Trim();
        if (cookie.StartsWith(start, StringComparison.Ordinal)) { return cookie.Substring(start.Length); }
      }
      return "";`),
  });
}
