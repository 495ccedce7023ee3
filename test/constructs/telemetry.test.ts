import type { IApiManagement } from '../../constructs/api-management-interface';
import { GatewayApi } from '../../constructs/gateway-api';
import { LogAnalytics } from '../../constructs/log-analytics';
import { LOGGER_NAME, MASKED_QUERY_PARAMETERS, Telemetry } from '../../constructs/telemetry';
import { apiManagementIn, existingApiManagementIn, synthTypes } from './synth';
import { ResourceGroup } from '../../constructs/resource-group';
import type { TerraformStack } from 'cdktf';

function telemetryIn(stack: TerraformStack, apiManagement: IApiManagement = apiManagementIn(stack)): Telemetry {
  const resourceGroup = new ResourceGroup(stack, 'logs', { name: 'rg-logs', location: 'swedencentral' });
  return new Telemetry(stack, 'telemetry', {
    resourceGroup,
    apiManagement,
    workspace: new LogAnalytics(stack, 'workspace', { resourceGroup, name: 'log-test' }),
    applicationInsightsName: 'appi-test',
  });
}

describe('Telemetry', () => {
  it('creates workspace, Application Insights, logger and a diagnostic that logs no body and no header', () => {
    expect(
      synthTypes(
        [
          'azurerm_log_analytics_workspace',
          'azurerm_application_insights',
          'azurerm_api_management_logger',
          'azurerm_api_management_diagnostic',
        ],

        telemetryIn,
      ),
    ).toEqual({
      azurerm_api_management_diagnostic: {
        telemetry_diagnostic: {
          always_log_errors: true,
          api_management_logger_id: '${azurerm_api_management_logger.telemetry_logger.id}',
          api_management_name: '${azurerm_api_management.apim.name}',
          backend_request: {
            body_bytes: 0,
            data_masking: {
              query_params: [
                {
                  mode: 'Hide',
                  value: 'code',
                },
                {
                  mode: 'Hide',
                  value: 'state',
                },
                {
                  mode: 'Hide',
                  value: 't',
                },
                {
                  mode: 'Hide',
                  value: 'access_token',
                },
                {
                  mode: 'Hide',
                  value: 'subscription-key',
                },
                {
                  mode: 'Hide',
                  value: 'sessionId',
                },
                {
                  mode: 'Hide',
                  value: 'session_id',
                },
                {
                  mode: 'Hide',
                  value: 'azmcpcs',
                },
              ],
            },
            headers_to_log: [],
          },
          backend_response: {
            body_bytes: 0,
            headers_to_log: [],
          },
          frontend_request: {
            body_bytes: 0,
            data_masking: {
              query_params: [
                {
                  mode: 'Hide',
                  value: 'code',
                },
                {
                  mode: 'Hide',
                  value: 'state',
                },
                {
                  mode: 'Hide',
                  value: 't',
                },
                {
                  mode: 'Hide',
                  value: 'access_token',
                },
                {
                  mode: 'Hide',
                  value: 'subscription-key',
                },
                {
                  mode: 'Hide',
                  value: 'sessionId',
                },
                {
                  mode: 'Hide',
                  value: 'session_id',
                },
                {
                  mode: 'Hide',
                  value: 'azmcpcs',
                },
              ],
            },
            headers_to_log: [],
          },
          frontend_response: {
            body_bytes: 0,
            headers_to_log: [],
          },
          http_correlation_protocol: 'W3C',
          identifier: 'applicationinsights',
          log_client_ip: false,
          resource_group_name: '${azurerm_api_management.apim.resource_group_name}',
          sampling_percentage: 100,
          verbosity: 'information',
        },
      },
      azurerm_api_management_logger: {
        telemetry_logger: {
          api_management_name: '${azurerm_api_management.apim.name}',
          application_insights: {
            connection_string: '${azurerm_application_insights.telemetry.connection_string}',
          },
          name: 'application-insights',
          resource_group_name: '${azurerm_api_management.apim.resource_group_name}',
          resource_id: '${azurerm_application_insights.telemetry.id}',
        },
      },
      azurerm_application_insights: {
        telemetry: {
          application_type: 'web',
          location: '${azurerm_resource_group.logs.location}',
          name: 'appi-test',
          resource_group_name: '${azurerm_resource_group.logs.name}',
          workspace_id: '${azurerm_log_analytics_workspace.workspace.id}',
        },
      },
      azurerm_log_analytics_workspace: {
        workspace: {
          location: '${azurerm_resource_group.logs.location}',
          name: 'log-test',
          resource_group_name: '${azurerm_resource_group.logs.name}',
          retention_in_days: 30,
          sku: 'PerGB2018',
        },
      },
    });
  });

  it('hides the query parameters that carry credentials and sessions', () => {
    expect(MASKED_QUERY_PARAMETERS).toEqual([
      'code',
      'state',
      't',
      'access_token',
      'subscription-key',
      'sessionId',
      'session_id',
      'azmcpcs',
    ]);
  });

  it('makes its logger known to policies', () => {
    let found: unknown;
    synthTypes([], (stack) => {
      const apiManagement = apiManagementIn(stack);
      const telemetry = telemetryIn(stack, apiManagement);
      found = apiManagement.policyDependencies.find('logger', LOGGER_NAME) === telemetry.logger;
    });
    expect(found).toBe(true);
  });

  it('logs each API of its own on a service that others use too', () => {
    const { azurerm_api_management_api_diagnostic: diagnostics, ...others } = synthTypes(
      ['azurerm_api_management_api_diagnostic', 'azurerm_api_management_diagnostic'],
      (stack) => {
        const apiManagement = existingApiManagementIn(stack);
        telemetryIn(stack, apiManagement);
        new GatewayApi(stack, 'api', { apiManagement, name: 'slack', displayName: 'Slack', path: 'slack-mcp' });
      },
    ) as Record<string, Record<string, Record<string, unknown>>>;

    expect(others).toEqual({});
    expect(diagnostics?.['telemetry_diagnostic-slack']).toMatchObject({
      api_name: '${azurerm_api_management_api.api.name}',
      identifier: 'applicationinsights',
      log_client_ip: false,
      frontend_request: { body_bytes: 0, headers_to_log: [] },
    });
  });
});
