import type { XmlElement } from '../../../policies/language/xml/node';
import { serialise } from '../../../policies/language/xml/serialise';
import { allDocuments, attribute, elementsOf, policyFragments } from './example-gateway';

interface Response {
  readonly where: string;
  readonly status: string;
  /** Header values by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

function read(where: string, element: XmlElement): Response {
  const parts = element.children.filter((child) => child.type === 'element');
  const status = parts.find(({ name }) => name === 'set-status');
  return {
    where,
    status: (status && attribute(status, 'code')) ?? '',
    headers: new Map(
      parts
        .filter(({ name }) => name === 'set-header')
        .map((header) => [
          (attribute(header, 'name') ?? '').toLowerCase(),
          elementsOf(header)
            .flatMap(({ children }) => children.flatMap((child) => (child.type === 'text' ? [child.value] : [])))
            .join(', '),
        ]),
    ),
    text: serialise(element),
  };
}

const RESPONSES = [...allDocuments().map(({ document }) => document), ...policyFragments()].flatMap(({ name, root }) =>
  elementsOf(root)
    .filter((element) => element.name === 'return-response')
    .map((element, index) => read(`${name}, response ${index + 1}`, element)),
);
const byType = (type: string) =>
  RESPONSES.filter(({ headers }) => headers.get('content-type')?.startsWith(type)).map((r) => [r.where, r] as const);

describe('responses', () => {
  it.each(byType('text/html'))(
    'of pages run nothing, load nothing and are kept by nobody: %s',
    (_where, { headers }) => {
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.*frame-ancestors 'none'/);
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.has('referrer-policy')).toBe(true);
    },
  );

  it.each(byType('application/json'))('in JSON are kept by nobody, but metadata: %s', (where, { headers }) => {
    expect(headers.get('cache-control')).toMatch(
      /-metadata|protected-resource-/.test(where) ? /^public/ : /^no-store$/,
    );
  });

  it.each(RESPONSES.filter(({ status }) => status === '303').map((r) => [r.where, r] as const))(
    'that redirect tell nobody where from: %s',
    (_where, { headers }) => {
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
    },
  );

  it.each(RESPONSES.filter(({ status }) => status === '503').map((r) => [r.where, r] as const))(
    'of 503 say when to try again: %s',
    (_where, { headers }) => {
      expect(headers.get('retry-after')).toMatch(/^\d+$/);
    },
  );

  it.each(RESPONSES.filter(({ status }) => status === '401').map((r) => [r.where, r] as const))(
    'of 401 to MCP requests challenge, and the token endpoint names its error: %s',
    (where, { headers, text }) => {
      if (where.startsWith('authenticate-client')) expect(text).toContain('"error":"invalid_client"');
      else expect(headers.get('www-authenticate')).toContain('resource_metadata=');
    },
  );

  it.each(RESPONSES.filter(({ headers }) => headers.has('set-cookie')).map((r) => [r.where, r] as const))(
    'set cookies for this host, for https, hidden from scripts: %s',
    (_where, { headers }) => {
      expect(headers.get('set-cookie')).toMatch(
        /"__Host-[a-z]+-".*; Path=\/; Max-Age=\d+; Secure; HttpOnly; SameSite=(Lax|Strict)/,
      );
    },
  );

  it('let pages of other origins read only what has no cookies', () => {
    const open = RESPONSES.filter(({ headers }) => headers.get('access-control-allow-origin') === '*');
    for (const { where, headers } of open) {
      expect(where).toMatch(
        /^(authorization-server-metadata|root-resource-metadata|protected-resource-|register|authenticate-client|token|revoke|oauth-)/,
      );
      expect(headers.has('set-cookie')).toBe(false);
    }
  });
});
