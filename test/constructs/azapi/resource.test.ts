import { ARM_TYPES } from '../../../constructs/azapi/arm-types';
import { AzapiResource } from '../../../constructs/azapi/resource';
import { groupIn, synth } from '../synth';

describe('AzapiResource', () => {
  it('writes the ARM body as it is', () => {
    const { resource } = synth((stack) => {
      const group = groupIn(stack);
      new AzapiResource(stack, 'thing', {
        type: ARM_TYPES.functionAppHost,
        name: 'thing',
        parentId: group.resource.id,
        body: { properties: { nestedValue: [1], enabled: true } },
        dependsOn: [group.resource],
      });
    });
    expect(resource?.azapi_resource).toEqual({
      thing: {
        type: 'Microsoft.Web/sites/host@2024-04-01',
        name: 'thing',
        parent_id: '${azurerm_resource_group.group.id}',
        body: { properties: { nestedValue: [1], enabled: true } },
        depends_on: ['azurerm_resource_group.group'],
      },
    });
  });
});
