import { EntraApplication } from '../../constructs/entra-application';
import { UserAssignedIdentity } from '../../constructs/user-assigned-identity';
import { groupIn, synthTypes } from './synth';

describe('EntraApplication', () => {
  it('creates an application of one tenant that the managed identity signs in as, without a secret', () => {
    expect(
      synthTypes(
        ['azuread_application', 'azuread_service_principal', 'azuread_application_federated_identity_credential'],
        (stack) =>
          new EntraApplication(stack, 'entra', {
            displayName: 'Test',
            issuerUrl: 'https://gateway.example.com',
            tenantId: '00000000-0000-0000-0000-00000000000a',
            identity: new UserAssignedIdentity(stack, 'identity', { resourceGroup: groupIn(stack), name: 'id-test' }),
          }),
      ),
    ).toEqual({
      azuread_application: {
        entra: {
          display_name: 'Test',
          sign_in_audience: 'AzureADMyOrg',
          api: { requested_access_token_version: 2 },
          web: {
            redirect_uris: ['https://gateway.example.com/oauth-callback'],
          },
        },
      },
      azuread_application_federated_identity_credential: {
        'entra_federated-credential': {
          application_id: '${azuread_application.entra.id}',
          audiences: ['api://AzureADTokenExchange'],
          description: 'The managed identity of the gateway signs in as this application.',
          display_name: 'gateway-identity',
          issuer: 'https://login.microsoftonline.com/00000000-0000-0000-0000-00000000000a/v2.0',
          subject: '${azurerm_user_assigned_identity.identity.principal_id}',
        },
      },
      azuread_service_principal: {
        'entra_service-principal': {
          client_id: '${azuread_application.entra.client_id}',
        },
      },
    });
  });
});
