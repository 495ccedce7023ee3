import { COOKIE_PREFIXES } from '../contract/cookies';
import { LIFETIME_SECONDS } from '../contract/store';
import type { SetHeaderProps } from '../elements/set-header';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { sha256Hex } from './encoding';
import { cookieName, readCookie } from './read-cookie';
import { refuseWhen } from './refuse-when';
import { TRANSACTION } from './transaction';
import { jsonVariable, stringVariable } from './variables';

const COOKIE = 'loginCookie';

/** C# of the Set-Cookie value that gives this browser the login: not for scripts, not for other sites' posts. */
export function loginCookie(token: CSharpCode): CSharpCode {
  return csharp`${cookieName(COOKIE_PREFIXES.login)} + "=" + ${token} + ${`; Path=/; Max-Age=${LIFETIME_SECONDS.transaction}; Secure; HttpOnly; SameSite=Lax`}`;
}

/** Set-Cookie header that takes the login from the browser again. */
export function clearLoginCookie(): SetHeaderProps {
  return {
    name: 'Set-Cookie',
    values: [
      expression(csharp`${cookieName(COOKIE_PREFIXES.login)} + "=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax"`),
    ],
  };
}

/**
 * Goes on only in the browser that approved the login: its cookie is the one whose hash the approval stored. Without
 * this check a link to a login somebody else approved would sign the victim in for him.
 */
export function checkLoginCookie(answer: readonly XmlElement[]): readonly XmlElement[] {
  return [
    readCookie(COOKIE_PREFIXES.login, COOKIE),
    refuseWhen({
      id: 'check-login-cookie',
      condition: expression(
        csharp`${sha256Hex(stringVariable(COOKIE))} != (string)${jsonVariable(TRANSACTION)}["login"]`,
      ),
      answer,
    }),
  ];
}
