import { COOKIE_PREFIXES } from '../contract/cookies';
import { NAMED_VALUES } from '../contract/named-values';
import { namedValue } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { ORIGIN } from './check-origin';
import { readCookie } from './read-cookie';
import { refuseWhen } from './refuse-when';
import { stringVariable } from './variables';

const COOKIE = 'formCookie';

/** Goes on only when our own page sent the form: a browser tells the origin of every post. */
export function checkFormOrigin(answer: readonly XmlElement[]): XmlElement {
  return refuseWhen({
    id: 'check-form-origin',
    condition: expression(csharp`${ORIGIN} != ${namedValue(NAMED_VALUES.gatewayUrl)}`),
    answer,
  });
}

/**
 * Goes on only when the form carries the token of the cookie that was set with its page, so when the page was shown in
 * this browser. It stands beside the origin check for browsers and proxies that tell no origin, or a wrong one.
 * @param sent C# of the token in the form
 */
export function checkFormToken(sent: CSharpCode, answer: readonly XmlElement[]): readonly XmlElement[] {
  return [
    readCookie(COOKIE_PREFIXES.consentForm, COOKIE),
    refuseWhen({
      id: 'check-form-token',
      condition: expression(csharp`${stringVariable(COOKIE)} == "" || ${stringVariable(COOKIE)} != ${sent}`),
      answer,
    }),
  ];
}
