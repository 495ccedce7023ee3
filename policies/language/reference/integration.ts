import {
  ANY,
  LITERAL,
  LITERAL_REQUIRED,
  NO_WORKSPACE_GATEWAY,
  NO_WORKSPACE_SCOPE,
  REQUIRED,
  element,
  flag,
  inOrder,
  integer,
  literalFlag,
  many,
  one,
  policies,
  text,
  zeroOrOne,
} from './build';

/** Policies that authenticate to backends, send to other services, and log. */
export const INTEGRATION_POLICIES = policies({
  'authentication-managed-identity': {
    in: 'I',
    scopes: NO_WORKSPACE_SCOPE,
    gateways: NO_WORKSPACE_GATEWAY,
    attributes: {
      resource: REQUIRED,
      // The page allows no expression, Microsoft's toolkit does: what both allow.
      'client-id': LITERAL,
      'output-token-variable-name': LITERAL,
      'ignore-error': literalFlag('false'),
    },
  },
  'authentication-basic': {
    in: 'I',
    once: 'section',
    attributes: { username: REQUIRED, password: REQUIRED },
  },
  'authentication-certificate': {
    in: 'I',
    attributes: { thumbprint: ANY, 'certificate-id': ANY, body: ANY, password: ANY },
    exactlyOneOf: [['thumbprint', 'certificate-id', 'body']],
  },
  'publish-to-dapr': {
    in: 'I',
    gateways: ['self-hosted'],
    attributes: {
      'pubsub-name': ANY,
      topic: REQUIRED,
      'ignore-error': literalFlag('false'),
      'response-variable-name': LITERAL,
      timeout: { ...integer(1, 240), default: '5' },
      template: { ...LITERAL, values: ['Liquid'] },
      'content-type': { ...LITERAL, values: ['application/json'] },
    },
    content: { kind: 'text' },
  },
  'invoke-dapr-binding': {
    in: 'IOE',
    gateways: ['self-hosted'],
    attributes: {
      name: REQUIRED,
      operation: LITERAL,
      'ignore-error': literalFlag('false'),
      'response-variable-name': LITERAL,
      timeout: { ...integer(1, 240), default: '5' },
      template: { ...LITERAL, values: ['Liquid'] },
      'content-type': { ...LITERAL, values: ['application/json'] },
    },
    content: inOrder(
      zeroOrOne('metadata', element({ content: inOrder(many('item', text({ key: REQUIRED }))) })),
      zeroOrOne('data', text()),
    ),
  },
  'get-authorization-context': {
    in: 'I',
    scopes: ['global', 'product', 'api', 'operation'],
    gateways: ['classic', 'v2', 'consumption'],
    attributes: {
      'provider-id': REQUIRED,
      'authorization-id': REQUIRED,
      'context-variable-name': REQUIRED,
      'identity-type': { values: ['managed', 'jwt'], default: 'managed' },
      identity: ANY,
      'ignore-error': flag('false'),
    },
  },
  'log-to-eventhub': {
    scopes: NO_WORKSPACE_SCOPE,
    gateways: NO_WORKSPACE_GATEWAY,
    attributes: { 'logger-id': LITERAL_REQUIRED, 'partition-id': LITERAL, 'partition-key': ANY },
    atMostOneOf: [['partition-id', 'partition-key']],
    content: { kind: 'text' },
  },
  // The page names classic gateways only, the overview table v2 and self-hosted too.
  'send-service-bus-message': {
    in: 'IOE',
    scopes: NO_WORKSPACE_SCOPE,
    gateways: ['classic', 'v2', 'self-hosted'],
    attributes: { 'queue-name': ANY, 'topic-name': ANY, namespace: ANY, 'client-id': ANY },
    exactlyOneOf: [['queue-name', 'topic-name']],
    content: inOrder(
      zeroOrOne(
        'message-properties',
        element({ content: inOrder(many('message-property', text({ name: LITERAL_REQUIRED }), 1)) }),
      ),
      one('payload', text()),
    ),
  },
  // The page does not list on-error; Microsoft's own snippets trace there.
  trace: {
    attributes: {
      source: LITERAL_REQUIRED,
      severity: { ...LITERAL, values: ['verbose', 'information', 'error'], default: 'verbose' },
    },
    content: inOrder(
      one('message', text()),
      many('metadata', element({ attributes: { name: REQUIRED, value: REQUIRED } })),
    ),
  },
  'emit-metric': {
    attributes: { name: LITERAL_REQUIRED, namespace: LITERAL, value: { default: '1' } },
    content: inOrder({
      name: 'dimension',
      min: 1,
      max: 5,
      element: element({ attributes: { name: REQUIRED, value: ANY } }),
    }),
  },
});
