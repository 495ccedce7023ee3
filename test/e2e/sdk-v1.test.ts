import { UnauthorizedError, type OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { LocalGateway } from '../../emulator/local-gateway';
import { OAuthSession } from '../../harness/oauth-session';
import { bootGateway, defaultStackFile, TestClock } from '../support/gateway';
import { expectRefreshes, revokeLogin } from './sdk-session';

describe('@modelcontextprotocol/sdk (v1) through the local gateway', () => {
  let gateway: LocalGateway;
  const clock = new TestClock();

  beforeAll(async () => {
    gateway = await bootGateway(await defaultStackFile(), { clock });
  });

  afterAll(async () => {
    await gateway?.close();
  });

  function transport(session: OAuthSession): StreamableHTTPClientTransport {
    return new StreamableHTTPClientTransport(new URL(`${gateway.origin}/mcp`), {
      authProvider: session as OAuthClientProvider,
    });
  }

  it('logs in, lists tools and calls one at protocol 2025-11-25', async () => {
    const session = new OAuthSession();
    const refused = transport(session);
    await expect(new Client({ name: 'e2e-v1', version: '1.0.0' }).connect(refused)).rejects.toBeInstanceOf(
      UnauthorizedError,
    );
    await refused.finishAuth(session.code);

    const client = new Client({ name: 'e2e-v1', version: '1.0.0' });
    const connected = transport(session);
    await client.connect(connected);
    expect(connected.protocolVersion).toBe('2025-11-25');
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(['get_snippet', 'hello_mcp', 'save_snippet']);
    await client.callTool({ name: 'save_snippet', arguments: { name: 'from-v1', content: 'let a = 1;' } });
    await expect(client.callTool({ name: 'get_snippet', arguments: { name: 'from-v1' } })).resolves.toMatchObject({
      content: [{ type: 'text', text: 'let a = 1;' }],
    });
    await client.close();
    expect(session.steps).toEqual(['register', 'authorize', 'tokens']);
  });

  it('returns the state and the issuer of RFC 9207 to the client', async () => {
    const session = new OAuthSession();
    const refused = transport(session);
    await expect(new Client({ name: 'e2e-v1', version: '1.0.0' }).connect(refused)).rejects.toBeInstanceOf(
      UnauthorizedError,
    );
    expect(session.callback?.get('iss')).toBe(gateway.origin);
  });

  it('tells the client when the person denies', async () => {
    const session = new OAuthSession({ decision: 'deny' });
    await expect(new Client({ name: 'e2e-v1', version: '1.0.0' }).connect(transport(session))).rejects.toBeInstanceOf(
      UnauthorizedError,
    );
    expect(session.callback?.get('error')).toBe('access_denied');
    expect(session.callback?.get('iss')).toBe(gateway.origin);
    expect(session.callback?.get('code')).toBeNull();
  });

  /** A client that is logged in and connected. */
  async function connect(session: OAuthSession): Promise<Client> {
    const refused = transport(session);
    await expect(new Client({ name: 'e2e-v1', version: '1.0.0' }).connect(refused)).rejects.toBeInstanceOf(
      UnauthorizedError,
    );
    await refused.finishAuth(session.code);
    const client = new Client({ name: 'e2e-v1', version: '1.0.0' });
    await client.connect(transport(session));
    return client;
  }

  it('refreshes silently when the access token has expired', async () => {
    const session = new OAuthSession();
    const client = await connect(session);
    expect(session.steps).toEqual(['register', 'authorize', 'tokens']);
    for (const hours of [1, 2]) {
      clock.advanceSeconds(3600);
      expect((await client.listTools()).tools).toHaveLength(3);
      expectRefreshes(session, hours);
    }
    await client.close();
  });

  it('logs in again after the login was revoked', async () => {
    const session = new OAuthSession();
    const client = await connect(session);
    await revokeLogin(gateway.origin, session);
    await expect(client.listTools()).rejects.toBeInstanceOf(UnauthorizedError);
    expect(session.steps).toEqual(['register', 'authorize', 'tokens', 'forget tokens', 'authorize']);
    await transport(session).finishAuth(session.code);
    expect((await client.listTools()).tools).toHaveLength(3);
    await client.close();
  });
});
