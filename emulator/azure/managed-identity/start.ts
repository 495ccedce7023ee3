import { listenOnLoopback } from '../loopback-server';
import { argumentText } from '../stack-values';
import type { StandIn, StandInEnvironment } from '../stand-in';
import { IdentityDirectory, type IdentitySelector } from './directory';
import {
  answerIdentityRequest,
  identityEndpointUrl,
  registerIdentityEndpoint,
  type EndpointToken,
} from './identity-endpoint';
import { issueIdentityToken } from './identity-token';
import { azureResourceId, clientIdFor, principalIdFor, TENANT_ID } from './principals';

/**
 * Stands in for managed identities: the instance metadata service, the App Service identity endpoint, and the part of Entra
 * that issues their tokens. Starts before the others, which get tokens through `environment.identity` or
 * `identityEndpointFor`.
 */
export async function startManagedIdentity(environment: StandInEnvironment): Promise<StandIn> {
  let directory: IdentityDirectory | undefined;
  const ownerByHeader = new Map<string, string>();

  const token = async (owner: string, resource: string, selector: IdentitySelector): Promise<EndpointToken> => {
    if (directory === undefined) {
      throw new Error(`${owner} asked for a token before the stack was read.`);
    }
    const identity = directory.identity(owner, selector);
    const issued = await issueIdentityToken(identity, directory.audience(resource), environment);
    return { ...issued, clientId: identity.clientId };
  };

  const server = await listenOnLoopback(
    (request, response) =>
      answerIdentityRequest(request, response, { ownerOf: (header) => ownerByHeader.get(header), token }),
    () => environment.log('Managed identity: a request failed inside the local gateway.'),
  );

  environment.identity.current = {
    token: ({ ownerAddress, resource, clientId }) => token(ownerAddress, resource, { clientId }),
  };
  registerIdentityEndpoint(environment, (ownerAddress) => {
    const header = Buffer.from(environment.randomness.bytes(32)).toString('hex');
    ownerByHeader.set(header, ownerAddress);
    return { endpoint: identityEndpointUrl(server.port), header };
  });

  return {
    computes: {
      azurerm_user_assigned_identity: {
        id: (resource) =>
          azureResourceId(
            argumentText(resource, 'resource_group_name'),
            `Microsoft.ManagedIdentity/userAssignedIdentities/${argumentText(resource, 'name')}`,
          ),
        principal_id: (resource) => principalIdFor(resource.address),
        client_id: (resource) => clientIdFor(resource.address),
        tenant_id: () => TENANT_ID,
      },
    },
    configure: async (stack) => {
      directory = new IdentityDirectory(stack);
    },
    close: () => server.close(),
  };
}
