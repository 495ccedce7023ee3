import { COOKIE_ID_LENGTH } from '../contract/cookies';
import { setVariable } from '../elements/set-variable';
import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { codeBlock } from './code-block';
import { TRANSACTION_ID } from './transaction';
import { stringVariable } from './variables';

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
      foreach (var part in context.Request.Headers.GetValueOrDefault("Cookie", "").Split(';')) {
        var cookie = part.Trim();
        if (cookie.StartsWith(start, StringComparison.Ordinal)) { return cookie.Substring(start.Length); }
      }
      return "";`),
  });
}
