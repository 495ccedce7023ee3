import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { readFunctionAuthentication } from '../../../../emulator/azure/functions/authentication';
import { ISSUER_V2 } from '../../../../emulator/azure/entra/tenant';
import { clientIdFor, principalIdFor } from '../../../../emulator/azure/managed-identity/principals';
import { resolveBlock, type TestBlock } from '../stand-in-environment';
import { writeOwnPackage } from './function-package';
import { boot, closeAll, directory } from './running-app';

const CLIENT_ID = '11111111-2222-3333-4444-555555555555';
const GATEWAY = 'azurerm_api_management.gateway';
const STRANGER = 'azurerm_api_management.stranger';

const settings = {
  auth_enabled: true,
  require_authentication: true,
  unauthenticated_action: 'Return401',
  active_directory_v2: {
    client_id: CLIENT_ID,
    tenant_auth_endpoint: ISSUER_V2,
    allowed_audiences: [CLIENT_ID],
    allowed_identities: [principalIdFor(GATEWAY)],
    allowed_applications: [clientIdFor(GATEWAY)],
  },
  login: {},
};

const blocks: readonly TestBlock[] = [
  {
    type: 'azuread_application',
    name: 'app',
    arguments: { client_id: CLIENT_ID, api: { requested_access_token_version: 2 } },
  },
  ...['gateway', 'stranger'].map((name) => ({
    type: 'azurerm_api_management',
    name,
    arguments: { identity: { type: 'SystemAssigned' } },
  })),
];

describe('a function app behind built-in authentication', () => {
  let origin: string;
  let tokenOf: (ownerAddress: string) => Promise<string>;
  beforeAll(async () => {
    const app = { auth_settings_v2: settings };
    const booted = await boot(writeOwnPackage(directory, 'anonymous'), { app, blocks });
    ({ origin } = booted);
    tokenOf = async (ownerAddress) => {
      const asked = { ownerAddress, resource: CLIENT_ID, clientId: undefined };
      return (await booted.environment.identity.current?.token(asked))?.accessToken ?? '';
    };
  });
  afterAll(closeAll);

  const status = async (authorization?: string): Promise<number> =>
    (
      await fetch(new URL('/runtime/webhooks/mcp', origin), {
        headers: authorization === undefined ? {} : { authorization },
      })
    ).status;

  it('calls a tool with the token of the allowed identity, and without a key', async () => {
    const client = new Client({ name: 'test', version: '1' });
    const headers = { authorization: `Bearer ${await tokenOf(GATEWAY)}` };
    await client.connect(
      new StreamableHTTPClientTransport(new URL('/runtime/webhooks/mcp', origin), { requestInit: { headers } }),
    );
    expect(await client.callTool({ name: 'hello_mcp', arguments: {} })).toMatchObject({ content: [{ type: 'text' }] });
    await client.close();
  });

  it('answers 401 without a token, before it says what exists', async () => {
    expect(await status()).toBe(401);
    expect(await status('Bearer nothing')).toBe(401);
    expect((await fetch(new URL('/api/hello', origin))).status).toBe(401);
  });

  it('answers 403 to another identity of the tenant', async () => {
    expect(await status(`Bearer ${await tokenOf(STRANGER)}`)).toBe(403);
  });

  it('opens a stream that announces no key', async () => {
    const stopped = new AbortController();
    const answer = await fetch(new URL('/runtime/webhooks/mcp/sse', origin), {
      headers: { authorization: `Bearer ${await tokenOf(GATEWAY)}` },
      signal: stopped.signal,
    });
    const { value } = (await answer.body?.getReader().read()) ?? {};
    stopped.abort();
    expect(Buffer.from(value ?? []).toString('utf8')).toMatch(/^event: endpoint\ndata: message\?azmcpcs=[\w-]+\n\n/);
  });
});

describe('readFunctionAuthentication', () => {
  const read = (block: unknown): unknown =>
    readFunctionAuthentication(
      resolveBlock(
        { type: 'azurerm_function_app_flex_consumption', name: 'app', arguments: { auth_settings_v2: block } },
        [],
      ),
    );

  it('reads nothing where authentication is off', () => {
    expect(read(undefined)).toBeUndefined();
    expect(read({ ...settings, auth_enabled: false })).toBeUndefined();
  });

  it('refuses authentication that lets strangers through', () => {
    expect(() => read({ ...settings, require_authentication: false })).toThrow(
      'azurerm_function_app_flex_consumption.app: auth_settings_v2.require_authentication is false',
    );
    expect(() => read({ ...settings, unauthenticated_action: 'AllowAnonymous' })).toThrow('Return401 or Return403');
  });
});
