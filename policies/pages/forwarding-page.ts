import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import { PAGE_END, pageStart } from './layout';

/** What {@link forwardingPage} takes. */
export interface ForwardingPageProps {
  readonly title: string;
  /** C# of the URL to go on to; the page encodes it. */
  readonly url: CSharpCode;
}

/**
 * C# of the HTML of a page that goes on by itself, and by a link where it does not. Used instead of a redirect after a
 * form post, because Chromium applies `form-action` to every later hop, and the last one is the client's.
 */
export function forwardingPage({ title, url }: ForwardingPageProps): CSharpCode {
  const [before = '', after = ''] = pageStart(title, '<meta http-equiv="refresh" content="0;url=|">').split('|');
  return csharp`${before} + WebUtility.HtmlEncode(${url}) + ${`${after}<h1>${title}</h1><p><a href="`} + WebUtility.HtmlEncode(${url}) + ${`">Go on</a></p>${PAGE_END}`}`;
}
