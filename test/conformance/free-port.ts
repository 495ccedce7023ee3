import { createServer, type AddressInfo } from 'node:net';

/** A port on 127.0.0.1 that nothing listens on, for a program that must be told one. */
export function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
