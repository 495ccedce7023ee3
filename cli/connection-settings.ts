/** An MCP endpoint of the running gateway. */
export interface Endpoint {
  readonly name: string;
  readonly url: string;
}

/** The content of `.vscode/mcp.json` that connects VS Code to the endpoints. */
export function vsCodeSettings(endpoints: readonly Endpoint[]): string {
  const servers = Object.fromEntries(
    endpoints.map(({ name, url }) => [name, { type: isStream(url) ? 'sse' : 'http', url }]),
  );
  return JSON.stringify({ servers }, null, 2);
}

/** The MCP Inspector configuration file for the endpoints. */
export function inspectorSettings(endpoints: readonly Endpoint[]): string {
  const mcpServers = Object.fromEntries(
    endpoints.map(({ name, url }) => [name, { type: isStream(url) ? 'sse' : 'streamable-http', url }]),
  );
  return JSON.stringify({ mcpServers }, null, 2);
}

/** Whether an endpoint is the stream of a server of the older kind (MCP 2024-11-05, "HTTP with SSE"). */
function isStream(url: string): boolean {
  return url.endsWith('/sse');
}
