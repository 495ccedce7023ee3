import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { UnauthorizedError, type OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { OAuthSession } from '../../harness/oauth-session';

/**
 * Logs in to an MCP endpoint with the official SDK, as the user the gateway signs in at Entra.
 * @param client what an earlier login registered; left out, this one registers
 * @returns the access token, and what was registered
 */
export async function logIn(endpoint: string, client?: unknown): Promise<{ token: string; client: unknown }> {
  const session = new OAuthSession({}, { clientName: 'Azure MCP Gateway bench' });
  if (client !== undefined) session.saveClientInformation(client);
  // OAuthSession has every member of the provider interface; its JSON members are declared without the SDK's types.
  const transport = new StreamableHTTPClientTransport(new URL(endpoint), {
    authProvider: session as OAuthClientProvider,
  });
  try {
    await new Client({ name: 'azure-mcp-gateway-bench', version: '1.0.0' }).connect(transport);
  } catch (error) {
    if (!(error instanceof UnauthorizedError)) throw error;
  }
  await transport.finishAuth(session.code);
  const token = session.tokens<{ access_token: string }>()?.access_token;
  if (token === undefined) throw new Error('The login gave no access token.');
  return { token, client: session.clientInformation() };
}
