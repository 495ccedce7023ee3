import { createHash } from 'node:crypto';
import type { SetHeaderProps } from '../elements/set-header';
import { returnResponse } from '../elements/return-response';
import type { XmlElement } from '../language/xml/node';
import { httpStatus } from '../steps/http-status';
import type { HttpStatus } from '../steps/http-status';

/**
 * The one style of all pages: system fonts, colours for light and dark of at least 4.5 to 1, one column that is as wide
 * as a phone, targets of 44 pixels, a focus ring that shows on every colour.
 */
const STYLE = [
  ':root{color-scheme:light dark;--page:#f4f5f7;--card:#fff;--text:#1c2024;--quiet:#565d66;--line:#d5d9df;--main:#0b57d0;--on-main:#fff;--note:#fff4d6;--note-line:#8a6100}',
  '@media (prefers-color-scheme:dark){:root{--page:#0f1114;--card:#191c20;--text:#e8eaed;--quiet:#a9b1bb;--line:#3a4048;--main:#a8c7fa;--on-main:#062e6f;--note:#33290f;--note-line:#e0b84c} }',
  '*{box-sizing:border-box}',
  'body{margin:0;padding:1rem;min-height:100vh;display:grid;align-items:center;background:var(--page);color:var(--text);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}',
  'main{width:100%;max-width:34rem;margin:0 auto;padding:1.5rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem}',
  'h1{margin:0 0 1rem;font-size:1.375rem;line-height:1.3}',
  'p{margin:1rem 0}',
  'dl{margin:0}',
  'dl div{padding:.75rem 0;border-top:1px solid var(--line)}',
  'dt,.quiet{color:var(--quiet);font-size:.875rem}',
  'dd{margin:0}',
  'ul{margin:0;padding-left:1.25rem}',
  'code{font:inherit;font-family:ui-monospace,monospace;font-size:.9375rem}',
  '.note{padding:.75rem 1rem;background:var(--note);border-left:.25rem solid var(--note-line);border-radius:.25rem}',
  '.answers{display:flex;flex-wrap:wrap;gap:.75rem}',
  'button{flex:1 1 8rem;min-height:2.75rem;padding:.5rem 1.25rem;font:inherit;font-weight:600;text-align:center;color:var(--text);background:var(--card);border:1px solid var(--quiet);border-radius:.5rem;cursor:pointer}',
  'button.main{color:var(--on-main);background:var(--main);border-color:var(--main)}',
  'a{color:var(--main)}',
  ':focus-visible{outline:.1875rem solid var(--text);outline-offset:.1875rem}',
].join('');

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** No script, nothing loaded, nothing embedded; forms go to us alone. The style is allowed by its hash. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** Text before the content of `<main>`. `head` is further HTML for the head. */
export function pageStart(title: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>${head}<style>${STYLE}</style></head><body><main>`;
}

/** Text after the content of `<main>`. */
export const PAGE_END = '</main></body></html>';

/** What {@link pageResponse} takes. */
export interface PageResponseProps {
  readonly status: HttpStatus;
  /** The whole page: HTML, or a policy expression that yields it. */
  readonly html: string;
  /**
   * What other pages learn of this one's address. A page with a form needs `same-origin`: with `no-referrer` Chromium
   * sends `Origin: null` on the form's own post, and the check of the origin would refuse everybody.
   * @default no-referrer
   */
  readonly referrerPolicy?: 'no-referrer' | 'same-origin';
  readonly headers?: readonly SetHeaderProps[];
}

/** Answers with a page that no cache keeps, no frame shows and no script lives in. */
export function pageResponse({ status, html, referrerPolicy, headers = [] }: PageResponseProps): XmlElement {
  return returnResponse({
    status: httpStatus(status),
    headers: [
      { name: 'Content-Type', values: ['text/html; charset=utf-8'] },
      { name: 'Cache-Control', values: ['no-store'] },
      { name: 'Content-Security-Policy', values: [CONTENT_SECURITY_POLICY] },
      { name: 'X-Frame-Options', values: ['DENY'] },
      { name: 'X-Content-Type-Options', values: ['nosniff'] },
      { name: 'Referrer-Policy', values: [referrerPolicy ?? 'no-referrer'] },
      ...headers,
    ],
    body: html,
  });
}
