import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import { PAGE_END, pageStart } from './layout';

const TITLE = 'The application made a mistake';

/** What {@link leavePage} takes, each C# of plain text; the page encodes it. */
export interface LeavePageProps {
  /** The URL that tells the application how it ended. */
  readonly url: CSharpCode;
  /** The redirect URI, on the web. */
  readonly redirectUri: CSharpCode;
}

/**
 * C# of the host, with its port, of a redirect URI on the web.
 * @param redirectUri C# of the URI
 */
export function webHost(redirectUri: CSharpCode): CSharpCode {
  return csharp`${redirectUri}.Split('/')[2].Split('?')[0]`;
}

/**
 * C# of the HTML of a page that leads to an application nobody vouches for, if the person wants to. It goes nowhere by
 * itself: else a link to the gateway could lead to any site that somebody registered (RFC 9700 section 4.11.2).
 */
export function leavePage({ url, redirectUri }: LeavePageProps): CSharpCode {
  const host = csharp`"<bdi>" + WebUtility.HtmlEncode(${webHost(redirectUri)}) + "</bdi>"`;
  return csharp`${`${pageStart(TITLE)}<h1>${TITLE}</h1><p>Nothing was allowed. The application registered itself, and nobody vouches for its site, `} + ${host} + ${`.</p><p>If you did not start this, close this page.</p><p><a href="`} + WebUtility.HtmlEncode(${url}) + ${`">Go back to the application</a></p>${PAGE_END}`}`;
}
