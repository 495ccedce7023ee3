import {
  ANY,
  CLASSIC_V2_SELF_HOSTED_WORKSPACE,
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
  policies,
  text,
  zeroOrOne,
} from './build';

/** Policies for APIs of large language models. */
export const LLM_POLICIES = policies({
  'llm-content-safety': {
    in: 'IO',
    scopes: ['global', 'workspace', 'product', 'api'],
    attributes: {
      'backend-id': REQUIRED,
      'shield-prompt': flag('false'),
      'enforce-on-completions': flag('false'),
      'window-size': integer(1),
      'window-overlap-size': integer(0),
    },
    content: inOrder(
      zeroOrOne(
        'categories',
        element({
          attributes: {
            'output-type': { values: ['FourSeverityLevels', 'EightSeverityLevels'], default: 'FourSeverityLevels' },
          },
          content: inOrder(
            many(
              'category',
              element({ attributes: { name: REQUIRED, threshold: { required: true, ...integer(0, 7) } } }),
            ),
          ),
        }),
      ),
      zeroOrOne('blocklists', element({ content: inOrder(many('id', text())) })),
    ),
  },
  'llm-token-limit': tokenLimit(),
  'azure-openai-token-limit': tokenLimit(),
  'llm-emit-token-metric': tokenMetric(),
  'azure-openai-emit-token-metric': tokenMetric(),
  'llm-semantic-cache-lookup': semanticLookup(),
  'azure-openai-semantic-cache-lookup': semanticLookup(),
  'llm-semantic-cache-store': semanticStore(),
  'azure-openai-semantic-cache-store': semanticStore(),
});

function tokenLimit() {
  const names = ['retry-after', 'remaining-tokens', 'remaining-quota-tokens', 'tokens-consumed'];
  const outputs = names.flatMap((name) => [`${name}-header-name`, `${name}-variable-name`]);
  return {
    in: 'I',
    gateways: CLASSIC_V2_SELF_HOSTED_WORKSPACE,
    attributes: {
      'counter-key': REQUIRED,
      // Its page says nothing of expressions; the service refuses them when it is deployed.
      'tokens-per-minute': { ...LITERAL, ...integer(1) },
      'token-quota': integer(1),
      'token-quota-period': { values: ['Hourly', 'Daily', 'Weekly', 'Monthly', 'Yearly'] },
      'estimate-prompt-tokens': { ...literalFlag(), required: true as const },
      ...Object.fromEntries(outputs.map((name) => [name, LITERAL])),
    },
    atLeastOneOf: [['tokens-per-minute', 'token-quota']],
  };
}

function tokenMetric() {
  return {
    in: 'I',
    attributes: { namespace: LITERAL },
    content: inOrder({
      name: 'dimension',
      min: 1,
      max: 5,
      element: element({ attributes: { name: REQUIRED, value: ANY } }),
    }),
  };
}

function semanticLookup() {
  return {
    in: 'I',
    once: 'section' as const,
    scopes: NO_WORKSPACE_SCOPE,
    gateways: NO_WORKSPACE_GATEWAY,
    attributes: {
      'score-threshold': LITERAL_REQUIRED,
      'embeddings-backend-id': LITERAL_REQUIRED,
      'embeddings-backend-auth': { ...LITERAL_REQUIRED, values: ['system-assigned'], default: 'system-assigned' },
      'ignore-system-messages': literalFlag('false'),
      'max-message-count': { ...LITERAL, ...integer(1) },
    },
    content: inOrder(many('vary-by', text())),
  };
}

function semanticStore() {
  return {
    in: 'O',
    once: 'section' as const,
    scopes: NO_WORKSPACE_SCOPE,
    gateways: NO_WORKSPACE_GATEWAY,
    attributes: { duration: { required: true as const, ...integer(1) }, 'cache-response': flag() },
  };
}
