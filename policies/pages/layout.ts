import { createHash } from 'node:crypto';
import type { SetHeaderProps } from '../elements/set-header';
import { returnResponse } from '../elements/return-response';
import type { XmlElement } from '../language/xml/node';
import { httpStatus } from '../steps/http-status';
import type { HttpStatus } from '../steps/http-status';

/** The one style of all pages: system fonts and colours, so it follows light, dark and large text by itself. */
const STYLE = [
  ':root{color-scheme:light dark}',
  'body{margin:0;font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}',
  'main{max-width:34rem;margin:0 auto;padding:2rem 1.25rem}',
  'h1{font-size:1.4rem;line-height:1.25}',
  'dt{font-weight:600;margin-top:.75rem}',
  'dd{margin:0}',
  'ul{margin:0;padding-left:1.25rem}',
  '.note{border-left:.25rem solid;padding:.25rem 0 .25rem .75rem}',
  'form{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.5rem}',
  'button{font:inherit;padding:.6rem 1.4rem;border:.1rem solid;border-radius:.4rem;cursor:pointer}',
  'button.main{font-weight:600;color:Canvas;background:CanvasText}',
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
