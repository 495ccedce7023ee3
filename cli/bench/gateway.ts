import { createServer, request as httpRequest } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import type { OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { Agent, request } from 'undici';
import { startLocalGateway } from '../../emulator/local-gateway';
import { OAuthSession } from '../../harness/oauth-session';
import { synthesise } from '../../main';
import { cpuMicroseconds, median, showMicroseconds, table } from './measure';

const REQUESTS = 200;
/** Samples that only let V8 compile. */
const WARM_UPS = 3;
/** Between requests, so that no rate limit is reached; far less than a token lives. */
const STEP_MILLISECONDS = 1500;
const BODY = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
const ANSWER = JSON.stringify({ jsonrpc: '2.0', id: 1, result: { tools: [] } });

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function backend(): Server {
  return createServer((incoming, outgoing) => {
    incoming.resume().on('end', () => outgoing.setHeader('content-type', 'application/json').end(ANSWER));
  });
}

/** A proxy that does nothing but pass on: what any gateway written for Node costs at least. */
function plainProxy(target: string): Server {
  return createServer((incoming, outgoing) => {
    const { method, headers } = incoming;
    const onward = httpRequest(target, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
}

async function logIn(endpoint: string): Promise<string> {
  const session = new OAuthSession({}, { clientName: 'Azure MCP Gateway bench' });
  // OAuthSession has every member of the provider interface; its JSON members are declared without the SDK's types.
  const transport = new StreamableHTTPClientTransport(new URL(endpoint), {
    authProvider: session as OAuthClientProvider,
  });
  const client = new Client({ name: 'azure-mcp-gateway-bench', version: '1.0.0' });
  try {
    await client.connect(transport);
  } catch (error) {
    if (!(error instanceof UnauthorizedError)) throw error;
  }
  await transport.finishAuth(session.code);
  const token = session.tokens<{ access_token: string }>()?.access_token;
  if (token === undefined) throw new Error('The login gave no access token.');
  return token;
}

async function sample(url: string, token: string, beforeEach: () => void): Promise<number> {
  const dispatcher = new Agent({ connections: 1 });
  const started = cpuMicroseconds();
  for (let index = 0; index < REQUESTS; index++) {
    beforeEach();
    const { statusCode, body } = await request(url, {
      dispatcher,
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: BODY,
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}: ${text}`);
  }
  const used = cpuMicroseconds() - started;
  await dispatcher.close();
  return used / REQUESTS;
}

/** What an authenticated request costs through the local gateway and through a proxy that only passes on: a table. */
export async function benchGateway(runs: number): Promise<string> {
  const { stackFile } = await synthesise();
  const target = backend();
  const targetUrl = await listen(target);
  const proxy = plainProxy(targetUrl);
  const proxyUrl = await listen(proxy);
  let now = Date.now();
  const step = (): void => {
    now += STEP_MILLISECONDS;
  };
  const gateway = await startLocalGateway({
    stackFile,
    user: 'alice',
    backends: { mcp: targetUrl },
    clock: { nowMilliseconds: () => now },
  });
  try {
    const endpoint = gateway.endpoints[0]?.url ?? '';
    const token = await logIn(endpoint);
    for (let warmUp = 0; warmUp < WARM_UPS; warmUp++) {
      await sample(proxyUrl, token, step);
      await sample(endpoint, token, step);
    }
    const direct: number[] = [];
    const through: number[] = [];
    for (let run = 0; run < runs; run++) {
      direct.push(await sample(proxyUrl, token, () => undefined));
      through.push(await sample(endpoint, token, step));
    }
    const [plain, own] = [median(direct), median(through)];
    return table([
      ['path', 'per request'],
      ['client, plain Node proxy, backend', showMicroseconds(plain)],
      ['client, local gateway, backend', showMicroseconds(own)],
      ['what the gateway adds', showMicroseconds(own - plain)],
    ]);
  } finally {
    await gateway.close();
    proxy.close();
    target.close();
  }
}
