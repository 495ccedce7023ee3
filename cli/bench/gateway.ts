import { createServer, type Server } from 'node:http';
import { Agent, request } from 'undici';
import { startLocalGateway } from '../../emulator/local-gateway';
import { synthesise } from '../../main';
import { listen } from './listen';
import { logIn } from './log-in';
import { cpuMicroseconds, median, showMicroseconds, table } from './measure';
import { createPlainProxy } from './plain-proxy';

const REQUESTS = 200;
/** Samples that only let V8 compile. */
const WARM_UPS = 3;
/** Between requests, so that no rate limit is reached; far less than a token lives. */
const STEP_MILLISECONDS = 1500;
const BODY = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
const ANSWER = JSON.stringify({ jsonrpc: '2.0', id: 1, result: { tools: [] } });

function backend(): Server {
  return createServer((incoming, outgoing) => {
    incoming.resume().on('end', () => outgoing.setHeader('content-type', 'application/json').end(ANSWER));
  });
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
  const proxy = createPlainProxy(targetUrl);
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
    // A login for each sample, because tokens grow old by the steps of the clock.
    const sampleGateway = async (): Promise<number> => sample(endpoint, (await logIn(endpoint)).token, step);
    const sampleProxy = (): Promise<number> => sample(proxyUrl, 'none', () => undefined);
    for (let warmUp = 0; warmUp < WARM_UPS; warmUp++) {
      await sampleProxy();
      await sampleGateway();
    }
    const direct: number[] = [];
    const through: number[] = [];
    for (let run = 0; run < runs; run++) {
      direct.push(await sampleProxy());
      through.push(await sampleGateway());
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
