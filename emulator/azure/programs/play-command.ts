import type { LocalCommand } from './local-command';
import { freePort } from './free-port';
import { createProgram, type Program } from './program';
import type { ProcessGuard } from './process-guard';
import { systemEnvironment } from './system-environment';

/** What a `local` command stands in for. */
export interface PlayedServer {
  readonly name: string;
  /** Environment of the server itself. */
  readonly variables: Readonly<Record<string, string>>;
  /** Values that may not appear in the log. */
  readonly secrets: readonly string[];
  readonly guard: ProcessGuard;
  readonly log: (line: string) => void;
}

/**
 * Prepares the program of a `local` command on a free port. It gets that port as `PORT` and wherever the command says
 * `{port}`; its working directory is ours.
 */
export async function playCommand({ command, args, env }: LocalCommand, server: PlayedServer): Promise<Program> {
  const port = await freePort();
  const withPort = (text: string): string => text.replaceAll('{port}', String(port));
  return createProgram({
    name: server.name,
    command,
    args: args.map(withPort),
    env: {
      ...systemEnvironment(process.env),
      ...server.variables,
      PORT: String(port),
      ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, withPort(value)])),
    },
    port,
    secrets: server.secrets,
    guard: server.guard,
    log: server.log,
  });
}
