import { Alerts } from '../../../constructs/monitoring/alerts';
import { Naming } from '../../../constructs/naming';
import { ResourceGroup } from '../../../constructs/resource-group';
import { InvalidPropsError } from '../../../constructs/rules';
import type { TerraformStack } from 'cdktf';
import { synth } from '../synth';

function alertsIn(stack: TerraformStack, emails: readonly string[]): Alerts {
  return new Alerts(stack, 'alerts', {
    resourceGroup: new ResourceGroup(stack, 'group', { name: 'rg-test', location: 'westeurope' }),
    naming: new Naming(stack, 'naming', { prefix: 'test' }),
    applicationInsightsId: '/subscriptions/1/appi',
    emails,
    tags: { team: 'a' },
  });
}

describe('Alerts', () => {
  const { resource = {} } = synth((stack) => void alertsIn(stack, ['a@example.com', 'b@example.com']));

  it('tells every address', () => {
    expect(Object.values(resource['azurerm_monitor_action_group'] ?? {})).toEqual([
      {
        name: 'ag-test',
        resource_group_name: '${azurerm_resource_group.group.name}',
        short_name: 'mcp-gateway',
        email_receiver: [
          { name: 'email-1', email_address: 'a@example.com', use_common_alert_schema: true },
          { name: 'email-2', email_address: 'b@example.com', use_common_alert_schema: true },
        ],
        tags: { team: 'a' },
      },
    ]);
  });

  it('watches failures, refused logins, limits and latency', () => {
    const rules = Object.values(resource['azurerm_monitor_scheduled_query_rules_alert_v2'] ?? {}) as Record<
      string,
      unknown
    >[];
    expect(rules.map(({ name }) => name)).toEqual([
      'alert-test-failures',
      'alert-test-limited',
      'alert-test-refused-logins',
      'alert-test-slow',
    ]);
    for (const rule of rules) {
      expect(rule).toMatchObject({
        scopes: ['/subscriptions/1/appi'],
        evaluation_frequency: 'PT15M',
        window_duration: 'PT15M',
        action: { action_groups: ['${azurerm_monitor_action_group.alerts_action-group.id}'] },
        tags: { team: 'a' },
      });
    }
  });

  it.each([[[]], [['nobody']], [['a@example.com', 'a@example.com']]])('refuses the addresses %j', (emails) => {
    expect(() => synth((stack) => void alertsIn(stack, emails))).toThrow(InvalidPropsError);
  });
});
