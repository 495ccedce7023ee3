import {
  Client as ClientV2,
  StreamableHTTPClientTransport as TransportV2,
  UnauthorizedError as UnauthorizedV2,
  type OAuthClientProvider as ProviderV2,
} from '@modelcontextprotocol/client';
import { UnauthorizedError, type OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { OAuthSession } from '../../harness/oauth-session';

const INFO = { name: 'e2e', version: '1.0.0' };

/** What the tests use of a client, whichever SDK it is from. */
export interface ConnectedClient {
  readonly toolNames: () => Promise<readonly string[]>;
  readonly call: (name: string, args?: Readonly<Record<string, unknown>>) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Logs in as alice and connects by a transport of SDK v1. */
async function connectV1(
  transport: (session: OAuthSession) => StreamableHTTPClientTransport | SSEClientTransport,
): Promise<ConnectedClient> {
  const session = new OAuthSession();
  const refused = transport(session);
  await expect(new Client(INFO).connect(refused)).rejects.toBeInstanceOf(UnauthorizedError);
  await refused.finishAuth(session.code);
  const client = new Client(INFO);
  await client.connect(transport(session));
  return {
    toolNames: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: (name, args = {}) => client.callTool({ name, arguments: args }),
    close: () => client.close(),
  };
}

/** The three ways in which an official SDK logs in and connects to the endpoint at `url`. */
export const CONNECTIONS = {
  'Streamable HTTP, SDK v1': (url: string): Promise<ConnectedClient> =>
    connectV1((session) => new StreamableHTTPClientTransport(new URL(url), { authProvider: asProvider(session) })),
  'SSE, SDK v1': (url: string): Promise<ConnectedClient> =>
    connectV1((session) => new SSEClientTransport(new URL(url), { authProvider: asProvider(session) })),
  'Streamable HTTP, SDK v2': async (url: string): Promise<ConnectedClient> => {
    const session = new OAuthSession();
    const authProvider = session as ProviderV2;
    const refused = new TransportV2(new URL(url), { authProvider });
    await expect(new ClientV2(INFO).connect(refused)).rejects.toBeInstanceOf(UnauthorizedV2);
    await refused.finishAuth(session.callback ?? new URLSearchParams());
    const client = new ClientV2(INFO);
    await client.connect(new TransportV2(new URL(url), { authProvider }));
    return {
      toolNames: async () => (await client.listTools()).tools.map(({ name }) => name),
      call: (name, args = {}) => client.callTool({ name, arguments: args }),
      close: () => client.close(),
    };
  },
} as const;

/** Name of one of the {@link CONNECTIONS}. */
export type Connection = keyof typeof CONNECTIONS;

function asProvider(session: OAuthSession): OAuthClientProvider {
  // OAuthSession has every member of the provider interface; its JSON members are declared without the SDK's types.
  return session as OAuthClientProvider;
}
