import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Client,
  StreamableHTTPClientTransport,
  UnauthorizedError,
  type OAuthClientProvider,
} from '@modelcontextprotocol/client';
import { TerraformOutput, TerraformStack } from 'cdktf';
import { AzureProviders } from '../../constructs/azure-providers';
import { FunctionMcpBackend } from '../../constructs/function-app/function-mcp-backend';
import { McpGateway } from '../../constructs/mcp-gateway';
import { synthesiseApp } from '../../constructs/run-app';
import type { LocalGateway } from '../../emulator/local-gateway';
import { OAuthSession } from '../../harness/oauth-session';
import { bootGateway } from '../support/gateway';
import { send } from '../support/oauth-client';

describe('a gateway in a network, with a host name of its own, on this machine', () => {
  let folder: string;
  let gateway: LocalGateway;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'custom-domain-'));
    await synthesiseApp(
      (app) => {
        const stack = new TerraformStack(app, 'custom-domain');
        new AzureProviders(stack, 'providers');
        const mcp = new McpGateway(stack, 'gateway', {
          publisher: { name: 'Test', email: 'test@example.com' },
          location: 'swedencentral',
          sku: 'StandardV2',
          network: {},
          customDomain: {
            hostName: 'mcp.contoso.com',
            certificateSecretId: 'https://kv-contoso.vault.azure.net/secrets/mcp-contoso-com',
          },
        });
        new FunctionMcpBackend(stack, 'functions', { gateway: mcp, path: 'mcp', code: 'functions' });
        new TerraformOutput(stack, 'mcp_endpoints', { value: mcp.mcpEndpoints });
      },
      { outdir: folder },
    );
    gateway = await bootGateway(join(folder, 'stacks', 'custom-domain', 'cdk.tf.json'));
  }, 60000);

  afterAll(async () => {
    await gateway?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('calls itself by its local name everywhere', async () => {
    expect(gateway.outputs.mcp_endpoints).toEqual({ functions: `${gateway.origin}/mcp` });
    const { text } = await send(`${gateway.origin}/.well-known/oauth-authorization-server`);
    expect(JSON.parse(text)).toMatchObject({ issuer: gateway.origin, token_endpoint: `${gateway.origin}/token` });
    expect(text).not.toContain('contoso');
  });

  it('lets a client log in and call a tool', async () => {
    const session = new OAuthSession();
    const transport = (): StreamableHTTPClientTransport =>
      new StreamableHTTPClientTransport(new URL(`${gateway.origin}/mcp`), {
        authProvider: session as OAuthClientProvider,
      });
    const refused = transport();
    await expect(new Client({ name: 'e2e', version: '1.0.0' }).connect(refused)).rejects.toBeInstanceOf(
      UnauthorizedError,
    );
    await refused.finishAuth(session.callback ?? new URLSearchParams());
    const client = new Client({ name: 'e2e', version: '1.0.0' });
    await client.connect(transport());
    await expect(client.callTool({ name: 'hello_mcp', arguments: {} })).resolves.toMatchObject({
      content: [{ type: 'text', text: expect.stringContaining('Hello') }],
    });
    await client.close();
  });
});
