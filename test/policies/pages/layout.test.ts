import { createHash } from 'node:crypto';
import { CONTENT_SECURITY_POLICY, PAGE_END, pageResponse, pageStart } from '../../../policies/pages/layout';
import { prettyPrint } from '../../../policies/language/xml/pretty-print';

describe('CONTENT_SECURITY_POLICY', () => {
  it('allows the one style of the page by its hash, and nothing else', () => {
    const style = /<style>(.*)<\/style>/.exec(pageStart('Title'))?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(CONTENT_SECURITY_POLICY).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
    );
  });
});

describe('pageStart', () => {
  it('has a language, a title, a viewport for phones and both colour schemes', () => {
    const page = pageStart('Title') + PAGE_END;
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('<title>Title</title>');
    expect(page).toContain('width=device-width');
    expect(page).toContain('color-scheme:light dark');
    expect(page).not.toMatch(/<script| on\w+=|style="/);
  });
});

describe('pageResponse', () => {
  const printed = (props: Partial<Parameters<typeof pageResponse>[0]> = {}) =>
    prettyPrint(pageResponse({ status: 200, html: '<p>', ...props }));

  it.each([
    ['Cache-Control', 'no-store'],
    ['Content-Type', 'text/html; charset=utf-8'],
    ['X-Frame-Options', 'DENY'],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'no-referrer'],
  ])('sets %s to %s', (name, value) => {
    expect(printed()).toMatch(new RegExp(`name="${name}"[^>]*>\\s*<value>${value}</value>`));
  });

  it('tells our own pages its address where a form needs it', () => {
    expect(printed({ referrerPolicy: 'same-origin' })).toMatch(/"Referrer-Policy"[^>]*>\s*<value>same-origin</);
  });
});
