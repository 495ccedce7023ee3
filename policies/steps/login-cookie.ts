import { COOKIE_PREFIXES } from '../contract/cookies';
import { LIFETIME_SECONDS } from '../contract/store';
import type { SetHeaderProps } from '../elements/set-header';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { sha256Hex } from './encoding';
import { cookieName, readCookie } from './read-cookie';
import { refuseWhen } from './refuse-when';
import { clearCookie, setCookie } from './set-cookie';
import { TRANSACTION } from './transaction';
import { jsonVariable, stringVariable } from './variables';

const NAME = cookieName(COOKIE_PREFIXES.login);
const COOKIE = 'loginCookie';

/** Set-Cookie header that gives this browser the login. */
export function loginCookie(token: CSharpCode): SetHeaderProps {
  const cookie = setCookie({ name: NAME, value: token, seconds: LIFETIME_SECONDS.transaction });
  return { name: 'Set-Cookie', values: [expression(cookie)] };
}

/**
 * Set-Cookie header that takes the login from the browser again.
 * @param others further Set-Cookie values
 */
export function clearLoginCookie(others: readonly string[] = []): SetHeaderProps {
  return { name: 'Set-Cookie', values: [expression(clearCookie(NAME)), ...others] };
}

/** Reads the login cookie. Writes what {@link BROWSER_APPROVED} compares. */
export function readLoginCookie(): XmlElement {
  return readCookie(NAME, COOKIE);
}

/** C#: whether this browser approved the login: its cookie is the one whose hash the approval stored. */
export const BROWSER_APPROVED: CSharpCode = csharp`${sha256Hex(stringVariable(COOKIE))} == (string)${jsonVariable(TRANSACTION)}["login"]`;

/**
 * Goes on only in the browser that approved the login. Without this check a link to a login somebody else approved would
 * sign the victim in for him.
 */
export function checkLoginCookie(answer: readonly XmlElement[]): readonly XmlElement[] {
  return [
    readLoginCookie(),
    refuseWhen({ id: 'check-login-cookie', condition: expression(csharp`!(${BROWSER_APPROVED})`), answer }),
  ];
}
