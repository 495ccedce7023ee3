import { TerraformDataSource, TerraformResource, TerraformVariable, type TerraformStack } from 'cdktf';
import {
  ContainerAppMcpBackend,
  type ContainerAppMcpBackendProps,
} from '../../../constructs/container-app/container-app-mcp-backend';
import { UserAssignedIdentity } from '../../../constructs/user-assigned-identity';
import { sse } from '../../../policies/contract/mcp-transport';
import { gatewayIn } from '../gateway';
import { brokenRules, synth } from '../synth';

const IMAGE = 'ghcr.io/owner/server:v1.2.3';

function backendIn(
  stack: TerraformStack,
  props: Partial<ContainerAppMcpBackendProps> = {},
  id = 'tools',
): ContainerAppMcpBackend {
  return new ContainerAppMcpBackend(stack, id, { gateway: gatewayIn(stack), path: 'tools', image: IMAGE, ...props });
}

function secretIn(stack: TerraformStack): string {
  return new TerraformVariable(stack, 'token', { type: 'string', sensitive: true }).stringValue;
}

function rulesFor(props: Partial<ContainerAppMcpBackendProps>): readonly string[] {
  return brokenRules((stack) => backendIn(stack, props));
}

describe('ContainerAppMcpBackend', () => {
  it('creates an app with an identity of its own in the shared environment', () => {
    const { resource = {} } = synth((stack) => backendIn(stack));
    expect(resource.azurerm_container_app).toEqual({
      tools_app: {
        name: 'ca-mcpgw-tools',
        resource_group_name: '${azurerm_resource_group.gateway_resource-group.name}',
        container_app_environment_id: '${azurerm_container_app_environment.gateway_container-apps.id}',
        workload_profile_name: 'Consumption',
        revision_mode: 'Single',
        identity: { type: 'UserAssigned', identity_ids: ['${azurerm_user_assigned_identity.tools_app_identity.id}'] },
        ingress: {
          allow_insecure_connections: false,
          external_enabled: true,
          target_port: 8080,
          traffic_weight: [{ latest_revision: true, percentage: 100 }],
        },
        template: {
          min_replicas: 1,
          max_replicas: 1,
          container: [
            {
              name: 'tools',
              image: IMAGE,
              cpu: 0.25,
              memory: '0.5Gi',
              startup_probe: [
                { transport: 'TCP', port: 8080, interval_seconds: 10, timeout: 5, failure_count_threshold: 10 },
              ],
              liveness_probe: [
                { transport: 'TCP', port: 8080, interval_seconds: 10, timeout: 5, failure_count_threshold: 3 },
              ],
            },
          ],
        },
      },
    });
    expect(resource.azurerm_container_app_environment).toEqual({
      'gateway_container-apps': {
        name: 'cae-mcpgw',
        resource_group_name: '${azurerm_resource_group.gateway_resource-group.name}',
        location: '${azurerm_resource_group.gateway_resource-group.location}',
        logs_destination: 'log-analytics',
        log_analytics_workspace_id: '${azurerm_log_analytics_workspace.gateway_log-analytics.id}',
        workload_profile: [{ name: 'Consumption', workload_profile_type: 'Consumption' }],
        lifecycle: { ignore_changes: ['infrastructure_resource_group_name'] },
      },
    });
  });

  it('lets in the identity of the gateway with a token for the application of the app, and nobody else', () => {
    const { resource = {} } = synth((stack) => backendIn(stack));
    expect(resource.azapi_resource?.tools_app_authentication).toEqual({
      type: 'Microsoft.App/containerApps/authConfigs@2024-03-01',
      name: 'current',
      parent_id: '${azurerm_container_app.tools_app.id}',
      body: {
        properties: {
          platform: { enabled: true },
          globalValidation: { unauthenticatedClientAction: 'Return401' },
          httpSettings: { requireHttps: true },
          identityProviders: {
            azureActiveDirectory: {
              enabled: true,
              registration: {
                clientId: '${azuread_application.tools_app_application.client_id}',
                openIdIssuer:
                  'https://login.microsoftonline.com/${data.azurerm_client_config.gateway_client-config.tenant_id}/v2.0',
              },
              validation: {
                allowedAudiences: ['${azuread_application.tools_app_application.client_id}'],
                defaultAuthorizationPolicy: {
                  allowedPrincipals: {
                    identities: ['${azurerm_user_assigned_identity.gateway_identity.principal_id}'],
                  },
                  allowedApplications: ['${azurerm_user_assigned_identity.gateway_identity.client_id}'],
                },
              },
            },
          },
        },
      },
    });
    // The audience is a client id only in tokens of this format.
    expect(resource.azuread_application?.gateway_entra?.['api']).toEqual({ requested_access_token_version: 2 });
  });

  it('forwards to the app with a token of that identity for that application', () => {
    const { resource = {} } = synth((stack) => backendIn(stack));
    expect(resource.azurerm_api_management_api?.tools_api).toMatchObject({
      path: 'tools',
      service_url: 'https://${azurerm_container_app.tools_app.ingress[0].fqdn}',
    });
    const policy = String(resource.azurerm_api_management_api_policy?.tools_api_policy?.['xml_content']);
    expect(policy).toContain(
      '<authentication-managed-identity resource="{{tools-audience}}" client-id="{{gateway-identity-client-id}}" />',
    );
    expect(policy).toContain('<rewrite-uri template="/mcp" copy-unmatched-params="false" />');
  });

  it('keeps secrets in the vault, readable by the identity of the app one by one, before the app is created', () => {
    const { resource = {} } = synth((stack) =>
      backendIn(stack, {
        env: { LOG_LEVEL: 'info' },
        secrets: {
          API_TOKEN: secretIn(stack),
          OTHER_TOKEN: { keyVaultSecretId: 'https://contoso.vault.azure.net/secrets/other' },
        },
      }),
    );
    const app = resource.azurerm_container_app?.tools_app;
    const identity = '${azurerm_user_assigned_identity.tools_app_identity.id}';
    expect(app?.['secret']).toEqual([
      {
        name: 'api-token',
        key_vault_secret_id: '${azurerm_key_vault.gateway_key-vault.vault_uri}secrets/tools-api-token',
        identity,
      },
      { name: 'other-token', key_vault_secret_id: 'https://contoso.vault.azure.net/secrets/other', identity },
    ]);
    expect(app).toMatchObject({
      template: {
        container: [
          {
            env: [
              { name: 'LOG_LEVEL', value: 'info' },
              { name: 'API_TOKEN', secret_name: 'api-token' },
              { name: 'OTHER_TOKEN', secret_name: 'other-token' },
            ],
          },
        ],
      },
    });
    const [writtenFirst, grantedFirst] = app?.['depends_on'] as string[];
    expect(writtenFirst).toMatch(/secret-tools-api-token$/);
    expect(grantedFirst).toBe('azurerm_role_assignment.gateway_key-vault_reader-tools-api-token');
    expect(resource.azurerm_role_assignment?.['gateway_key-vault_reader-tools-api-token']).toMatchObject({
      role_definition_name: 'Key Vault Secrets User',
      principal_id: '${azurerm_user_assigned_identity.tools_app_identity.principal_id}',
    });
  });

  it('takes what the container needs', () => {
    const { resource = {} } = synth((stack) => {
      const { policy } = backendIn(stack, {
        port: 3001,
        cpu: 1.5,
        command: ['/server'],
        args: ['--transport', 'sse'],
        healthPath: '/healthz',
        transport: sse({ path: '/sse', messagePath: 'message' }),
        override: (block) => block.addOverride('tags.owner', 'team-a'),
      });
      expect(policy).toMatchObject({ resourcePath: 'tools/sse', transport: { kind: 'sse' } });
    });
    expect(resource.azurerm_container_app?.tools_app).toMatchObject({
      tags: { owner: 'team-a' },
      ingress: { target_port: 3001 },
      template: {
        container: [
          {
            cpu: 1.5,
            memory: '3Gi',
            command: ['/server'],
            args: ['--transport', 'sse'],
            startup_probe: [{ transport: 'HTTP', port: 3001, path: '/healthz' }],
            liveness_probe: [{ transport: 'HTTP', port: 3001, path: '/healthz' }],
          },
        ],
      },
    });
  });

  it('scales a stateless server to nothing and to several', () => {
    const replicas = (props: Partial<ContainerAppMcpBackendProps>): unknown =>
      synth((stack) => backendIn(stack, { stateless: true, ...props })).resource?.azurerm_container_app?.tools_app;
    expect(replicas({})).toMatchObject({ template: { min_replicas: 0, max_replicas: 3 } });
    expect(replicas({ minReplicas: 2, maxReplicas: 300 })).toMatchObject({
      template: { min_replicas: 2, max_replicas: 300 },
    });
  });

  it('pulls from a registry of Azure with the identity of the app', () => {
    const registryId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/contoso';
    const { resource = {} } = synth((stack) =>
      backendIn(stack, { image: 'contoso.azurecr.io/team/server:1.0', registryId }),
    );
    expect(resource.azurerm_role_assignment?.['tools_app_role-pull']).toMatchObject({
      scope: registryId,
      role_definition_name: 'AcrPull',
    });
    expect(resource.azurerm_container_app?.tools_app).toMatchObject({
      registry: [{ server: 'contoso.azurecr.io', identity: '${azurerm_user_assigned_identity.tools_app_identity.id}' }],
      depends_on: ['azurerm_role_assignment.tools_app_role-pull'],
    });
  });

  it('takes an identity that is there already, for secrets of a vault of its own', () => {
    const { resource = {} } = synth((stack) =>
      backendIn(stack, {
        identity: UserAssignedIdentity.fromExisting(stack, 'team', { name: 'id-team', resourceGroupName: 'rg-team' }),
        secrets: { API_TOKEN: { keyVaultSecretId: 'https://contoso.vault.azure.net/secrets/api-token' } },
      }),
    );
    const identity = '${data.azurerm_user_assigned_identity.team.id}';
    expect(resource.azurerm_container_app?.tools_app).toMatchObject({
      identity: { type: 'UserAssigned', identity_ids: [identity] },
      secret: [{ identity }],
    });
    expect(Object.keys(resource.azurerm_user_assigned_identity ?? {})).toEqual(['gateway_identity']);
  });

  it('writes the local program where Terraform does not look', () => {
    const local = { command: 'npx', args: ['server', '--port', '{port}'], env: { MODE: 'demo' } };
    synth((stack) => {
      const written = JSON.stringify(backendIn(stack, { local }).containerApp.resource.toTerraform());
      expect(written).toContain(`"local":${JSON.stringify(local)}`);
    });
  });

  it('shares one environment between two, and makes none for nobody', () => {
    const { resource = {} } = synth((stack) => {
      const gateway = gatewayIn(stack);
      for (const id of ['one', 'two']) new ContainerAppMcpBackend(stack, id, { gateway, path: id, image: IMAGE });
    });
    expect(Object.keys(resource.azurerm_container_app_environment ?? {})).toHaveLength(1);
    expect(synth((stack) => gatewayIn(stack)).resource?.azurerm_container_app_environment).toBeUndefined();
  });

  it('passes every resource of its own to the override', () => {
    const seen: string[] = [];
    synth((stack) => {
      const backend = backendIn(stack, { override: (block) => void seen.push(block.node.path) });
      const own = backend.node
        .findAll()
        .filter(
          (node) => TerraformResource.isTerraformResource(node) || TerraformDataSource.isTerraformDataSource(node),
        );
      expect(seen.sort()).toEqual(own.map(({ node }) => node.path).sort());
    });
  });
});

