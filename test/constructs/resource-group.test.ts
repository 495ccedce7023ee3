import { ResourceGroup } from '../../constructs/resource-group';
import { brokenRules, groupIn, synth } from './synth';

describe('ResourceGroup', () => {
  it('creates a group', () => {
    expect(synth(groupIn)).toEqual({
      resource: { azurerm_resource_group: { group: { name: 'rg-test', location: 'swedencentral' } } },
    });
  });

  it('passes tags on and every resource to the override', () => {
    expect(
      synth(
        (stack) =>
          new ResourceGroup(stack, 'group', {
            name: 'rg-test',
            location: 'swedencentral',
            tags: { team: 'a' },
            override: (resource) => resource.addOverride('managed_by', 'someone'),
          }),
      ),
    ).toEqual({
      resource: {
        azurerm_resource_group: {
          group: { name: 'rg-test', location: 'swedencentral', tags: { team: 'a' }, managed_by: 'someone' },
        },
      },
    });
  });

  it.each([
    ['rg?', 'swedencentral', ['resource-group-name']],
    ['rg.', 'swedencentral', ['resource-group-name']],
    ['rg', 'Sweden Central', ['location-form']],
    ['', '', ['resource-group-name', 'location-form']],
  ])('checks name %j and location %j', (name, location, rules) => {
    expect(brokenRules((stack) => new ResourceGroup(stack, 'group', { name, location }))).toEqual(rules);
  });
});
