import { UserAssignedIdentity } from '../../constructs/user-assigned-identity';
import { groupIn, synthTypes } from './synth';

describe('UserAssignedIdentity', () => {
  it('creates an identity in the group and region', () => {
    expect(
      synthTypes(
        ['azurerm_user_assigned_identity'],
        (stack) => new UserAssignedIdentity(stack, 'identity', { resourceGroup: groupIn(stack), name: 'id-test' }),
      ),
    ).toEqual({
      azurerm_user_assigned_identity: {
        identity: {
          location: '${azurerm_resource_group.group.location}',
          name: 'id-test',
          resource_group_name: '${azurerm_resource_group.group.name}',
        },
      },
    });
  });
});
