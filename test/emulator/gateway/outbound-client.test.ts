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

  describe('when the backend closes a connection that it kept alive', () => {
    let closing: Server;
    let arrived: string[];

    beforeEach(async () => {
      arrived = [];
      // The second request of all finds its connection closed.
      closing = createServer((incoming, outgoing) => {
        arrived.push(incoming.method ?? '');
        if (arrived.length === 2) incoming.socket.destroy();
        else incoming.resume().on('end', () => outgoing.end('answer'));
      });
      await new Promise<void>((resolve) => closing.listen(0, '127.0.0.1', resolve));
    });

    afterEach(async () => {
      closing.closeAllConnections();
      await new Promise((resolve) => closing.close(resolve));
    });

    async function send(method: string, body?: Uint8Array): Promise<number> {
      const url = new URL(`http://127.0.0.1:${(closing.address() as AddressInfo).port}/`);
      const response = await client.send({ ...request(), url, method, body, timeoutMilliseconds: 30_000 });
      await response.body?.buffer();
      return response.statusCode;
    }

    it.each(['GET', 'DELETE'])('sends %s once more', async (method) => {
      await send('GET');
      expect(await send(method)).toBe(200);
      expect(arrived).toEqual(['GET', method, method]);
    });

    it.each([
      ['POST', undefined],
      ['DELETE', 'a body'],
    ])('sends %s with %s no second time', async (method, text) => {
      const body = text === undefined ? undefined : Buffer.from(text);
      await send('GET');
      await expect(send(method, body)).rejects.toMatchObject({ reason: 'BackendConnectionFailure' });
      expect(arrived).toEqual(['GET', method]);
    });
  });
});
