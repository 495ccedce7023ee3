import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import { PAGE_END, pageStart } from './layout';

/** What {@link forwardingPage} takes. */
export interface ForwardingPageProps {
  readonly title: string;
  /** C# of the URL to go on to; the page encodes it. */
  readonly url: CSharpCode;
  /** Text of the link for browsers that do not go on by themselves: where it leads. */
  readonly link: string;
}

/**
 * C# of the HTML of a page that goes on by itself, and by a link where it does not. Used instead of a redirect after a
 * form post, because Chromium applies `form-action` to every later hop, and the last one is the client's.
 */
export function forwardingPage({ title, url, link }: ForwardingPageProps): CSharpCode {
  const [before = '', after = ''] = pageStart(title, '<meta http-equiv="refresh" content="0;url=|">').split('|');
  return csharp`${before} + WebUtility.HtmlEncode(${url}) + ${`${after}<h1>${title}</h1><p><a href="`} + WebUtility.HtmlEncode(${url}) + ${`">${link}</a></p>${PAGE_END}`}`;
}

/** C# of the HTML of a page that says that this step is done, and leads on by a link. */
export function continuePage({ title, url, link }: ForwardingPageProps): CSharpCode {
  return csharp`${`${pageStart(title)}<h1>${title}</h1><p><a href="`} + WebUtility.HtmlEncode(${url}) + ${`">${link}</a></p>${PAGE_END}`}`;
}
