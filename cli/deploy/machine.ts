import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline/promises';

/** How a program ended and what it wrote. */
export interface ProgramResult {
  /** undefined when the program is not there. */
  readonly code: number | undefined;
  readonly stdout: string;
}

/** What a deployment needs of the machine it starts from; a test brings its own. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether somebody can be asked. */
  readonly interactive: boolean;
  /** Asks on the terminal. @returns the answer without blanks around it; empty when there was none */
  ask(question: string): Promise<string>;
  /** Runs a program and reads what it writes. */
  read(program: string, args: readonly string[]): Promise<ProgramResult>;
  /** Runs a program on this terminal. @returns its exit code */
  show(program: string, args: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<number>;
  /** A line for the operator. */
  say(line: string): void;
}

/** The machine this process runs on. */
export function thisMachine(): Machine {
  return {
    env: process.env,
    interactive: process.stdin.isTTY && process.stderr.isTTY,
    ask: async (question) => {
      const terminal = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return (await terminal.question(question)).trim();
      } finally {
        terminal.close();
      }
    },
    read: (program, args) =>
      new Promise((resolve) => {
        // The Azure CLI is a script with an extension on Windows, which only a shell finds there.
        const child = spawn(program, args, {
          stdio: ['ignore', 'pipe', 'ignore'],
          shell: process.platform === 'win32',
        });
        let stdout = '';
        child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
        child.on('error', () => resolve({ code: undefined, stdout: '' }));
        child.on('close', (code) => resolve({ code: code ?? 1, stdout }));
      }),
    show: (program, args, env) =>
      new Promise((resolve, reject) => {
        const child = spawn(program, args, { stdio: 'inherit', env });
        child.on('error', reject);
        child.on('close', (code) => resolve(code ?? 1));
      }),
    say: (line) => void process.stderr.write(`${line}\n`),
  };
}
