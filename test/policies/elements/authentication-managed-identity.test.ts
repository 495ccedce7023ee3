import { authenticationManagedIdentity } from '../../../policies/elements/authentication-managed-identity';
import { serialise } from '../../../policies/language/xml/serialise';

describe('authenticationManagedIdentity', () => {
  it.each([
    ['who the token is for', { resource: 'api://a' }, '<authentication-managed-identity resource="api://a" />'],
    [
      'a user-assigned identity',
      { resource: 'api://a', clientId: '{{id}}' },
      '<authentication-managed-identity resource="api://a" client-id="{{id}}" />',
    ],
    [
      'where the token goes',
      { resource: 'api://a', outputTokenVariableName: 'v', id: 'x' },
      '<authentication-managed-identity id="x" resource="api://a" output-token-variable-name="v" />',
    ],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(authenticationManagedIdentity(props))).toBe(xml);
  });
});
