import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { clientPart, type ClientProgram, type ClientSetup } from './client-part';
import { lastLines, runTool, toolEnvironment } from './run-tool';
import { nodeForTools, PROGRAMS } from './tools';

const TIMEOUT_SECONDS = 60;

function createClient({ endpoint, home, callbackPort, logins }: ClientSetup): ClientProgram {
  const args = [endpoint, String(callbackPort)];
  return {
    storage: '.mcp-auth',
    listTools: async () => {
      const finished = await runTool(PROGRAMS.mcpRemoteClient, {
        args,
        home,
        timeoutSeconds: TIMEOUT_SECONDS,
        onLine: logins.onLine,
      });
      if (finished.code !== 0) throw new Error(`It ended with ${finished.code}:\n${lastLines(finished)}`);
      return `${finished.stdout}\n${finished.stderr}`;
    },
    // The client program only lists; its sibling for editors serves the same storage over stdio.
    callTool: async () => {
      const client = new Client({ name: 'azure-mcp-gateway-conformance', version: '1.0.0' });
      const transport = new StdioClientTransport({
        command: nodeForTools(),
        args: [PROGRAMS.mcpRemote, ...args],
        env: toolEnvironment(home),
        cwd: home,
        stderr: 'ignore',
      });
      try {
        await client.connect(transport, { timeout: TIMEOUT_SECONDS * 1000 });
        return JSON.stringify(await client.callTool({ name: 'hello_mcp', arguments: {} }));
      } finally {
        await client.close();
      }
    },
  };
}

/** mcp-remote: its test client, and its bridge from stdio. */
export const MCP_REMOTE_PART = clientPart('mcp-remote', 'mcp-remote and its test client', createClient);
