import { azureId, between, matching, notEmpty, oneOf, type TypeRules } from '../argument-rules';
import type { Body } from '../terraform-file';
import { IDENTITY_TYPE, objects, RESOURCE_GROUP_NAME } from './common';

const APP_NAME = matching(/^(?=.{1,60}$)[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/);
const PROBES = ['liveness_probe', 'readiness_probe', 'startup_probe'] as const;
const SECRET_NAME = matching(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/);

/** Every share of the traffic names its revision, and together they are all of it. */
function trafficMistakes({ ingress }: Body): string[] {
  const weights = objects(objects(ingress)[0]?.traffic_weight);
  const total = weights.reduce((sum, { percentage }) => sum + Number(percentage), 0);
  return [
    ...(weights.every((weight) => weight.latest_revision === true || weight.revision_suffix !== undefined)
      ? []
      : ['A traffic_weight has latest_revision or revision_suffix.']),
    ...(weights.length === 0 || total === 100 ? [] : [`The shares of the traffic add up to ${total}, not 100.`]),
  ];
}

/** Function apps, container apps and what they run on. */
export const COMPUTE_RULES: Readonly<Record<string, TypeRules>> = {
  azurerm_service_plan: {
    source: 'internal/services/appservice/service_plan_resource.go',
    values: {
      name: matching(/^[a-zA-Z0-9-]{1,60}$/),
      resource_group_name: RESOURCE_GROUP_NAME,
      os_type: oneOf('Linux', 'Windows', 'WindowsContainer'),
      sku_name: matching(/^(?:FC1|Y1|B[123]|EP[123]|P[0123]v3|S[123]|F1)$/),
    },
  },
  azurerm_function_app_flex_consumption: {
    source: 'internal/services/appservice/function_app_flex_consumption_resource.go',
    values: {
      name: APP_NAME,
      resource_group_name: RESOURCE_GROUP_NAME,
      service_plan_id: azureId('serverFarms'),
      runtime_name: oneOf('dotnet-isolated', 'java', 'node', 'powershell', 'python', 'custom'),
      runtime_version: notEmpty,
      storage_container_type: oneOf('blobContainer'),
      storage_authentication_type: oneOf(
        'SystemAssignedIdentity',
        'StorageAccountConnectionString',
        'UserAssignedIdentity',
      ),
      storage_user_assigned_identity_id: azureId('userAssignedIdentities'),
      instance_memory_in_mb: oneOf(512, 2048, 4096),
      maximum_instance_count: between(1, 1000),
      http_concurrency: between(1, 1000),
      virtual_network_subnet_id: azureId('subnets'),
      'identity.type': IDENTITY_TYPE,
      'auth_settings_v2.unauthenticated_action': oneOf(
        'AllowAnonymous',
        'RedirectToLoginPage',
        'Return401',
        'Return403',
      ),
    },
    conflicts: [['auth_settings', 'auth_settings_v2']],
    check: (body) => [
      ...(body.storage_authentication_type === 'UserAssignedIdentity' &&
      body.storage_user_assigned_identity_id === undefined
        ? ['UserAssignedIdentity needs storage_user_assigned_identity_id.']
        : []),
      ...(body.storage_authentication_type === 'StorageAccountConnectionString' && body.storage_access_key === undefined
        ? ['StorageAccountConnectionString needs storage_access_key.']
        : []),
    ],
  },
  azurerm_container_app_environment: {
    source: 'internal/services/containerapps/container_app_environment_resource.go',
    values: {
      name: matching(/^(?=.{2,60}$)[a-zA-Z](?:[a-zA-Z0-9-]*[a-zA-Z0-9])$/),
      resource_group_name: RESOURCE_GROUP_NAME,
      logs_destination: oneOf('log-analytics', 'azure-monitor', ''),
      log_analytics_workspace_id: azureId('workspaces'),
      infrastructure_subnet_id: azureId('subnets'),
      public_network_access: oneOf('Enabled', 'Disabled'),
      'workload_profile.workload_profile_type': matching(
        /^(?:Consumption|Consumption-GPU-NC24-A100|[DE]\d+|NC\d+-A100)$/,
      ),
    },
    together: {
      internal_load_balancer_enabled: ['infrastructure_subnet_id'],
      zone_redundancy_enabled: ['infrastructure_subnet_id'],
      infrastructure_resource_group_name: ['workload_profile'],
      log_analytics_workspace_id: ['logs_destination'],
    },
    check: (body) =>
      body.logs_destination === 'log-analytics' && body.log_analytics_workspace_id === undefined
        ? ['log-analytics needs log_analytics_workspace_id.']
        : [],
  },
  azurerm_container_app: {
    check: trafficMistakes,
    source: 'internal/services/containerapps/container_app_resource.go, helpers/container_apps.go',
    values: {
      name: matching(/^(?!.*--)(?=.{2,32}$)[a-z][a-z0-9-]*[a-z0-9]$/),
      resource_group_name: RESOURCE_GROUP_NAME,
      container_app_environment_id: azureId('managedEnvironments'),
      revision_mode: oneOf('Single', 'Multiple'),
      max_inactive_revisions: between(0, 100),
      'identity.type': IDENTITY_TYPE,
      'secret.name': SECRET_NAME,
      'secret.identity': {
        wants: 'System or the Azure id of a user-assigned identity',
        accepts: (value) => value === 'System' || azureId('userAssignedIdentities').accepts(value),
      },
      'ingress.target_port': between(1, 65535),
      'ingress.exposed_port': between(1, 65535),
      'ingress.transport': oneOf('auto', 'http', 'http2', 'tcp'),
      'ingress.client_certificate_mode': oneOf('require', 'accept', 'ignore'),
      'ingress.traffic_weight.percentage': between(0, 100),
      'ingress.ip_security_restriction.action': oneOf('Allow', 'Deny'),
      'template.min_replicas': between(0, 1000),
      'template.max_replicas': between(1, 1000),
      'template.termination_grace_period_seconds': between(0, 600),
      'template.container.name': matching(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/),
      'template.container.image': notEmpty,
      'template.container.cpu': {
        wants: 'a quarter of a core or more',
        accepts: (value) => typeof value === 'number' && value >= 0.1,
      },
      'template.container.memory': matching(/^\d+(?:\.\d+)?Gi$/),
      'template.container.env.name': notEmpty,
      'template.container.env.secret_name': SECRET_NAME,
      'template.http_scale_rule.concurrent_requests': matching(/^[1-9]\d*$/),
      ...Object.fromEntries(
        PROBES.flatMap((probe) => [
          [`template.container.${probe}.transport`, oneOf('TCP', 'HTTP', 'HTTPS')],
          [`template.container.${probe}.port`, between(1, 65535)],
          [`template.container.${probe}.initial_delay`, between(0, 60)],
          [`template.container.${probe}.interval_seconds`, between(1, 240)],
          [`template.container.${probe}.timeout`, between(1, 240)],
          [`template.container.${probe}.failure_count_threshold`, between(1, probe === 'startup_probe' ? 240 : 30)],
          [`template.container.${probe}.success_count_threshold`, between(1, 10)],
        ]),
      ),
    },
  },
};
