import { clientPart, type ClientProgram, type ClientSetup } from './client-part';
import { lastLines, runTool } from './run-tool';
import { PROGRAMS } from './tools';

const TIMEOUT_SECONDS = 60;

function createClient({ endpoint, home, callbackPort, logins }: ClientSetup): ClientProgram {
  const inspect = async (...args: readonly string[]): Promise<string> => {
    const finished = await runTool(PROGRAMS.inspector, {
      args: [
        ...['--cli', endpoint, '--transport', 'http', '--format', 'json'],
        ...['--callback-url', `http://127.0.0.1:${callbackPort}/oauth/callback`],
        ...args,
      ],
      home,
      // Without a terminal the Inspector logs in only when it may open a browser, and keeps tokens only in a file.
      env: { MCP_AUTO_OPEN_ENABLED: 'true', MCP_INSPECTOR_SECRET_STORE: 'file' },
      timeoutSeconds: TIMEOUT_SECONDS,
      onLine: logins.onLine,
    });
    if (finished.code !== 0) throw new Error(`It ended with ${finished.code}:\n${lastLines(finished)}`);
    return finished.stdout;
  };
  return {
    storage: '.mcp-inspector',
    listTools: () => inspect('--method', 'tools/list'),
    callTool: () => inspect('--method', 'tools/call', '--tool-name', 'hello_mcp'),
  };
}

/** The command line of MCP Inspector. */
export const INSPECTOR_PART = clientPart('inspector', 'MCP Inspector on the command line', createClient);
