import { ResourceGroup } from '../../../constructs/resource-group';
import { Workbook } from '../../../constructs/monitoring/workbook';
import { synth } from '../synth';

describe('Workbook', () => {
  const { resource = {} } = synth((stack) => {
    const resourceGroup = new ResourceGroup(stack, 'group', { name: 'rg-test', location: 'westeurope' });
    new Workbook(stack, 'workbook', {
      resourceGroup,
      displayName: 'MCP',
      applicationInsightsId: '/subscriptions/1/Appi',
    });
  });
  const [workbook] = Object.values(resource['azurerm_application_insights_workbook'] ?? {}) as Record<string, string>[];

  it('has a GUID for a name that stays, and a source in lower case', () => {
    expect(workbook).toMatchObject({
      name: 'bf1d535f-d50a-53e4-8bbb-f6b510a33f46',
      display_name: 'MCP',
      source_id: '${lower("/subscriptions/1/Appi")}',
      category: 'workbook',
    });
  });

  it('shows logins, refusals, calls of tools and latency', () => {
    const { version, items, fallbackResourceIds } = JSON.parse(workbook?.['data_json'] ?? '') as {
      version: string;
      items: { name: string; content: { query?: string } }[];
      fallbackResourceIds: string[];
    };
    expect(version).toBe('Notebook/1.0');
    expect(fallbackResourceIds).toEqual(['/subscriptions/1/Appi']);
    expect(items.map(({ name }) => name)).toEqual([
      'parameters',
      'Logins, refused and failed steps',
      'Refused calls by endpoint and status',
      'Calls of tools',
      'Latency by endpoint, in milliseconds',
    ]);
    expect(items[3]?.content.query).toContain('name == "Tool calls"');
  });
});
