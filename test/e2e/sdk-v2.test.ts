import {
  Client,
  StreamableHTTPClientTransport,
  UnauthorizedError,
  type OAuthClientProvider,
} from '@modelcontextprotocol/client';
import type { LocalGateway } from '../../emulator/local-gateway';
import { OAuthSession } from '../../harness/oauth-session';
import { bootGateway, defaultStackFile } from '../support/gateway';

describe('@modelcontextprotocol/client (v2) through the local gateway', () => {
  let gateway: LocalGateway;

  beforeAll(async () => {
    gateway = await bootGateway(await defaultStackFile());
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
});
