import {
  ANY,
  LITERAL,
  LITERAL_REQUIRED,
  NO_WORKSPACE_GATEWAY,
  REQUIRED,
  element,
  flag,
  inOrder,
  integer,
  many,
  policies,
  zeroOrOne,
} from './build';
import type { AttributeFact } from './facts';

const ACTION: AttributeFact = { values: ['ignore', 'prevent', 'detect'] };

const ACTION_REQUIRED: AttributeFact = { ...ACTION, required: true };

const PARAMETERS = element({
  attributes: { 'specified-parameter-action': ACTION, 'unspecified-parameter-action': ACTION },
  content: inOrder(many('parameter', element({ attributes: { name: LITERAL_REQUIRED, action: ACTION_REQUIRED } }))),
});

/** Policies that check a message against the API's schema. */
export const VALIDATION_POLICIES = policies({
  'validate-content': {
    in: 'IOE',
    attributes: {
      'unspecified-content-type-action': ACTION_REQUIRED,
      'max-size': { required: true, ...integer(1, 4 * 1024 * 1024) },
      'size-exceeded-action': ACTION_REQUIRED,
      'errors-variable-name': LITERAL,
    },
    content: inOrder(
      zeroOrOne(
        'content-type-map',
        element({
          attributes: { 'any-content-type-value': ANY, 'missing-content-type-value': ANY },
          content: inOrder(
            many(
              'type',
              element({ attributes: { from: ANY, when: ANY, to: REQUIRED }, exactlyOneOf: [['from', 'when']] }),
            ),
          ),
        }),
      ),
      many(
        'content',
        element({
          attributes: {
            type: ANY,
            'validate-as': { required: true, values: ['json', 'xml', 'soap'] },
            'schema-id': ANY,
            'schema-ref': ANY,
            action: ACTION_REQUIRED,
            'allow-additional-properties': flag(),
            'case-insensitive-property-names': flag(),
          },
        }),
      ),
    ),
  },
  'validate-parameters': {
    in: 'I',
    once: 'section',
    attributes: {
      'specified-parameter-action': ACTION_REQUIRED,
      'unspecified-parameter-action': ACTION_REQUIRED,
      'errors-variable-name': LITERAL,
    },
    content: inOrder(zeroOrOne('headers', PARAMETERS), zeroOrOne('query', PARAMETERS), zeroOrOne('path', PARAMETERS)),
  },
  'validate-headers': {
    in: 'OE',
    once: 'section',
    gateways: NO_WORKSPACE_GATEWAY,
    attributes: {
      'specified-header-action': ACTION_REQUIRED,
      'unspecified-header-action': ACTION_REQUIRED,
      'errors-variable-name': LITERAL,
    },
    content: inOrder(many('header', element({ attributes: { name: REQUIRED, action: ACTION_REQUIRED } }))),
  },
  'validate-status-code': {
    in: 'OE',
    attributes: { 'unspecified-status-code-action': ACTION_REQUIRED, 'errors-variable-name': LITERAL },
    content: inOrder(
      many(
        'status-code',
        element({ attributes: { code: { required: true, ...integer(100, 599) }, action: ACTION_REQUIRED } }),
      ),
    ),
  },
  'validate-odata-request': {
    in: 'I',
    once: 'section',
    scopes: ['global', 'workspace', 'product', 'api'],
    attributes: {
      'error-variable-name': LITERAL,
      'default-odata-version': { default: '4.0' },
      'min-odata-version': ANY,
      'max-odata-version': ANY,
      'max-size': integer(1),
    },
  },
  'validate-graphql-request': {
    in: 'I',
    gateways: ['classic', 'v2', 'consumption'],
    attributes: {
      'error-variable-name': LITERAL,
      'max-size': { required: true, ...integer(1) },
      'max-depth': { ...integer(1), default: '6' },
      'max-total-depth': integer(1),
      'max-complexity': integer(1),
    },
    content: inOrder(
      zeroOrOne(
        'authorize',
        element({
          content: inOrder(
            many(
              'rule',
              element({
                attributes: {
                  path: REQUIRED,
                  action: { values: ['allow', 'remove', 'reject', 'ignore'], default: 'allow' },
                },
              }),
              1,
            ),
          ),
        }),
      ),
    ),
  },
});
