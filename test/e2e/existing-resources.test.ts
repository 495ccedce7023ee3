import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Client,
  StreamableHTTPClientTransport,
  UnauthorizedError,
  type OAuthClientProvider,
} from '@modelcontextprotocol/client';
import { TerraformStack } from 'cdktf';
import { ApiManagement } from '../../constructs/api-management/api-management';
import { AzureProviders } from '../../constructs/azure-providers';
import { FunctionMcpBackend } from '../../constructs/function-app/function-mcp-backend';
import { KeyVault } from '../../constructs/key-vault';
import { LogAnalytics } from '../../constructs/monitoring/log-analytics';
import { McpGateway } from '../../constructs/mcp-gateway';
import { ResourceGroup } from '../../constructs/resource-group';
import { synthesiseApp } from '../../constructs/run-app';
import { UserAssignedIdentity } from '../../constructs/user-assigned-identity';
import type { LocalGateway } from '../../emulator/local-gateway';
import { OAuthSession } from '../../harness/oauth-session';
import { bootGateway } from '../support/gateway';

const RESOURCE_GROUP = 'rg-platform';

/** A gateway for which everything that can be there already is there. */
async function synthesiseOn(outdir: string): Promise<string> {
  await synthesiseApp(
    (app) => {
      const stack = new TerraformStack(app, 'existing');
      const place = { resourceGroupName: RESOURCE_GROUP };
      new AzureProviders(stack, 'providers');
      const gateway = new McpGateway(stack, 'gateway', {
        resourceGroup: ResourceGroup.fromExisting(stack, 'group', RESOURCE_GROUP),
        logAnalytics: LogAnalytics.fromExisting(stack, 'logs', { ...place, name: 'log-platform' }),
        apiManagement: ApiManagement.fromExisting(stack, 'service', {
          ...place,
          name: 'apim-platform',
          identity: UserAssignedIdentity.fromExisting(stack, 'identity', { ...place, name: 'id-mcp-gateway' }),
          keyVault: KeyVault.fromExisting(stack, 'vault', { ...place, name: 'kv-platform', secretPrefix: 'mcp-' }),
        }),
        oauthPath: 'mcp-auth',
      });
      new FunctionMcpBackend(stack, 'functions', { gateway, path: 'mcp', code: 'functions' });
    },
    { outdir },
  );
  return join(outdir, 'stacks', 'existing', 'cdk.tf.json');
}

describe('a gateway on existing resources', () => {
  let folder: string;
  let gateway: LocalGateway;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'existing-'));
    gateway = await bootGateway(await synthesiseOn(folder));
  });
  afterAll(async () => {
    await gateway?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is found by its resource, whose document names the issuer with its path', async () => {
    const challenged = await fetch(`${gateway.origin}/mcp`, { method: 'POST' });
    const metadata = /resource_metadata="([^"]+)"/.exec(challenged.headers.get('www-authenticate') ?? '')?.[1] ?? '';

    expect(metadata).toBe(`${gateway.origin}/.well-known/oauth-protected-resource/mcp`);
    expect(await (await fetch(metadata)).json()).toMatchObject({
      resource: `${gateway.origin}/mcp`,
      authorization_servers: [`${gateway.origin}/mcp-auth`],
    });
  });

  it('has the metadata of the issuer where RFC 8414 section 3.1 says, and not at the root', async () => {
    const response = await fetch(`${gateway.origin}/.well-known/oauth-authorization-server/mcp-auth`);

    expect(await response.json()).toMatchObject({
      issuer: `${gateway.origin}/mcp-auth`,
      token_endpoint: `${gateway.origin}/mcp-auth/token`,
    });
    expect((await fetch(`${gateway.origin}/.well-known/oauth-authorization-server`)).status).toBe(404);
  });

  it('lets a client log in that checks the issuer, and call a tool', async () => {
    const session = new OAuthSession();
    const transport = (): StreamableHTTPClientTransport =>
      new StreamableHTTPClientTransport(new URL(`${gateway.origin}/mcp`), {
        authProvider: session as OAuthClientProvider,
      });
    const newClient = (): Client => new Client({ name: 'existing', version: '1.0.0' });
    const refused = transport();
    await expect(newClient().connect(refused)).rejects.toBeInstanceOf(UnauthorizedError);
    await refused.finishAuth(session.callback ?? new URLSearchParams());

    const client = newClient();
    await client.connect(transport());
    await expect(client.callTool({ name: 'hello_mcp', arguments: {} })).resolves.toMatchObject({
      content: [{ type: 'text', text: expect.stringContaining('Hello') as unknown }],
    });
    await client.close();
  });
});
