import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFunctions } from '../../../../emulator/azure/functions/start';
import { startManagedIdentity } from '../../../../emulator/azure/managed-identity/start';
import type { StandIn } from '../../../../emulator/azure/stand-in';
import { startStorage } from '../../../../emulator/azure/storage/start';
import { createTestEnvironment, resolveBlock, type TestBlock, type TestEnvironment } from '../stand-in-environment';
import { packageOf, writePackage } from './function-package';

const directory = mkdtempSync(join(tmpdir(), 'functions-test-'));
const standIns: StandIn[] = [];
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const closeAll = async (): Promise<void> => {
  for (const standIn of standIns.splice(0).reverse()) {
    await standIn.close();
  }
};

interface Options {
  readonly app?: Readonly<Record<string, unknown>>;
  readonly settings?: Readonly<Record<string, string>>;
  readonly role?: string;
}

/** The part of a stack around a function app, configured. */
async function boot(
  zip: string,
  { app = {}, settings = {}, role = 'Storage Blob Data Contributor' }: Options = {},
): Promise<{ environment: TestEnvironment; origin: string; key: string }> {
  const environment = createTestEnvironment();
  for (const start of [startManagedIdentity, startStorage, startFunctions]) {
    standIns.push(await start(environment));
  }
  const resolve = (block: TestBlock): ReturnType<typeof resolveBlock> => resolveBlock(block, standIns);
  const account = resolve({
    type: 'azurerm_storage_account',
    name: 'store',
    arguments: { name: 'examplestore', resource_group_name: 'group' },
  });
  const site = resolve({
    type: 'azurerm_function_app_flex_consumption',
    name: 'app',
    arguments: {
      name: 'example-functions',
      resource_group_name: 'group',
      runtime_name: 'node',
      runtime_version: '22',
      identity: { type: 'SystemAssigned' },
      zip_deploy_file: zip,
      app_settings: {
        SNIPPETS_BLOB_ENDPOINT: account.attributes.primary_blob_endpoint,
        SNIPPETS_CONTAINER: 'snippets',
        ...settings,
      },
      ...app,
    },
  });
  const [identity] = site.attributes.identity as { principal_id: string }[];
  const action = resolve({
    type: 'azapi_resource_action',
    name: 'keys',
    arguments: {
      resource_id: `${String(site.attributes.id)}/host/default`,
      action: 'listkeys',
      sensitive_response_export_values: { mcp_extension: 'systemKeys.mcp_extension' },
    },
  });
  const resources = [
    account,
    resolve({
      type: 'azurerm_storage_container',
      name: 'snippets',
      arguments: { name: 'snippets', storage_account_id: account.attributes.id },
    }),
    site,
    action,
    resolve({
      type: 'azurerm_role_assignment',
      name: 'snippets',
      arguments: { principal_id: identity?.principal_id, scope: account.attributes.id, role_definition_name: role },
    }),
  ];
  const stack = { directory, outputs: {}, resources };
  for (const standIn of standIns) {
    await standIn.configure(stack);
  }
  const url = environment.hosts.toLoopback(new URL('https://example-functions.azurewebsites.net/'));
  const output = action.attributes.sensitive_output as { mcp_extension: string };
  return { environment, origin: url?.origin ?? '', key: output.mcp_extension };
}

async function connect(origin: string, key: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL('/runtime/webhooks/mcp', origin), {
    requestInit: { headers: { 'x-functions-key': key } },
  });
  await client.connect(transport);
  return client;
}

describe('startFunctions with the project’s own package', () => {
  let origin: string;
  let key: string;
  let environment: TestEnvironment;
  beforeAll(async () => {
    ({ origin, key, environment } = await boot(writePackage(directory)));
  });
  afterAll(closeAll);

  const post = (headers: Readonly<Record<string, string>>, body: unknown = { jsonrpc: '2.0', id: 1, method: 'ping' }) =>
    fetch(new URL('/runtime/webhooks/mcp', origin), {
      method: 'POST',
      headers: {
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
        'x-functions-key': key,
        ...headers,
      },
      body: JSON.stringify(body),
    });

  it('lists the tools with the schemas of their properties', async () => {
    const client = await connect(origin, key);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(['get_snippet', 'hello_mcp', 'save_snippet']);
    expect(tools.find(({ name }) => name === 'save_snippet')?.inputSchema).toEqual({
      type: 'object',
      properties: {
        name: { type: 'string', description: expect.stringContaining('Name of the snippet') },
        content: { type: 'string', description: expect.stringContaining('What to store') },
      },
      required: ['name', 'content'],
    });
    expect(client.getServerVersion()).toMatchObject({ name: 'Azure MCP Gateway tools' });
    expect(client.getInstructions()).toContain('snippets');
    await client.close();
  });

  it('saves a snippet into the storage stand-in and reads it back', async () => {
    const client = await connect(origin, key);
    const saved = await client.callTool({ name: 'save_snippet', arguments: { name: 'a.b', content: 'é "x" {"y":1}' } });
    expect(saved).toEqual({ content: [{ type: 'text', text: 'Saved snippet "a.b".' }] });
    const read = await client.callTool({ name: 'get_snippet', arguments: { name: 'a.b' } });
    expect(read).toEqual({ content: [{ type: 'text', text: 'é "x" {"y":1}' }] });
    expect(environment.lines).toEqual([]);
    await client.close();
  });
});
