import { CONTAINER_ATTRIBUTES } from '../../../../emulator/azure/containers/attributes';
import { startContainers } from '../../../../emulator/azure/containers/start';
import { ISSUER_V2, signAsTenant } from '../../../../emulator/azure/entra/tenant';
import { readVaultSecrets } from '../../../../emulator/azure/key-vault/vault-secrets';
import type { StandIn } from '../../../../emulator/azure/stand-in';
import type { ResolvedResource, ResolvedStack } from '../../../../emulator/stack/resolved-stack';
import { createTestEnvironment, resolveBlock, type TestEnvironment } from '../stand-in-environment';
import { ENVIRONMENT_SERVER } from '../programs/programs-fixture';

export const CLIENT_ID = '11111111-2222-3333-4444-555555555555';
export const CALLER = { oid: 'gateway-object-id', azp: 'gateway-client-id' };

/** A program that answers with what it got. */
export const ECHO = { command: 'node', args: ['-e', ENVIRONMENT_SERVER] };

const attributesOnly: StandIn = {
  computes: CONTAINER_ATTRIBUTES,
  configure: async () => {},
  close: async () => {},
};

const ENVIRONMENT = resolveBlock(
  {
    type: 'azurerm_container_app_environment',
    name: 'environment',
    arguments: { name: 'cae', resource_group_name: 'rg', location: 'westeurope' },
  },
  [attributesOnly],
);

/** A container app with one container; `container` and the rest replace what it says. */
export function containerApp(
  container: Readonly<Record<string, unknown>> = {},
  { local, ...rest }: Readonly<Record<string, unknown>> = {},
): ResolvedResource {
  const app = resolveBlock(
    {
      type: 'azurerm_container_app',
      name: 'app',
      arguments: {
        name: 'ca-app',
        resource_group_name: 'rg',
        container_app_environment_id: ENVIRONMENT.attributes.id,
        ingress: { external_enabled: true, target_port: 8080 },
        template: { container: [{ image: 'ghcr.io/contoso/server:1.0.0', ...container }] },
        ...rest,
      },
    },
    [attributesOnly],
  );
  return local === undefined ? app : { ...app, local };
}

/** Built-in authentication of an app that lets in {@link CALLER} alone. */
export function authConfig(
  app: ResolvedResource,
  attributes: Readonly<Record<string, unknown>> = {},
): ResolvedResource {
  return {
    address: 'azapi_resource.authentication',
    mode: 'managed',
    type: 'azapi_resource',
    name: 'authentication',
    attributes: {
      type: 'Microsoft.App/containerApps/authConfigs@2024-03-01',
      name: 'current',
      parent_id: app.attributes.id,
      body: {
        properties: {
          platform: { enabled: true },
          globalValidation: { unauthenticatedClientAction: 'Return401' },
          identityProviders: {
            azureActiveDirectory: {
              registration: { clientId: CLIENT_ID, openIdIssuer: ISSUER_V2 },
              validation: {
                defaultAuthorizationPolicy: {
                  allowedPrincipals: { identities: [CALLER.oid] },
                  allowedApplications: [CALLER.azp],
                },
              },
            },
          },
        },
      },
      ...attributes,
    },
  };
}

/** A token of {@link CALLER} for the gateway's application, with other claims in place of its own. */
export function tokenOf(environment: TestEnvironment, claims: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const now = Math.floor(environment.clock.nowMilliseconds() / 1000);
  return signAsTenant({
    aud: CLIENT_ID,
    iss: ISSUER_V2,
    iat: now,
    nbf: now,
    exp: now + 60,
    sub: CALLER.oid,
    ...CALLER,
    ...claims,
  });
}

/** Container apps that run. Close the stand-in. */
export async function runContainers(...resources: readonly ResolvedResource[]) {
  const environment = createTestEnvironment(Date.now());
  const stack: ResolvedStack = { directory: '/', outputs: {}, resources };
  environment.secrets.current = readVaultSecrets(stack, environment.log);
  const standIn = await startContainers(environment);
  const urlOf = (app: ResolvedResource, path = '/'): string => {
    const [ingress] = app.attributes.ingress as { fqdn: string }[];
    return environment.hosts.toLoopback(new URL(`https://${ingress?.fqdn}${path}`))?.href ?? 'not served';
  };
  try {
    await standIn.configure(stack);
  } catch (error) {
    await standIn.close();
    throw error;
  }
  return { environment, urlOf, close: () => standIn.close() };
}
