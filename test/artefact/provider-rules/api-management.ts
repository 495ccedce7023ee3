import { azureId, between, items, matching, notEmpty, oneOf, url, type TypeRules } from '../argument-rules';
import type { Body } from '../terraform-file';
import { CHILD_NAME, IDENTITY_TYPE, RESOURCE_GROUP_NAME, SERVICE_NAME, UUID } from './common';

const FOLDER = 'internal/services/apimanagement';
const SERVICE = azureId('service');
const IN_SERVICE = { api_management_name: SERVICE_NAME, resource_group_name: RESOURCE_GROUP_NAME };
const POLICY = { exactlyOne: [['xml_content', 'xml_link']], values: { xml_content: notEmpty } } as const;
const API_NAME = matching(/^[^*#&+:<>?]{1,256}$/, '1 to 256 characters, none of * # & + : < > ?');
const HEADERS = ['frontend_request', 'frontend_response', 'backend_request', 'backend_response'] as const;
const DIAGNOSTIC_VALUES = {
  ...IN_SERVICE,
  identifier: oneOf('applicationinsights', 'azuremonitor'),
  api_management_logger_id: azureId('loggers'),
  sampling_percentage: between(0, 100),
  verbosity: oneOf('verbose', 'information', 'error'),
  http_correlation_protocol: oneOf('None', 'Legacy', 'W3C'),
  operation_name_format: oneOf('Name', 'Url'),
  ...Object.fromEntries(
    HEADERS.flatMap((part) => [
      [`${part}.body_bytes`, between(0, 8192)],
      [`${part}.data_masking.query_params.mode`, oneOf('Hide', 'Mask')],
      [`${part}.data_masking.headers.mode`, oneOf('Hide', 'Mask')],
    ]),
  ),
};
const HOSTS = ['management', 'portal', 'developer_portal', 'gateway', 'scm'] as const;

/** What the provider wants of the network of a service, and what Azure offers by SKU. */
function networkMistakes(body: Body): string[] {
  const { sku_name: sku, virtual_network_type: type = 'None', virtual_network_configuration: configuration } = body;
  const hasSubnet = configuration !== undefined;
  return [
    ...(hasSubnet === (type !== 'None') ? [] : ['virtual_network_type and virtual_network_configuration go together.']),
    ...(hasSubnet && /^(?:Basic|BasicV2|Standard)_/.test(String(sku))
      ? [`${String(sku)} takes no virtual network.`]
      : []),
    ...(/V2_/.test(String(sku)) && 'certificate' in body ? ['A v2 SKU takes no certificate block.'] : []),
    ...(/V2_|Consumption_/.test(String(sku))
      ? ['sign_in', 'sign_up', 'delegation', 'tenant_access']
          .filter((name) => name in body)
          .map((name) => `A v2 SKU takes no ${name}.`)
      : []),
  ];
}

/** azurerm_api_management and what is in it. */
export const API_MANAGEMENT_RULES: Readonly<Record<string, TypeRules>> = {
  azurerm_api_management: {
    source: `${FOLDER}/api_management_resource.go`,
    values: {
      name: SERVICE_NAME,
      resource_group_name: RESOURCE_GROUP_NAME,
      publisher_name: matching(/^.{1,100}$/),
      publisher_email: matching(/^\S+@\S+$/),
      sku_name: matching(
        /^(?:Consumption_0|Developer_1|(?:Basic|Standard)_(?:[1-9]|10)|(?:BasicV2|StandardV2|PremiumV2)_(?:[1-9]|10|[12][0-9]|30)|Premium_(?:[1-9]|[12][0-9]|3[01]))$/,
      ),
      'identity.type': IDENTITY_TYPE,
      virtual_network_type: oneOf('None', 'External', 'Internal'),
    },
    check: networkMistakes,
  },
  'data.azurerm_api_management': {
    source: `${FOLDER}/api_management_data_source.go`,
    values: { name: SERVICE_NAME, resource_group_name: RESOURCE_GROUP_NAME },
  },
  azurerm_api_management_api: {
    source: `${FOLDER}/api_management_api_resource.go`,
    values: {
      ...IN_SERVICE,
      name: API_NAME,
      display_name: matching(/^.{1,300}$/),
      path: matching(/^(?:|[\w.][\w.-]*(?:\/[\w.-]+)*)$/, 'a path without slashes around it'),
      protocols: items(1),
      revision: notEmpty,
      service_url: url,
      api_type: oneOf('graphql', 'http', 'soap', 'websocket'),
    },
    conflicts: [['oauth2_authorization', 'openid_authentication']],
    together: { version: ['version_set_id'] },
    check: (body) =>
      'source_api_id' in body || ('display_name' in body && 'protocols' in body)
        ? []
        : ['display_name and protocols are needed without source_api_id.'],
  },
  azurerm_api_management_api_operation: {
    source: `${FOLDER}/api_management_api_operation_resource.go`,
    values: {
      ...IN_SERVICE,
      api_name: API_NAME,
      operation_id: CHILD_NAME,
      display_name: notEmpty,
      method: notEmpty,
      url_template: notEmpty,
    },
    check: ({ url_template: template, template_parameter: parameters = [] }) => {
      const wanted = [...String(template).matchAll(/\{\*?([^}]+)\}/g)].map(([, name = '']) => name).sort();
      const given = (Array.isArray(parameters) ? parameters : [parameters]).map((item: unknown) =>
        String((item as Body).name),
      );
      return JSON.stringify(wanted) === JSON.stringify(given.sort())
        ? []
        : [`url_template has the parameters ${wanted.join(', ')}, template_parameter ${given.join(', ')}.`];
    },
  },
  azurerm_api_management_api_policy: {
    source: `${FOLDER}/api_management_api_policy_resource.go`,
    ...POLICY,
    values: { ...IN_SERVICE, ...POLICY.values, api_name: API_NAME },
  },
  azurerm_api_management_api_operation_policy: {
    source: `${FOLDER}/api_management_api_operation_policy_resource.go`,
    ...POLICY,
    values: { ...IN_SERVICE, ...POLICY.values, api_name: API_NAME, operation_id: CHILD_NAME },
  },
  azurerm_api_management_policy: {
    source: `${FOLDER}/api_management_policy_resource.go`,
    ...POLICY,
    values: { ...POLICY.values, api_management_id: SERVICE },
  },
  azurerm_api_management_policy_fragment: {
    source: `${FOLDER}/api_management_policy_fragment_resource.go`,
    values: {
      api_management_id: SERVICE,
      name: CHILD_NAME,
      format: oneOf('xml', 'rawxml'),
      description: matching(/^[\s\S]{0,1000}$/),
      value: notEmpty,
    },
  },
  azurerm_api_management_named_value: {
    source: `${FOLDER}/api_management_named_value_resource.go`,
    values: {
      ...IN_SERVICE,
      name: CHILD_NAME,
      display_name: matching(/^[a-zA-Z0-9._-]{1,256}$/),
      value: matching(/^[\s\S]{1,4096}$/),
      'value_from_key_vault.identity_client_id': UUID,
    },
    exactlyOne: [['value', 'value_from_key_vault']],
    together: { value_from_key_vault: ['secret'] },
    check: ({ secret, value_from_key_vault: reference }) =>
      reference !== undefined && secret !== true ? ['secret has to be true beside value_from_key_vault.'] : [],
  },
  azurerm_api_management_backend: {
    source: `${FOLDER}/api_management_backend_resource.go`,
    values: { ...IN_SERVICE, name: CHILD_NAME, protocol: oneOf('http', 'soap'), url },
  },
  azurerm_api_management_logger: {
    source: `${FOLDER}/api_management_logger_resource.go`,
    values: { ...IN_SERVICE, name: CHILD_NAME },
    conflicts: [['application_insights', 'eventhub']],
    check: ({ application_insights: insights }) => {
      const given = Object.keys((insights ?? {}) as Body);
      return insights === undefined || given.length === 1
        ? []
        : ['application_insights has exactly one of connection_string and instrumentation_key.'];
    },
  },
  azurerm_api_management_diagnostic: {
    source: `${FOLDER}/api_management_diagnostic_resource.go`,
    values: DIAGNOSTIC_VALUES,
  },
  azurerm_api_management_api_diagnostic: {
    source: `${FOLDER}/api_management_api_diagnostic_resource.go`,
    values: { ...DIAGNOSTIC_VALUES, api_name: API_NAME },
  },
  azurerm_api_management_subscription: {
    source: `${FOLDER}/api_management_subscription_resource.go`,
    values: {
      ...IN_SERVICE,
      subscription_id: matching(/^[^*#&+:<>?]{1,256}$/),
      display_name: matching(/^.{1,100}$/),
      api_id: azureId('apis'),
      product_id: azureId('products'),
      state: oneOf('active', 'cancelled', 'expired', 'rejected', 'submitted', 'suspended'),
    },
    conflicts: [['api_id', 'product_id']],
  },
  azurerm_api_management_custom_domain: {
    source: `${FOLDER}/api_management_custom_domain_resource.go, schemaz/api_management.go`,
    values: {
      api_management_id: SERVICE,
      ...Object.fromEntries(
        HOSTS.flatMap((host) => [
          [`${host}.host_name`, notEmpty],
          [
            `${host}.key_vault_certificate_id`,
            matching(/^https:\/\/[^/]+\/(?:certificates|secrets)\/[^/]+(?:\/[0-9a-f]+)?$/),
          ],
          [`${host}.ssl_keyvault_identity_client_id`, UUID],
        ]),
      ),
    },
    atLeastOne: [HOSTS],
  },
  azurerm_api_management_redis_cache: {
    source: `${FOLDER}/api_management_redis_cache_resource.go`,
    values: {
      name: CHILD_NAME,
      api_management_id: SERVICE,
      connection_string: notEmpty,
      description: notEmpty,
    },
  },
};
