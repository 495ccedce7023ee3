import {
  ANY,
  CONDITION,
  LITERAL,
  LITERAL_REQUIRED,
  REQUIRED,
  anyOrder,
  element,
  flag,
  inOrder,
  integer,
  literalFlag,
  many,
  policies,
  text,
  zeroOrOne,
  CLASSIC_V2_SELF_HOSTED_WORKSPACE,
} from './build';
import type { AttributeFact, ElementFact } from './facts';

const FAILURE: Readonly<Record<string, AttributeFact>> = {
  'failed-validation-httpcode': { ...integer(100, 599), default: '401' },
  'failed-validation-error-message': ANY,
};

const KEYS = element({
  content: inOrder(many('key', text({ id: LITERAL, 'certificate-id': ANY, n: ANY, e: ANY }), 1)),
});

const REQUIRED_CLAIMS = element({
  content: inOrder(
    many(
      'claim',
      element({
        attributes: { name: REQUIRED, match: { values: ['all', 'any'], default: 'all' }, separator: ANY },
        content: inOrder(many('value', text())),
      }),
      1,
    ),
  ),
});

const AUDIENCES = element({ content: inOrder(many('audience', text(), 1)) });

const APPLICATION_IDS = element({ content: inOrder(many('application-id', text(), 1)) });

const LIMIT_OUTPUTS: Readonly<Record<string, AttributeFact>> = {
  'retry-after-header-name': { ...LITERAL, default: 'Retry-After' },
  'retry-after-variable-name': LITERAL,
  'remaining-calls-header-name': LITERAL,
  'remaining-calls-variable-name': LITERAL,
  'total-calls-header-name': LITERAL,
};

