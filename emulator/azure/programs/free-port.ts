import { createServer } from 'node:net';

/** A port of 127.0.0.1 that is free now, for a program that wants to be told its port. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('A server on 127.0.0.1 reported no port.');
  return address.port;
}
