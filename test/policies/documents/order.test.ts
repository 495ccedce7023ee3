import type { XmlElement } from '../../../policies/language/xml/node';
import { OAUTH_OPERATIONS } from '../../../policies/contract/oauth-operations';
import { oauthDocuments } from '../../../policies/documents/oauth-documents';
import { allDocuments, attribute, elementsOf, EVERYTHING, FUNCTIONS, policyFragments } from './example-gateway';

const FRAGMENTS = new Map(policyFragments().map(({ name, root }) => [name, root]));

/** The security checks of a document in order, those of its fragments where they are included. */
function checks(root: XmlElement): readonly string[] {
  return elementsOf(root).flatMap((element) => {
    const included = FRAGMENTS.get(attribute(element, 'fragment-id') ?? '');
    if (included) return checks(included);
    const id = attribute(element, 'id');
    return id?.startsWith('check-') ? [id] : [];
  });
}

const byName = new Map(allDocuments().map(({ document }) => [document.name, document.root]));

/** The order of the checks is the security design: a change here is one. */
describe('order of checks', () => {
  it.each([
    ['register', ['check-registration-rate', 'check-body-size', 'check-registered-redirect-uris', 'check-client-name']],
    [
      'authorize',
      [
        'check-authorize-rate',
        'check-client-metadata-url',
        'check-client',
        'check-metadata-rate',
        'check-metadata-status',
        'check-metadata-type',
        'check-metadata-size',
        'check-metadata-client-id',
        'check-metadata-secret',
        'check-registered-redirect-uris',
        'check-client-name',
        'check-client-metadata',
        'check-redirect-uri',
        'check-untrusted-error',
        'check-repeated-parameters',
        'check-response-type',
        'check-code-challenge',
        'check-code-challenge-method',
        'check-resource',
        'check-approval-mac',
        'check-approval-purpose',
        'check-approval-expiry',
        'check-approval-request',
        'check-approval-redirect-uri',
        'check-approval-prompt',
        'check-approval-scope',
      ],
    ],
    ['consent-page', ['check-login-rate', 'check-transaction-expiry']],
    [
      'consent-answer',
      [
        'check-form-origin',
        'check-body-size',
        'check-login-rate',
        'check-transaction-expiry',
        'check-form-token',
        'check-approved-once',
        'check-denied-first',
        'check-denied-once',
      ],
    ],
    [
      'authorize-continue',
      ['check-login-rate', 'check-transaction-expiry', 'check-login-cookie', 'check-login-approved'],
    ],
    [
      'entra-answer',
      [
        'check-body-size',
        'check-login-rate',
        'check-transaction-expiry',
        'check-entra-state',
        'check-entra-answer-once',
        'check-entra-answer-first',
      ],
    ],
    [
      'entra-callback',
      [
        'check-login-rate',
        'check-transaction-expiry',
        'check-login-cookie',
        'check-callback-once',
        'check-callback-handle',
        'check-callback-first',
        'check-stored-answer-mac',
        'check-stored-answer-purpose',
        'check-id-token',
        'check-issuer',
        'check-nonce',
        'check-tenant',
        'check-user',
        'check-approved-user',
      ],
    ],
    [
      'token',
      [
        'check-token-rate',
        'check-body-size',
        'check-repeated-fields',
        'check-client-metadata-url',
        'check-one-authentication',
        'check-public-client',
        'check-client-secret',
        'check-client',
        'check-code-client',
        'check-code-redirect-uri',
        'check-code-resource',
        'check-code-verifier',
        'check-code-reuse',
        'check-code-expiry',
        'check-code-first',
        'check-refresh-mac',
        'check-refresh-purpose',
        'check-refresh-client',
        'check-refresh-revoked',
        'check-refresh-expiry',
        'check-refresh-reuse',
        'check-refresh-audience',
        'check-refresh-resource',
        'check-refresh-scope',
        'check-stored-token-mac',
        'check-stored-token-purpose',
        'check-entra-login',
        'check-entra-answer',
        'check-refresh-race',
      ],
    ],
    [
      'revoke',
      [
        'check-revoke-rate',
        'check-body-size',
        'check-repeated-fields',
        'check-client-metadata-url',
        'check-one-authentication',
        'check-public-client',
        'check-client-secret',
        'check-client',
        'check-revoke-mac',
        'check-revoke-purpose',
        'check-revoke-client',
      ],
    ],
  ])('of %s', (name, expected) => {
    expect(checks(byName.get(name) as XmlElement)).toEqual(expected);
  });

  it('of a request to a language model', () => {
    const found = checks(byName.get('llm-models') as XmlElement);
    expect(found.slice(0, 19)).toEqual([
      'check-origin',
      'check-application-token',
      'check-subscription',
      'check-refused-key-limit',
      'check-token-mac',
      'check-token-purpose',
      'check-token-expiry',
      'check-refused-token-limit',
      'check-grant-revoked',
      'check-audience',
      'check-refused-grant-limit',
      'check-scope',
      'check-subject-rate',
      'check-grant-rate',
      'check-background',
      'check-tokens-session-minute',
      'check-tokens-user-daily',
      'check-tokens-subscription-minute',
      'check-tokens-subscription-monthly',
    ]);
    expect(found).toContain('check-strip-request-authorization');
    expect(found).toContain('check-strip-request-api-key');
    expect(found).toContain('check-strip-request-x-policy-id');
  });

  it('of an MCP request', () => {
    const found = checks(byName.get('mcp-slack') as XmlElement);
    expect(found.slice(0, 19)).toEqual([
      'check-origin',
      // One of three, by the shape of the credential: an application, a subscription key, a person.
      'check-application-token',
      'check-subscription',
      'check-refused-key-limit',
      'check-token-mac',
      'check-token-purpose',
      'check-token-expiry',
      'check-refused-token-limit',
      'check-grant-revoked',
      'check-audience',
      'check-refused-grant-limit',
      'check-scope',
      'check-subject-rate',
      'check-grant-rate',
      'check-request-size',
      'check-session-stateless',
      'check-session-mac',
      'check-session-purpose',
      'check-session-owner',
    ]);
    expect(found.slice(19).every((id) => id.startsWith('check-strip-') || id === 'check-backend-refusal')).toBe(true);
    expect(found).toContain('check-strip-request-x-slack-token');
  });

  it('of a message to a server whose tools are restricted comes after everything that needs no body', () => {
    const found = checks(byName.get('mcp-agents') as XmlElement);
    const from = found.indexOf('check-request-size');
    expect(found.slice(from, from + 5)).toEqual([
      'check-request-size',
      'check-message',
      'check-message-headers',
      'check-tool',
      'check-session-stateless',
    ]);
  });

  it('of a message to an SSE server is that of every MCP request, and its query is cleaned as well', () => {
    const found = checks(byName.get('mcp-stream') as XmlElement);
    const ofQuery = found.filter((id) => id.startsWith('check-strip-query-'));
    expect(found.filter((id) => !ofQuery.includes(id))).toEqual(checks(byName.get('mcp-functions') as XmlElement));
    expect(ofQuery).toEqual([
      'check-strip-query-access_token',
      'check-strip-query-subscription-key',
      'check-strip-query-code',
    ]);
  });

  it.each([
    ['mcp-functions', ['check-origin', 'check-token-mac']],
    ['mcp-agents', ['check-origin', 'check-subscription', 'check-refused-key-limit', 'check-refused-caller-limit']],
  ])('of an MCP request has no other way in than the backend takes: %s', (name, expected) => {
    const found = checks(byName.get(name) as XmlElement);
    expect(found.slice(0, expected.length)).toEqual(expected);
    expect(found).not.toContain('check-application-token');
    expect(found.includes('check-token-mac')).toBe(name === 'mcp-functions');
  });
});

