import {
  Client,
  StreamableHTTPClientTransport,
  UnauthorizedError,
  type OAuthClientProvider,
} from '@modelcontextprotocol/client';
import type { LocalGateway } from '../../emulator/local-gateway';
import { OAuthSession } from '../../harness/oauth-session';
import { bootGateway, defaultStackFile, TestClock } from '../support/gateway';
import { expectRefreshes, revokeLogin } from './sdk-session';

describe('@modelcontextprotocol/client (v2) through the local gateway', () => {
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

  it('logs in, checks the issuer, lists tools and calls one at protocol 2025-11-25', async () => {
    const session = new OAuthSession();
    const refused = transport(session);
    await expect(new Client({ name: 'e2e-v2', version: '1.0.0' }).connect(refused)).rejects.toBeInstanceOf(
      UnauthorizedError,
    );
    await refused.finishAuth(session.callback ?? new URLSearchParams());

    const client = new Client({ name: 'e2e-v2', version: '1.0.0' });
    const connected = transport(session);
    await client.connect(connected);
    expect(connected.protocolVersion).toBe('2025-11-25');
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(['get_snippet', 'hello_mcp', 'save_snippet']);
    await expect(client.callTool({ name: 'hello_mcp', arguments: {} })).resolves.toMatchObject({
      content: [{ type: 'text', text: expect.stringContaining('Hello') }],
    });
    await client.close();
  });

  /** A client that is logged in and connected. */
  async function connect(session: OAuthSession): Promise<Client> {
    const refused = transport(session);
    await expect(new Client({ name: 'e2e-v2', version: '1.0.0' }).connect(refused)).rejects.toBeInstanceOf(
      UnauthorizedError,
    );
    await refused.finishAuth(session.callback ?? new URLSearchParams());
    const client = new Client({ name: 'e2e-v2', version: '1.0.0' });
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
    // The SDK says on the console that it forgets the tokens.
    jest.spyOn(console, 'warn').mockImplementationOnce(() => undefined);
    const session = new OAuthSession();
    const client = await connect(session);
    await revokeLogin(gateway.origin, session);
    await expect(client.listTools()).rejects.toBeInstanceOf(UnauthorizedError);
    expect(session.steps).toEqual(['register', 'authorize', 'tokens', 'forget tokens', 'authorize']);
    await transport(session).finishAuth(session.callback ?? new URLSearchParams());
    expect((await client.listTools()).tools).toHaveLength(3);
    await client.close();
  });
});
