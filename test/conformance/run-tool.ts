import { spawn } from 'node:child_process';
import { nodeForTools } from './tools';

/** What a program printed, and how it ended. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run a program. */
export interface RunOptions {
  readonly args: readonly string[];
  /** Its home and working directory: an empty folder of its own. */
  readonly home: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** Is told every line as it comes. A promise it returns is waited for; its failure ends the program. */
  readonly onLine?: (line: string) => Promise<void> | void;
}

/** Text without what colours it in a terminal. */
const ANSI = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g');

/**
 * The whole environment of a program. It finds no other program on its PATH, so that none opens this user's browser.
 */
export function toolEnvironment(home: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: home, HOME: home, USERPROFILE: home, NO_COLOR: '1', ...more };
}

/**
 * Runs one of the programs to its end, in {@link toolEnvironment}.
 * @throws Error with the last lines it printed, when it does not end in time, or when `onLine` failed
 */
export function runTool(program: string, options: RunOptions): Promise<Finished> {
  const { args, home, timeoutSeconds } = options;
  const child = spawn(nodeForTools(), [program, ...args], {
    cwd: home,
    // Kept open: mcp-remote takes the end of its input for the wish to stop.
    stdio: ['pipe', 'pipe', 'pipe'],
    env: toolEnvironment(home, options.env),
  });
  const output = { stdout: '', stderr: '' };
  const reactions: Promise<void>[] = [];
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      child.kill('SIGKILL');
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const timer = setTimeout(
      () => fail(new Error(`It did not end within ${timeoutSeconds} seconds. Last lines:\n${lastLines(output)}`)),
      timeoutSeconds * 1000,
    );
    for (const name of ['stdout', 'stderr'] as const) {
      let rest = '';
      child[name].on('data', (chunk: Buffer) => {
        const text = chunk.toString().replace(ANSI, '');
        output[name] += text;
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          const reaction = options.onLine?.(line);
          if (reaction !== undefined) reactions.push(reaction.catch(fail));
        }
      });
    }
    child.once('error', fail);
    child.once('close', (code) => {
      clearTimeout(timer);
      void Promise.all(reactions).then(() => resolve({ code, ...output }));
    });
  });
}

/** The end of what a program printed, for a message. */
export function lastLines({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): string {
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-8).join('\n');
}