describe('ids of checks', () => {
  it.each([...byName])('are unique in %s with its fragments', (_name, root) => {
    const found = checks(root);
    expect(found).toEqual([...new Set(found)]);
  });
});

describe('oauthDocuments', () => {
  it('has a document for every operation', () => {
    const { operations } = oauthDocuments({ backends: [FUNCTIONS, EVERYTHING] });
    expect([...operations.keys()]).toEqual(OAUTH_OPERATIONS.map(({ name }) => name));
    for (const [name, document] of operations) expect(document.name).toBe(name);
  });
});

describe('cors', () => {
  const inbound = (name: string): readonly string[] => {
    const [section] = (byName.get(name)?.children ?? []).filter((child) => child.type === 'element');
    return (section?.children ?? []).filter((child) => child.type === 'element').map((child) => child.name);
  };

  it.each([
    'authorization-server-metadata',
    'protected-resource-functions',
    'register',
    'token',
    'revoke',
    'mcp-slack',
  ])('stands first in %s', (name) => {
    expect(inbound(name)[0]).toBe('cors');
  });

  it.each([
    'authorize',
    'authorize-continue',
    'consent-page',
    'consent-answer',
    'entra-answer',
    'entra-callback',
    'mcp-functions',
  ])('is not in %s', (name) => {
    expect(inbound(name)).not.toContain('cors');
  });
});