describe('ContainerAppMcpBackend rules', () => {
  it.each<[Partial<ContainerAppMcpBackendProps>, string[]]>([
    ...['server', 'server:latest', 'localhost:5000/server', 'server:', 'Server:1', 'server@sha256:12'].map(
      (image): [Partial<ContainerAppMcpBackendProps>, string[]] => [{ image }, ['container-image-pinned']],
    ),
    ...[0, 65_536, 1.5].map((port): [Partial<ContainerAppMcpBackendProps>, string[]] => [{ port }, ['container-port']]),
    [{ cpu: 4 as 2 }, ['container-cpu']],
    ...['healthz', '/healthz?x=1'].map((healthPath): [Partial<ContainerAppMcpBackendProps>, string[]] => [
      { healthPath },
      ['container-health-path'],
    ]),
    [{ maxReplicas: 2 }, ['container-affinity']],
    [{ minReplicas: 2 }, ['container-replicas-fit']],
    [{ stateless: true, maxReplicas: 0 }, ['container-replicas']],
    [{ stateless: true, maxReplicas: 301 }, ['container-replicas']],
    [{ stateless: true, minReplicas: 4 }, ['container-replicas-fit']],
    [{ stateless: true, minReplicas: -1 }, ['container-idle-replicas']],
    [{ env: { '1ST': 'x' } }, ['container-variable-name']],
    [{ env: { _X: 'x' } }, ['container-variable-name']],
    [{ env: { TOKEN: 'x', token: 'y' } }, ['container-variable-unique']],
    [{ secrets: { TOKEN: 'plain-text' } }, ['container-secret-literal']],
    [{ secrets: { TOKEN: { keyVaultSecretId: 'plain-text' } } }, ['container-secret-literal']],
    [{ registryId: '/subscriptions/s' }, ['container-registry']],
    [{ image: 'x', port: 0, maxReplicas: 2 }, ['container-image-pinned', 'container-port', 'container-affinity']],
  ])('refuses %j', (props, rules) => {
    expect(rulesFor(props)).toEqual(rules);
  });

  it.each([IMAGE, 'localhost:5000/server:1', `server@sha256:${'0'.repeat(64)}`, 'a/b/c:v1.0-rc_1'])(
    'takes the image %s',
    (image) => expect(rulesFor({ image })).toEqual([]),
  );

  it('never prints a secret it refuses', () => {
    const build = (): void => {
      synth((stack) => backendIn(stack, { secrets: { API_TOKEN: 'xoxb-literal' } }));
    };
    expect(build).toThrow('secrets is ["API_TOKEN"]');
    expect(build).not.toThrow('xoxb-literal');
  });
});
