import type { IApiManagement } from '../../../constructs/api-management/api-management-interface';
import { GatewayApi } from '../../../constructs/api-management/gateway-api';
import { LogAnalytics } from '../../../constructs/monitoring/log-analytics';
import { LOGGER_NAME, MASKED_QUERY_PARAMETERS, Telemetry } from '../../../constructs/monitoring/telemetry';
import { apiManagementIn, existingApiManagementIn, synthTypes } from '../synth';
import { ResourceGroup } from '../../../constructs/resource-group';
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

const NOTHING = { headers: [], body: { bytes: 0 } };
const MASKED = {
  ...NOTHING,
  dataMasking: {
    queryParams: [
      { mode: 'Hide', value: 'code' },
      { mode: 'Hide', value: 'state' },
      { mode: 'Hide', value: 't' },
      { mode: 'Hide', value: 'access_token' },
      { mode: 'Hide', value: 'subscription-key' },
      { mode: 'Hide', value: 'sessionId' },
      { mode: 'Hide', value: 'session_id' },
      { mode: 'Hide', value: 'sessionid' },
      { mode: 'Hide', value: 'azmcpcs' },
    ],
  },
};

describe('Telemetry', () => {
  it('creates workspace, Application Insights, logger and a diagnostic that logs no body and no header', () => {
    expect(
      synthTypes(
        [
          'azurerm_log_analytics_workspace',
          'azurerm_application_insights',
          'azurerm_api_management_logger',
          'azapi_resource',
        ],

        telemetryIn,
      ),
    ).toEqual({
      azapi_resource: {
        telemetry_diagnostic: {
          type: 'Microsoft.ApiManagement/service/diagnostics@2024-05-01',
          name: 'applicationinsights',
          parent_id: '${azurerm_api_management.apim.id}',
          body: {
            properties: {
              loggerId: '${azurerm_api_management_logger.telemetry_logger.id}',
              metrics: true,
              alwaysLog: 'allErrors',
              sampling: { samplingType: 'fixed', percentage: 100 },
              verbosity: 'information',
              logClientIp: false,
              httpCorrelationProtocol: 'W3C',
              frontend: { request: MASKED, response: NOTHING },
              backend: { request: MASKED, response: NOTHING },
            },
          },
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
      'sessionid',
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
    const { azapi_resource: diagnostics } = synthTypes(['azapi_resource'], (stack) => {
      const apiManagement = existingApiManagementIn(stack);
      telemetryIn(stack, apiManagement);
      new GatewayApi(stack, 'api', { apiManagement, name: 'slack', displayName: 'Slack', path: 'slack-mcp' });
    }) as Record<string, Record<string, Record<string, unknown>>>;

    expect(Object.keys(diagnostics ?? {})).toEqual(['telemetry_diagnostic-slack']);
    expect(diagnostics?.['telemetry_diagnostic-slack']).toMatchObject({
      type: 'Microsoft.ApiManagement/service/apis/diagnostics@2024-05-01',
      name: 'applicationinsights',
      parent_id: expect.stringMatching(/\/apis\/\$\{azurerm_api_management_api\.api\.name\}$/) as string,
      body: { properties: { metrics: true, logClientIp: false, frontend: { request: MASKED, response: NOTHING } } },
    });
  });
});
