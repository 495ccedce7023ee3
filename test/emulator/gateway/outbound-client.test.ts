import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHosts } from '../../../emulator/azure/hosts';
import { HeaderBag } from '../../../emulator/gateway/header-bag';
import { OutboundClient, type OutboundRequest } from '../../../emulator/gateway/outbound-client';

describe('OutboundClient', () => {
  let server: Server;
  const client = new OutboundClient(createHosts(), [], () => undefined);

  beforeAll(async () => {
    // Sends headers and the beginning of a body, and never its end.
    server = createServer((_incoming, outgoing) => outgoing.writeHead(200).write('begin'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    await client.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function request(): OutboundRequest {
    return {
      url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
      method: 'GET',
      headers: HeaderBag.fromRaw([]),
      body: undefined,
      timeoutMilliseconds: 500,
      signal: new AbortController().signal,
    };
  }

  it('ends a body that does not end in time, when the timeout covers it', async () => {
    const whole = client.send({ ...request(), timeoutCoversBody: true }).then(({ body }) => body?.buffer());
    await expect(whole).rejects.toMatchObject({ name: 'PolicyError' });
  });
});
