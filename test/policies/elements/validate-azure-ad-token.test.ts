import { validateAzureAdToken } from '../../../policies/elements/validate-azure-ad-token';
import { serialise } from '../../../policies/language/xml/serialise';

describe('validateAzureAdToken', () => {
  it('writes tenant, token, audiences and claims', () => {
    const policy = validateAzureAdToken({
      id: 'x',
      tenantId: 'tenant',
      tokenValue: '@("t")',
      outputTokenVariableName: 'v',
      audiences: ['a', 'b'],
      requiredClaims: [
        { name: 'idtyp', anyOf: ['app'] },
        { name: 'roles', anyOf: ['R', 'S'] },
      ],
    });
    expect(serialise(policy)).toBe(
      '<validate-azure-ad-token id="x" tenant-id="tenant" token-value="@("t")" output-token-variable-name="v"><audiences><audience>a</audience><audience>b</audience></audiences><required-claims><claim name="idtyp" match="any"><value>app</value></claim><claim name="roles" match="any"><value>R</value><value>S</value></claim></required-claims></validate-azure-ad-token>',
    );
  });
});
