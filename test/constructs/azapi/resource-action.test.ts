import { TerraformOutput } from 'cdktf';
import { ARM_TYPES } from '../../../constructs/azapi/arm-types';
import { AzapiResourceAction } from '../../../constructs/azapi/resource-action';
import { groupIn, synth } from '../synth';

describe('AzapiResourceAction', () => {
  it('posts an action and exports values as secrets', () => {
    const { data, output } = synth((stack) => {
      const group = groupIn(stack);
      const action = new AzapiResourceAction(stack, 'keys', {
        type: ARM_TYPES.functionAppHost,
        resourceId: group.resource.id,
        action: 'listkeys',
        sensitiveResponseExportValues: ['systemKeys.mcp_extension'],
        dependsOn: [group.resource],
      });
      new TerraformOutput(stack, 'key', { value: action.sensitiveOutput('systemKeys.mcp_extension'), sensitive: true });
    });
    expect(data).toEqual({
      azapi_resource_action: {
        keys: {
          type: 'Microsoft.Web/sites/host@2024-04-01',
          resource_id: '${azurerm_resource_group.group.id}',
          action: 'listkeys',
          method: 'POST',
          sensitive_response_export_values: ['systemKeys.mcp_extension'],
          depends_on: ['azurerm_resource_group.group'],
        },
      },
    });
    expect(output).toEqual({
      key: { sensitive: true, value: '${data.azapi_resource_action.keys.sensitive_output.systemKeys.mcp_extension}' },
    });
  });
});
