import {
  azureResourceId,
  clientIdFor,
  guidFor,
  principalIdFor,
  SUBSCRIPTION_ID,
  TENANT_ID,
} from './managed-identity/principals';
import type { ArgumentReader, ComputedAttributes } from './stand-in';

/** A type-independent Azure resource id; any type may be referred to by it. */
const ANY_RESOURCE: ComputedAttributes = {
  id: (resource) => {
    const [type = '', name = ''] = resource.address.replace(/^data\./, '').split('.');
    const group: unknown = resource.argument('resource_group_name');
    return azureResourceId(typeof group === 'string' ? group : 'local', `Local.Gateway/${type}/${name}`);
  },
};

const CLIENT_CONFIG: ComputedAttributes = {
  tenant_id: () => TENANT_ID,
  subscription_id: () => SUBSCRIPTION_ID,
  client_id: (resource) => clientIdFor(resource.address),
  object_id: (resource) => principalIdFor(resource.address),
};

const DIAGNOSTIC_KEYS = (resource: ArgumentReader): string => guidFor(`key ${resource.address}`);

/**
 * The computed attributes of resources that exist only to be referred to. They are the same at every start: nothing here
 * is a secret of anything.
 */
export const TERRAFORM_BASICS: Readonly<Record<string, ComputedAttributes>> = {
  '*': ANY_RESOURCE,
  azurerm_resource_group: {
    id: (resource) => `/subscriptions/${SUBSCRIPTION_ID}/resourceGroups/${String(resource.argument('name'))}`,
    // A data source does not write its location.
    location: (resource) => resource.argument('location') ?? 'westeurope',
  },
  azurerm_client_config: CLIENT_CONFIG,
  azuread_client_config: CLIENT_CONFIG,
  azurerm_subscription: {
    id: () => `/subscriptions/${SUBSCRIPTION_ID}`,
    subscription_id: () => SUBSCRIPTION_ID,
    tenant_id: () => TENANT_ID,
    display_name: () => 'Local gateway',
  },
  azurerm_application_insights: {
    app_id: (resource) => guidFor(`app ${resource.address}`),
    instrumentation_key: DIAGNOSTIC_KEYS,
    // Loopback and a closed port: a program that sends telemetry sends it nowhere.
    connection_string: (resource) =>
      `InstrumentationKey=${DIAGNOSTIC_KEYS(resource)};IngestionEndpoint=http://127.0.0.1:9/`,
  },
  azurerm_role_assignment: {},
  azurerm_role_definition: {},
  azurerm_log_analytics_workspace: {
    workspace_id: (resource) => guidFor(`workspace ${resource.address}`),
    primary_shared_key: DIAGNOSTIC_KEYS,
    secondary_shared_key: DIAGNOSTIC_KEYS,
  },
};

/** Types without effect on requests. A stack may contain them; their arguments are not even resolved unless something refers to them. */
export const WITHOUT_LOCAL_EFFECT: ReadonlySet<string> = new Set([
  'azurerm_api_management_redis_cache',
  'azurerm_application_insights_workbook',
  'azurerm_consumption_budget_resource_group',
  'azurerm_managed_redis',
  'azurerm_management_lock',
  'azurerm_monitor_action_group',
  'azurerm_monitor_diagnostic_setting',
  'azurerm_monitor_metric_alert',
  'azurerm_monitor_scheduled_query_rules_alert_v2',
  'azurerm_network_security_group',
  'azurerm_network_security_rule',
  'azurerm_private_dns_a_record',
  'azurerm_private_dns_zone',
  'azurerm_private_dns_zone_virtual_network_link',
  'azurerm_private_endpoint',
  'azurerm_resource_provider_registration',
  'azurerm_subnet',
  'azurerm_subnet_network_security_group_association',
  'azurerm_virtual_network',
  'null_resource',
  'terraform_data',
  'time_sleep',
]);
