import { CACHING_TYPE, LITERAL_REQUIRED, REQUIRED, anyOrder, flag, integer, many, one, policies, text } from './build';

const DURATION = { required: true as const, ...integer(1) };

/**
 * Policies over the cache. The pages of the value policies say once per section; Microsoft's own samples deploy several,
 * so that is not a rule here.
 */
export const CACHING_POLICIES = policies({
  'cache-lookup-value': {
    attributes: { key: REQUIRED, 'variable-name': LITERAL_REQUIRED, 'default-value': {}, 'caching-type': CACHING_TYPE },
  },
  'cache-store-value': {
    attributes: { key: REQUIRED, value: REQUIRED, duration: DURATION, 'caching-type': CACHING_TYPE },
  },
  'cache-remove-value': { attributes: { key: REQUIRED, 'caching-type': CACHING_TYPE } },
  'cache-lookup': {
    in: 'I',
    once: 'section',
    attributes: {
      'vary-by-developer': { ...flag(), required: true },
      'vary-by-developer-groups': { ...flag(), required: true },
      'caching-type': CACHING_TYPE,
      'downstream-caching-type': { values: ['none', 'private', 'public'], default: 'none' },
      'must-revalidate': flag('true'),
      'allow-private-response-caching': flag('false'),
    },
    content: anyOrder(many('vary-by-header', text()), many('vary-by-query-parameter', text())),
  },
  'cache-store': { in: 'O', once: 'section', attributes: { duration: DURATION, 'cache-response': flag() } },
  // Known to Microsoft's toolkit and without a page of its own.
  'cache-value': {
    page: 'api-management-policies',
    attributes: {
      key: REQUIRED,
      'variable-name': LITERAL_REQUIRED,
      'expires-after': { required: true, ...integer(1) },
      'refresh-after': integer(1),
      'default-value': {},
      'caching-type': CACHING_TYPE,
      'ignore-error': flag(),
    },
    content: anyOrder(one('value', { attributes: {}, content: { kind: 'policies' } })),
  },
});
