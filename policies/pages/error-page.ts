import { LIFETIME_SECONDS } from '../contract/store';
import type { SetHeaderProps } from '../elements/set-header';
import type { XmlElement } from '../language/xml/node';
import type { HttpStatus } from '../steps/http-status';
import { RETRY_AFTER_SECONDS } from '../steps/json-response';
import { PAGE_END, pageResponse, pageStart } from './layout';

/** What {@link errorPage} takes. Plain text for people: no markup, no `&`, and never a value of the request. */
export interface ErrorPageProps {
  readonly status: HttpStatus;
  readonly title: string;
  readonly message: string;
  readonly headers?: readonly SetHeaderProps[];
}

/** Answers with a page that says what went wrong, and goes nowhere. */
export function errorPage({ status, title, message, headers }: ErrorPageProps): XmlElement {
  return pageResponse({
    status,
    html: `${pageStart(title)}<h1>${title}</h1><p>${message}</p>${PAGE_END}`,
    headers,
  });
}

const START_AGAIN = 'Go back to your application and start again.';

/** The browser brought a login that is not known, or no longer. */
export const unknownLoginPage = (): XmlElement =>
  errorPage({ status: 400, title: 'This login is not known', message: `It may be too old. ${START_AGAIN}` });

/** The person took longer than a login may. */
export const expiredLoginPage = (): XmlElement =>
  errorPage({
    status: 400,
    title: 'This login took too long',
    message: `It has to be finished within ${LIFETIME_SECONDS.transaction / 60} minutes. Nothing was allowed. ${START_AGAIN}`,
  });

/** The login went on already, in another window or by a second click. */
export const usedLoginPage = (): XmlElement =>
  errorPage({ status: 400, title: 'This page was used already', message: START_AGAIN });

/** The browser is not the one that approved the login. */
export const foreignLoginPage = (): XmlElement =>
  errorPage({
    status: 403,
    title: 'This login belongs to another browser',
    message: `It goes on only where it was approved. If you did not start it, close this page. ${START_AGAIN}`,
  });

/** The store or Entra does not answer. */
export const unavailablePage = (): XmlElement =>
  errorPage({
    status: 503,
    title: 'The login cannot go on right now',
    message: `A service behind the gateway does not answer. Wait a moment. ${START_AGAIN}`,
    headers: [{ name: 'Retry-After', values: [String(RETRY_AFTER_SECONDS)] }],
  });
