import { matching, notEmpty, oneOf, type TypeRules } from '../argument-rules';
import type { ArgumentSchema, TypeSchema } from '../provider-schema';

const argument = (kind: ArgumentSchema['kind'], required = false): ArgumentSchema => ({
  kind,
  required,
  members: new Map(),
  isAttribute: false,
});

/** A value of any shape: the provider takes what ARM takes. */
const ANY = argument('any');

const schema = (given: Readonly<Record<string, ArgumentSchema>>, computed: readonly string[]): TypeSchema => ({
  arguments: new Map(Object.entries(given)),
  attributes: new Set([...Object.keys(given), ...computed]),
});

const ACTION = {
  type: argument('text', true),
  resource_id: argument('text', true),
  action: argument('text'),
  method: argument('text'),
  body: ANY,
  query_parameters: ANY,
  headers: argument('map'),
  response_export_values: ANY,
  sensitive_response_export_values: ANY,
  locks: argument('texts'),
} as const;

/**
 * The types of azapi 2.7.0, which has no TypeScript bindings here.
 * Azure/terraform-provider-azapi internal/services: azapi_resource.go, azapi_resource_action_resource.go,
 * azapi_resource_action_data_source.go, azapi_update_resource.go
 */
export const AZAPI_SCHEMAS: Readonly<Record<string, TypeSchema>> = {
  azapi_provider: schema({}, []),
  azapi_resource: schema(
    {
      type: argument('text', true),
      name: argument('text'),
      parent_id: argument('text'),
      location: argument('text'),
      body: ANY,
      sensitive_body: ANY,
      identity: ANY,
      tags: argument('map'),
      response_export_values: ANY,
      schema_validation_enabled: argument('boolean'),
      ignore_casing: argument('boolean'),
      ignore_missing_property: argument('boolean'),
      locks: argument('texts'),
    },
    ['id', 'output'],
  ),
  azapi_update_resource: schema(
    {
      type: argument('text', true),
      name: argument('text'),
      parent_id: argument('text'),
      resource_id: argument('text'),
      body: ANY,
      sensitive_body: ANY,
      response_export_values: ANY,
      ignore_casing: argument('boolean'),
      ignore_missing_property: argument('boolean'),
      locks: argument('texts'),
    },
    ['id', 'output'],
  ),
  azapi_resource_action: schema({ ...ACTION, sensitive_body: ANY, when: argument('text') }, [
    'id',
    'output',
    'sensitive_output',
  ]),
  'data.azapi_resource_action': schema(ACTION, ['id', 'output', 'sensitive_output']),
};

const TYPE = matching(/^[A-Za-z]+\.[A-Za-z]+(?:\/[A-Za-z]+)+@\d{4}-\d{2}-\d{2}(?:-preview)?$/, 'a type@version');
const METHOD = oneOf('POST', 'PATCH', 'PUT', 'DELETE', 'GET', 'HEAD');

/** What azapi checks. */
export const AZAPI_RULES: Readonly<Record<string, TypeRules>> = {
  azapi_provider: { source: 'Azure/terraform-provider-azapi internal/provider/provider.go' },
  azapi_resource: {
    source: 'Azure/terraform-provider-azapi internal/services/azapi_resource.go',
    values: { type: TYPE, name: notEmpty, parent_id: matching(/^\//) },
  },
  azapi_update_resource: {
    source: 'Azure/terraform-provider-azapi internal/services/azapi_update_resource.go',
    values: { type: TYPE },
    exactlyOne: [['resource_id', 'parent_id']],
    together: { parent_id: ['name'], name: ['parent_id'] },
  },
  azapi_resource_action: {
    source: 'Azure/terraform-provider-azapi internal/services/azapi_resource_action_resource.go',
    values: { type: TYPE, method: METHOD, when: oneOf('apply', 'destroy') },
  },
  'data.azapi_resource_action': {
    source: 'Azure/terraform-provider-azapi internal/services/azapi_resource_action_data_source.go',
    values: { type: TYPE, method: METHOD },
  },
};
