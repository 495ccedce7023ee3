import { azureId, between, items, matching, notEmpty, oneOf, type TypeRules } from '../argument-rules';
import { RESOURCE_GROUP_NAME, UUID } from './common';

const LOCATED = { resource_group_name: RESOURCE_GROUP_NAME };

/** Spans of time that alerts on queries take, beside a few of their own. */
const SPANS = ['PT5M', 'PT10M', 'PT15M', 'PT30M', 'PT45M', 'PT1H', 'PT2H', 'PT3H', 'PT4H', 'PT5H', 'PT6H'] as const;

/** What every deployment stands on: groups, identities, roles, telemetry, models, random values. */
export const PLATFORM_RULES: Readonly<Record<string, TypeRules>> = {
  azurerm_provider: {
    source: 'internal/provider/provider.go',
    values: {
      features: items(1, 1),
      resource_provider_registrations: oneOf('core', 'extended', 'all', 'none', 'legacy'),
    },
  },
  random_provider: { source: 'hashicorp/terraform-provider-random internal/provider/provider.go' },
  azurerm_resource_group: {
    source: 'internal/services/resource/resource_group_resource.go',
    values: { name: RESOURCE_GROUP_NAME, location: notEmpty },
  },
  'data.azurerm_resource_group': {
    source: 'internal/services/resource/resource_group_data_source.go',
    values: { name: RESOURCE_GROUP_NAME },
  },
  azurerm_resource_provider_registration: {
    source: 'internal/services/resource/resource_provider_registration_resource.go',
    values: { name: matching(/^[A-Za-z]+\.[A-Za-z.]+$/) },
  },
  'data.azurerm_client_config': { source: 'internal/services/authorization/client_config_data_source.go' },
  azurerm_user_assigned_identity: {
    source: 'internal/services/managedidentity/user_assigned_identity_resource.go',
    values: { ...LOCATED, name: matching(/^[a-zA-Z0-9][\w-]{2,127}$/) },
  },
  'data.azurerm_user_assigned_identity': {
    source: 'internal/services/managedidentity/user_assigned_identity_data_source.go',
    values: { ...LOCATED, name: matching(/^[a-zA-Z0-9][\w-]{2,127}$/) },
  },
  azurerm_role_assignment: {
    source: 'internal/services/authorization/role_assignment_resource.go',
    values: {
      name: UUID,
      scope: matching(/^\/(?:subscriptions|providers)\/.+/),
      role_definition_name: notEmpty,
      principal_id: UUID,
      principal_type: oneOf('User', 'Group', 'ServicePrincipal'),
    },
    exactlyOne: [['role_definition_id', 'role_definition_name']],
    together: { condition: ['condition_version'] },
  },
  azurerm_log_analytics_workspace: {
    source: 'internal/services/loganalytics/log_analytics_workspace_resource.go',
    values: {
      ...LOCATED,
      name: matching(/^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/),
      sku: oneOf(
        'PerGB2018',
        'CapacityReservation',
        'Free',
        'LACluster',
        'PerNode',
        'Premium',
        'Standalone',
        'Standard',
        'Unlimited',
      ),
      retention_in_days: between(30, 730),
    },
  },
  'data.azurerm_log_analytics_workspace': {
    source: 'internal/services/loganalytics/log_analytics_workspace_data_source.go',
    values: { ...LOCATED, name: matching(/^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/) },
  },
  azurerm_application_insights: {
    source: 'internal/services/applicationinsights/application_insights_resource.go',
    values: {
      ...LOCATED,
      name: matching(/^[^%&\\?/]{1,260}$/),
      application_type: oneOf('ios', 'java', 'MobileCenter', 'Node.JS', 'other', 'phone', 'store', 'web'),
      retention_in_days: oneOf(30, 60, 90, 120, 180, 270, 365, 550, 730),
      workspace_id: azureId('workspaces'),
    },
  },
  azurerm_application_insights_workbook: {
    source: 'internal/services/applicationinsights/application_insights_workbook_resource.go',
    values: {
      ...LOCATED,
      name: UUID,
      display_name: notEmpty,
      data_json: {
        wants: 'JSON',
        accepts: (value) => {
          try {
            return typeof JSON.parse(String(value)) === 'object';
          } catch {
            return false;
          }
        },
      },
      source_id: matching(/^[a-z0-9/ .-]+$/, 'an id in lower case'),
    },
    check: ({ tags }) =>
      Object.keys((tags ?? {}) as object).includes('hidden-title') ? ['A workbook takes no tag "hidden-title".'] : [],
  },
  azurerm_monitor_action_group: {
    source: 'internal/services/monitor/monitor_action_group_resource.go',
    values: {
      ...LOCATED,
      name: notEmpty,
      short_name: matching(/^.{1,12}$/),
      'email_receiver.name': notEmpty,
      'email_receiver.email_address': matching(/^\S+@\S+$/),
    },
  },
  azurerm_monitor_metric_alert: {
    source: 'internal/services/monitor/monitor_metric_alert_resource.go',
    values: {
      ...LOCATED,
      name: notEmpty,
      scopes: items(1),
      severity: between(0, 4),
      frequency: oneOf('PT1M', 'PT5M', 'PT15M', 'PT30M', 'PT1H'),
      window_size: oneOf('PT1M', 'PT5M', 'PT15M', 'PT30M', 'PT1H', 'PT6H', 'PT12H', 'P1D'),
      'criteria.aggregation': oneOf('Average', 'Count', 'Minimum', 'Maximum', 'Total'),
      'criteria.operator': oneOf('Equals', 'GreaterThan', 'GreaterThanOrEqual', 'LessThan', 'LessThanOrEqual'),
    },
    exactlyOne: [['criteria', 'dynamic_criteria', 'application_insights_web_test_location_availability_criteria']],
  },
  azurerm_monitor_scheduled_query_rules_alert_v2: {
    source: 'internal/services/monitor/monitor_scheduled_query_rules_alert_v2_resource.go',
    values: {
      ...LOCATED,
      name: matching(/^(?!.*[. ]$)[^*#&+:<>?@%{}\\/|]+$/),
      severity: between(0, 4),
      scopes: items(1, 1),
      evaluation_frequency: oneOf('PT1M', ...SPANS, 'P1D'),
      window_duration: oneOf('PT1M', ...SPANS, 'P1D', 'P2D'),
      mute_actions_after_alert_duration: oneOf(...SPANS, 'P1D', 'P2D'),
      query_time_range_override: oneOf(...SPANS, 'PT20M', 'P1D', 'P2D'),
      'criteria.query': notEmpty,
      'criteria.operator': oneOf('Equal', 'GreaterThan', 'GreaterThanOrEqual', 'LessThan', 'LessThanOrEqual'),
      'criteria.time_aggregation_method': oneOf('Average', 'Count', 'Maximum', 'Minimum', 'Total'),
      'criteria.dimension.operator': oneOf('Include', 'Exclude'),
      'criteria.dimension.values': items(1),
      'criteria.failing_periods.minimum_failing_periods_to_trigger_alert': between(1, 6),
      'criteria.failing_periods.number_of_evaluation_periods': between(1, 6),
    },
    check: ({ auto_mitigation_enabled: resolves, mute_actions_after_alert_duration: muted }) =>
      resolves === true && muted !== undefined
        ? ['auto_mitigation_enabled and mute_actions_after_alert_duration exclude each other.']
        : [],
  },
  azurerm_cognitive_account: {
    source: 'internal/services/cognitive/cognitive_account_resource.go',
    values: {
      ...LOCATED,
      name: matching(/^[a-zA-Z0-9][\w.-]{1,63}$/),
      kind: oneOf('OpenAI', 'AIServices'),
      sku_name: oneOf('F0', 'S0'),
      custom_subdomain_name: matching(/^[a-zA-Z0-9][a-zA-Z0-9-]{1,63}$/),
      'network_acls.default_action': oneOf('Allow', 'Deny'),
    },
    together: { network_acls: ['custom_subdomain_name'] },
  },
  azurerm_cognitive_deployment: {
    source: 'internal/services/cognitive/cognitive_deployment_resource.go',
    values: {
      name: notEmpty,
      cognitive_account_id: azureId('accounts'),
      'model.format': notEmpty,
      'model.name': notEmpty,
      'sku.name': oneOf(
        'Standard',
        'DataZoneBatch',
        'DataZoneStandard',
        'DataZoneProvisionedManaged',
        'GlobalBatch',
        'GlobalProvisionedManaged',
        'GlobalStandard',
        'ProvisionedManaged',
      ),
      version_upgrade_option: oneOf('OnceCurrentVersionExpired', 'OnceNewDefaultVersionAvailable', 'NoAutoUpgrade'),
    },
  },
  random_string: {
    source: 'hashicorp/terraform-provider-random internal/provider/resource_string.go',
    values: { length: between(1, 1024) },
  },
  random_bytes: {
    source: 'hashicorp/terraform-provider-random internal/provider/resource_bytes.go',
    values: { length: between(1, 1024) },
  },
};
