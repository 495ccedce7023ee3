import type { TerraformStack } from 'cdktf';
import { LogAnalytics } from '../../../constructs/monitoring/log-analytics';
import { brokenRules, groupIn, synthTypes } from '../synth';

function logsIn(stack: TerraformStack, retentionDays?: number): LogAnalytics {
  return new LogAnalytics(stack, 'logs', { resourceGroup: groupIn(stack), name: 'log-test', retentionDays });
}

describe('LogAnalytics', () => {
  it('creates a workspace that keeps logs for as long as it costs nothing extra', () => {
    expect(synthTypes(['azurerm_log_analytics_workspace'], logsIn)).toEqual({
      azurerm_log_analytics_workspace: {
        logs: {
          location: '${azurerm_resource_group.group.location}',
          name: 'log-test',
          resource_group_name: '${azurerm_resource_group.group.name}',
          retention_in_days: 30,
          sku: 'PerGB2018',
        },
      },
    });
  });

  it('looks an existing workspace up', () => {
    const types = ['azurerm_log_analytics_workspace'];
    const place = { name: 'log-platform', resourceGroupName: 'rg-platform' };

    expect(synthTypes(types, (stack) => LogAnalytics.fromExisting(stack, 'logs', place))).toEqual({
      azurerm_log_analytics_workspace: { logs: { name: 'log-platform', resource_group_name: 'rg-platform' } },
    });
  });

  it.each([29, 731, 30.5])('refuses to keep logs for %d days', (days) => {
    expect(brokenRules((stack) => logsIn(stack, days))).toEqual(['log-retention']);
  });

  it.each([30, 730])('keeps logs for %d days', (days) => {
    expect(brokenRules((stack) => logsIn(stack, days))).toEqual([]);
  });
});