/** Policies that refuse requests: tokens, addresses, certificates, limits. */
export const ACCESS_POLICIES = policies({
  'check-header': {
    in: 'I',
    scopes: ['global', 'product', 'api', 'operation'],
    attributes: {
      name: REQUIRED,
      'failed-check-httpcode': { required: true, ...integer(100, 599) },
      'failed-check-error-message': REQUIRED,
      'ignore-case': { ...flag(), required: true },
    },
    content: inOrder(many('value', text())),
  },
  'ip-filter': {
    in: 'I',
    attributes: { action: { required: true, values: ['allow', 'forbid'] } },
    content: anyOrder(
      many('address', text()),
      many('address-range', element({ attributes: { from: REQUIRED, to: REQUIRED } })),
    ),
  },
  'validate-jwt': {
    in: 'I',
    attributes: {
      'header-name': ANY,
      'query-parameter-name': ANY,
      'token-value': ANY,
      ...FAILURE,
      'require-expiration-time': flag('true'),
      'require-scheme': ANY,
      'require-signed-tokens': flag('true'),
      'clock-skew': { default: '0' },
      'output-token-variable-name': LITERAL,
    },
    exactlyOneOf: [['header-name', 'query-parameter-name', 'token-value']],
    content: inOrder(
      many('openid-config', element({ attributes: { url: REQUIRED, 'validate-connectivity': literalFlag('true') } })),
      zeroOrOne('issuer-signing-keys', KEYS),
      zeroOrOne('decryption-keys', KEYS),
      zeroOrOne('audiences', AUDIENCES),
      zeroOrOne('issuers', element({ content: inOrder(many('issuer', text(), 1)) })),
      zeroOrOne('required-claims', REQUIRED_CLAIMS),
    ),
  },
  'validate-azure-ad-token': {
    in: 'I',
    attributes: {
      'tenant-id': REQUIRED,
      'header-name': { default: 'Authorization' },
      'query-parameter-name': ANY,
      'token-value': ANY,
      'authentication-endpoint': LITERAL,
      ...FAILURE,
      'output-token-variable-name': LITERAL,
    },
    atMostOneOf: [['header-name', 'query-parameter-name', 'token-value']],
    // Two orders of the first two stand in Microsoft's own pages.
    content: anyOrder(
      zeroOrOne('backend-application-ids', APPLICATION_IDS),
      zeroOrOne('client-application-ids', APPLICATION_IDS),
      zeroOrOne('audiences', AUDIENCES),
      zeroOrOne('required-claims', REQUIRED_CLAIMS),
      zeroOrOne('decryption-keys', KEYS),
    ),
  },
  'validate-client-certificate': {
    in: 'I',
    attributes: {
      'validate-revocation': literalFlag('true'),
      'validate-trust': literalFlag('true'),
      'validate-not-before': literalFlag('true'),
      'validate-not-after': literalFlag('true'),
      'ignore-error': literalFlag('false'),
    },
    content: inOrder(
      zeroOrOne('identities', element({ content: inOrder(many('identity', certificateIdentity(), 1)) })),
    ),
  },
  'rate-limit': {
    in: 'I',
    once: 'document',
    scopes: ['product', 'api', 'operation'],
    attributes: { ...limit('calls'), ...LIMIT_OUTPUTS },
    content: inOrder(many('api', limitOf('calls', limitOf('calls')))),
  },
  'rate-limit-by-key': {
    in: 'I',
    gateways: CLASSIC_V2_SELF_HOSTED_WORKSPACE,
    attributes: {
      calls: { required: true, ...integer(1) },
      'renewal-period': { required: true, ...integer(1, 300) },
      'counter-key': REQUIRED,
      'increment-condition': CONDITION,
      'increment-count': { ...integer(0), default: '1' },
      ...LIMIT_OUTPUTS,
    },
  },
  quota: {
    in: 'I',
    once: 'document',
    scopes: ['product'],
    attributes: limit('bandwidth'),
    atLeastOneOf: [['calls', 'bandwidth']],
    content: inOrder(many('api', limitOf('bandwidth', limitOf('bandwidth')))),
  },
  'quota-by-key': {
    in: 'I',
    gateways: CLASSIC_V2_SELF_HOSTED_WORKSPACE,
    attributes: {
      ...limit('bandwidth'),
      'counter-key': REQUIRED,
      'increment-condition': CONDITION,
      'increment-count': { ...integer(0), default: '1' },
      'first-period-start': { ...LITERAL, default: '0001-01-01T00:00:00Z' },
    },
    atLeastOneOf: [['calls', 'bandwidth']],
  },
});

/** Limits by subscription take no expression anywhere. With `bandwidth`, `calls` may stand alone, with it or without. */
function limit(kind: 'calls' | 'bandwidth'): Readonly<Record<string, AttributeFact>> {
  if (kind === 'calls')
    return {
      calls: { ...LITERAL_REQUIRED, ...integer(1) },
      'renewal-period': { ...LITERAL_REQUIRED, ...integer(1, 300) },
    };
  return {
    calls: { ...LITERAL, ...integer(1) },
    bandwidth: { ...LITERAL, ...integer(1) },
    'renewal-period': { ...LITERAL_REQUIRED, ...integer(0) },
  };
}

/** A limit of one API of a product, or of one of its operations. */
function limitOf(kind: 'calls' | 'bandwidth', operation?: ElementFact): ElementFact {
  return {
    attributes: { name: LITERAL, id: LITERAL, ...limit(kind) },
    atLeastOneOf: [['name', 'id'], ...(kind === 'bandwidth' ? [['calls', 'bandwidth']] : [])],
    content: operation ? inOrder(many('operation', operation)) : { kind: 'empty' },
  };
}

function certificateIdentity(): ElementFact {
  const names = ['thumbprint', 'serial-number', 'common-name', 'subject', 'dns-name'];
  const issuer = ['issuer-subject', 'issuer-thumbprint', 'issuer-certificate-id'];
  return element({ attributes: Object.fromEntries([...names, ...issuer].map((name) => [name, ANY])) });
}
