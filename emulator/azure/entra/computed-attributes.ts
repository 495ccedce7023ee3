import { clientIdFor, guidFor, SUBSCRIPTION_ID, TENANT_ID } from '../managed-identity/principals';
import type { Randomness } from '../../seams';
import type { ArgumentReader, ComputedAttributes } from '../stand-in';

const objectId = (resource: ArgumentReader): string => guidFor(`object ${resource.address}`);

/** Who runs Terraform: the operator, as the client configuration data sources report. */
const CLIENT_CONFIG: ComputedAttributes = {
  id: () => guidFor('client configuration'),
  tenant_id: () => TENANT_ID,
  object_id: () => guidFor('operator'),
  client_id: () => guidFor('operator client'),
};

/** What azuread and azurerm report about the tenant and its applications. */
export const ENTRA_COMPUTES: Readonly<Record<string, ComputedAttributes>> = {
  azurerm_client_config: { ...CLIENT_CONFIG, subscription_id: () => SUBSCRIPTION_ID },
  azuread_client_config: CLIENT_CONFIG,
  azuread_application: {
    id: (application) => `/applications/${objectId(application)}`,
    object_id: objectId,
    client_id: (application) => clientIdFor(application.address),
    publisher_domain: () => 'example.com',
  },
  azuread_service_principal: {
    id: (principal) => `/servicePrincipals/${objectId(principal)}`,
    object_id: objectId,
    application_tenant_id: () => TENANT_ID,
  },
  azuread_app_role_assignment: {
    id: (assignment) =>
      `/servicePrincipals/${String(assignment.argument('resource_object_id'))}/appRoleAssignedTo/${objectId(assignment)}`,
  },
  azuread_application_federated_identity_credential: {
    id: (credential) =>
      `${String(credential.argument('application_id'))}/federatedIdentityCredential/${objectId(credential)}`,
    credential_id: objectId,
  },
};

/** What azuread reports about a client secret: a new one at every start, the same whoever asks. */
export function passwordAttributes(randomness: Randomness): ComputedAttributes {
  const secrets = new Map<string, string>();
  return {
    id: (password) => `${String(password.argument('application_id'))}/password/${objectId(password)}`,
    key_id: objectId,
    value: ({ address }) => {
      const secret = secrets.get(address) ?? Buffer.from(randomness.bytes(30)).toString('base64url');
      secrets.set(address, secret);
      return secret;
    },
  };
}
