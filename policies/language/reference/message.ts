import {
  ANY,
  LITERAL,
  LITERAL_REQUIRED,
  NO_WORKSPACE_GATEWAY,
  REQUIRED,
  anyOrder,
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

const EXISTS_ACTION = { values: ['override', 'skip', 'append', 'delete'], default: 'override' };

function apply(contentType: string) {
  return { required: true as const, values: ['always', contentType] };
}

/** Policies that change the message: headers, body, URL, status, variables, and the cross-origin headers. */
export const MESSAGE_POLICIES = policies({
  'set-variable': { attributes: { name: LITERAL_REQUIRED, value: REQUIRED } },
  'set-header': {
    attributes: { name: REQUIRED, 'exists-action': EXISTS_ACTION },
    content: inOrder(many('value', text())),
  },
  'set-query-parameter': {
    in: 'IB',
    attributes: { name: REQUIRED, 'exists-action': EXISTS_ACTION },
    content: inOrder({
      name: 'value',
      min: 1,
      unless: { attribute: 'exists-action', value: 'delete' },
      element: text(),
    }),
  },
  // The page once listed on-error and no longer does; Azure accepts it there.
  'set-body': {
    attributes: {
      template: { ...LITERAL, values: ['liquid', 'none'] },
      'xsi-nil': { ...LITERAL, values: ['blank', 'null'], default: 'blank' },
      'parse-date': literalFlag('true'),
    },
    content: { kind: 'any' },
  },
  'set-method': { in: 'IE', content: { kind: 'text' } },
  // The page says that reason is required; Microsoft's samples leave it out.
  'set-status': { attributes: { code: { required: true, ...integer(100, 999) }, reason: ANY } },
  'find-and-replace': { attributes: { from: REQUIRED, to: REQUIRED } },
  'json-to-xml': {
    in: 'IOE',
    attributes: {
      apply: apply('content-type-json'),
      'consider-accept-header': flag('true'),
      'parse-date': literalFlag('true'),
      'namespace-separator': { default: '_' },
      'namespace-prefix': ANY,
      'attribute-block-name': ANY,
    },
  },
  'xml-to-json': {
    in: 'IOE',
    attributes: {
      kind: { required: true, values: ['direct', 'javascript-friendly'] },
      apply: apply('content-type-xml'),
      'consider-accept-header': flag('true'),
      'always-array-child-elements': flag('false'),
    },
  },
  'xsl-transform': {
    in: 'IO',
    once: 'section',
    content: anyOrder(
      many('parameter', text({ name: LITERAL, 'parameter-name': LITERAL })),
      one('xsl:stylesheet', { attributes: {}, content: { kind: 'any' } }),
    ),
  },
  'redirect-content-urls': { in: 'IO', once: 'section' },
  'cross-domain': { in: 'I', scopes: ['global'], content: { kind: 'any' } },
  jsonp: {
    in: 'O',
    once: 'section',
    gateways: NO_WORKSPACE_GATEWAY,
    attributes: { 'callback-parameter-name': REQUIRED },
  },
  cors: {
    in: 'I',
    once: 'section',
    attributes: { 'allow-credentials': flag('false'), 'terminate-unmatched-request': flag() },
    // Two orders are in use and Microsoft's own comparer ignores it.
    content: anyOrder(
      one('allowed-origins', element({ content: inOrder(many('origin', text(), 1)) })),
      zeroOrOne(
        'allowed-methods',
        element({
          attributes: { 'preflight-result-max-age': { ...integer(0), default: '0' } },
          content: inOrder(many('method', text(), 1)),
        }),
      ),
      one('allowed-headers', element({ content: inOrder(many('header', text(), 1)) })),
      zeroOrOne('expose-headers', element({ content: inOrder(many('header', text(), 1)) })),
    ),
  },
});
