import {
  ANY,
  CONDITION,
  LITERAL,
  LITERAL_REQUIRED,
  NO_WORKSPACE_GATEWAY,
  REQUIRED,
  element,
  flag,
  inOrder,
  integer,
  literalFlag,
  many,
  policies,
  text,
  zeroOrOne,
} from './build';
import type { ChildFact } from './facts';

const ANY_POLICY = { kind: 'policies' } as const;

const MODE = { values: ['new', 'copy'], default: 'new' };

/** In copy mode the URL and the method of the running request hold. */
const unlessCopied = { attribute: 'mode', value: 'copy' };

const REQUEST_PARTS: readonly ChildFact[] = [
  { name: 'set-url', min: 1, max: 1, unless: unlessCopied, element: text() },
  { name: 'set-method', min: 1, max: 1, unless: unlessCopied, element: 'policy' },
  many('set-header'),
  zeroOrOne('set-body'),
  zeroOrOne('authentication-certificate'),
  zeroOrOne('authentication-managed-identity'),
  zeroOrOne('proxy'),
];

/** Policies that decide what runs, and where a request goes. */
export const FLOW_POLICIES = policies({
  base: { page: 'set-edit-policies' },
  choose: {
    content: inOrder(
      many('when', element({ attributes: { condition: { ...CONDITION, required: true } }, content: ANY_POLICY }), 1),
      zeroOrOne('otherwise', element({ content: ANY_POLICY })),
    ),
  },
  'include-fragment': { attributes: { 'fragment-id': LITERAL_REQUIRED } },
  retry: {
    attributes: {
      condition: { ...CONDITION, required: true },
      count: { required: true, ...integer(1, 50) },
      interval: { required: true, ...integer(0) },
      'max-interval': integer(0),
      delta: integer(0),
      'first-fast-retry': flag('false'),
    },
    content: { kind: 'policies', except: ['wait'] },
  },
  wait: {
    in: 'IBO',
    attributes: { for: { values: ['all', 'any'], default: 'all' } },
    content: { kind: 'policies', only: ['send-request', 'cache-lookup-value', 'choose'] },
  },
  'limit-concurrency': {
    attributes: { key: REQUIRED, 'max-count': { ...LITERAL_REQUIRED, ...integer(1) } },
    content: ANY_POLICY,
  },
  'return-response': {
    attributes: { 'response-variable-name': LITERAL },
    content: inOrder(zeroOrOne('set-status'), many('set-header'), zeroOrOne('set-body')),
  },
  'mock-response': {
    in: 'IOE',
    attributes: { 'status-code': { ...LITERAL, ...integer(100, 599), default: '200' }, 'content-type': LITERAL },
  },
  'forward-request': {
    in: 'B',
    attributes: {
      timeout: { ...integer(0), default: '300' },
      'timeout-ms': integer(0),
      'continue-timeout': integer(0),
      'http-version': { ...LITERAL, values: ['1', '2', '2or1'], default: '1' },
      'follow-redirects': flag('false'),
      'buffer-request-body': literalFlag('false'),
      'buffer-response': literalFlag('true'),
      'fail-on-error-status-code': literalFlag('false'),
    },
    atMostOneOf: [['timeout', 'timeout-ms']],
  },
  'set-backend-service': {
    in: 'IB',
    attributes: {
      'base-url': ANY,
      'backend-id': ANY,
      'sf-resolve-condition': ANY,
      'sf-service-instance-name': ANY,
      'sf-partition-key': ANY,
      'sf-listener-name': ANY,
      'sf-replica-type': ANY,
      'dapr-app-id': ANY,
      'dapr-method': ANY,
      'dapr-namespace': ANY,
    },
    atMostOneOf: [['base-url', 'backend-id']],
    atLeastOneOf: [['base-url', 'backend-id', 'dapr-app-id']],
  },
  'rewrite-uri': {
    in: 'I',
    attributes: { template: REQUIRED, 'copy-unmatched-params': flag('true') },
  },
  proxy: { in: 'I', attributes: { url: REQUIRED, username: ANY, password: ANY } },
  'send-request': {
    attributes: {
      mode: MODE,
      // The page allows an expression, Microsoft's toolkit does not: what both allow.
      'response-variable-name': LITERAL_REQUIRED,
      timeout: { ...integer(1), default: '60' },
      'ignore-error': literalFlag('false'),
    },
    content: inOrder(...REQUEST_PARTS),
  },
  'send-one-way-request': {
    gateways: NO_WORKSPACE_GATEWAY,
    attributes: { mode: MODE, timeout: { ...integer(1), default: '60' } },
    content: inOrder(...REQUEST_PARTS),
  },
});
