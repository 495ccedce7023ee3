import { freePort } from '../../../../emulator/azure/programs/free-port';
import { createProcessGuard } from '../../../../emulator/azure/programs/process-guard';
import { createProgram, type Program, type ProgramOptions } from '../../../../emulator/azure/programs/program';

/** JavaScript of a server on `PORT` that answers every request with its environment, as JSON. */
export const ENVIRONMENT_SERVER = `
  require('node:http')
    .createServer((request, response) => response.end(JSON.stringify({ headers: request.headers, env: process.env })))
    .listen(Number(process.env.PORT), '127.0.0.1');
`;

/** A program that runs JavaScript, with what it logs. Close it and its guard. */
export async function programOf(script: string, options: Partial<ProgramOptions> = {}) {
  const guard = createProcessGuard();
  const lines: string[] = [];
  const port = await freePort();
  const program: Program = createProgram({
    name: 'server',
    command: 'node',
    args: ['-e', script],
    env: { PORT: String(port) },
    port,
    secrets: [],
    guard,
    log: (line) => void lines.push(line),
    ...options,
  });
  const close = async (): Promise<void> => {
    await program.close();
    await guard.close();
  };
  return { program, lines, close };
}

/** Whether a process of this id exists. */
export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

/** Turns of the event loop after which nobody waits any longer. */
const MANY_TURNS = 10_000_000;

/** Lets others run until something is so. @throws Error when that takes too long */
export async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; !isSo(); turn += 1) {
    if (turn > MANY_TURNS) throw new Error('It does not happen.');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
