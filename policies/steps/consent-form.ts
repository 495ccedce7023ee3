import { COOKIE_PREFIXES } from '../contract/cookies';
import { NAMED_VALUES } from '../contract/named-values';
import { LIFETIME_SECONDS } from '../contract/store';
import { choose } from '../elements/choose';
import type { SetHeaderProps } from '../elements/set-header';
import { namedValue } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { ORIGIN } from './check-origin';
import { setRandomToken, TOKEN_PATTERN } from './random-token';
import { cookieName, readCookie } from './read-cookie';
import { refuseWhen } from './refuse-when';
import { setCookie } from './set-cookie';
import { stringVariable } from './variables';

const NAME = cookieName(COOKIE_PREFIXES.consentForm);

/** Variable with what this browser proves to have seen the page by; empty when it has not. */
export const FORM_COOKIE = 'formCookie';

/** Goes on only when our own page sent the form: a browser tells the origin of every post. */
export function checkFormOrigin(answer: readonly XmlElement[]): XmlElement {
  return refuseWhen({
    id: 'check-form-origin',
    condition: expression(csharp`${ORIGIN} != ${namedValue(NAMED_VALUES.gatewayUrl)}`),
    answer,
  });
}

/**
 * Sets the token of the consent form: the one this browser has for the login, so that a page shown twice is one page, or
 * a fresh one. Writes {@link FORM_COOKIE}.
 */
export function setFormToken(): readonly XmlElement[] {
  return [
    readCookie(NAME, FORM_COOKIE),
    choose({
      when: [
        {
          condition: expression(csharp`!Regex.IsMatch(${stringVariable(FORM_COOKIE)}, ${TOKEN_PATTERN})`),
          then: [setRandomToken(FORM_COOKIE)],
        },
      ],
    }),
  ];
}

/** Set-Cookie header that has this browser keep the form's token. No other site leads to the form, hence Strict. */
export function formCookie(): SetHeaderProps {
  const seconds = LIFETIME_SECONDS.transaction;
  const cookie = setCookie({ name: NAME, value: stringVariable(FORM_COOKIE), seconds, sameSite: 'Strict' });
  return { name: 'Set-Cookie', values: [expression(cookie)] };
}

/**
 * Goes on only when the form carries the token of the cookie that was set with its page, so when the page was shown in
 * this browser. It stands beside the origin check for browsers and proxies that tell no origin, or a wrong one.
 * @param sent C# of the token in the form
 */
export function checkFormToken(sent: CSharpCode, answer: readonly XmlElement[]): readonly XmlElement[] {
  return [
    readCookie(NAME, FORM_COOKIE),
    refuseWhen({
      id: 'check-form-token',
      condition: expression(csharp`${stringVariable(FORM_COOKIE)} == "" || ${stringVariable(FORM_COOKIE)} != ${sent}`),
      answer,
    }),
  ];
}
