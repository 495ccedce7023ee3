import { request } from 'undici';
import { ENVIRONMENT_SERVER, isAlive, programOf, until } from './programs-fixture';

/** Starts a process of its own, tells its id, and serves. */
const WITH_CHILD = `
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  require('node:http').createServer((_request, response) => response.end(String(child.pid))).listen(process.env.PORT);
`;

/** Ends at the first request. */
const MORTAL = `
  require('node:http').createServer(() => { console.error('out of luck'); process.exit(3); }).listen(process.env.PORT);
`;

let close: () => Promise<void> = async () => {};
afterEach(() => close());

async function started(...args: Parameters<typeof programOf>) {
  const running = await programOf(...args);
  ({ close } = running);
  return running;
}

describe('createProgram', () => {
  it('is ready when the program listens, and gives it no environment but its own', async () => {
    const { program } = await started(ENVIRONMENT_SERVER);
    await program.ensureListening();
    const { env } = (await (await request(program.origin)).body.json()) as { env: object };
    expect(Object.keys(env)).toEqual(['PORT']);
  });

  it('says with its last lines why a program did not start', async () => {
    const { program } = await started("console.log('one'); console.error('no such token'); process.exit(7)");
    await expect(program.ensureListening()).rejects.toThrow(
      /^server: "node" ended before it listened \(exit code 7\)\. Its last lines:\n(?=[^]*one)[^]*no such token/,
    );
  });

  it('says when there is no such program', async () => {
    const { program } = await started('', { command: 'no-such-program-anywhere' });
    await expect(program.ensureListening()).rejects.toThrow(/no-such-program-anywhere.*ENOENT/);
  });

  it('gives up on a program that does not listen', async () => {
    const { program } = await started('setInterval(() => {}, 1000)', { startSeconds: 0 });
    await expect(program.ensureListening()).rejects.toThrow(/does not listen on 127\.0\.0\.1:\d+ after 0 seconds/);
  });

  it('logs lines with its name and without secrets, the longer ones first', async () => {
    const script = `console.log('token abcdef and abcdefgh'); console.log('x'.repeat(1000)); ${ENVIRONMENT_SERVER}`;
    const { program, lines } = await started(script, { secrets: ['abcdef', 'abcdefgh', 'and'] });
    await program.ensureListening();
    await request(program.origin);
    expect(lines[0]).toBe('server: token *** and ***');
    expect(lines[1]).toBe(`server: ${'x'.repeat(400)}...`);
  });

  it('starts a program again that ended, and says that it ended', async () => {
    const { program, lines } = await started(MORTAL);
    await program.ensureListening();
    await expect(request(program.origin)).rejects.toThrow();
    await until(() => lines.some((line) => line.includes('The next call')));
    expect(lines).toEqual([
      'server: out of luck',
      'server: the program ended (exit code 3). The next call starts it again.',
    ]);
    await program.ensureListening();
  });

  it('ends what the program started, too', async () => {
    const { program } = await started(WITH_CHILD);
    await program.ensureListening();
    const child = Number(await (await request(program.origin)).body.text());
    await program.close();
    await until(() => !isAlive(child));
    await expect(program.ensureListening()).rejects.toThrow('stopped');
  });

  it('ends a program that does not want to', async () => {
    const { program } = await started(`process.on('SIGTERM', () => {}); ${ENVIRONMENT_SERVER}`);
    await program.ensureListening();
    await program.close();
    await expect(request(program.origin)).rejects.toThrow();
  });
});
