import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import type { Command } from 'commander';
import { runCommand } from '../../cli/command';

export const PROJECT_FOLDER = join(__dirname, '..', '..');

/** What a finished command printed, and how it ended. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running command. */
export interface Running {
  readonly process: ChildProcessWithoutNullStreams;
  /** Resolves with the first line on stdout; rejects with stderr when the command ends before. */
  firstLine(): Promise<string>;
  /** Resolves when the command and everything that inherited its output has ended. */
  finished: Promise<Finished>;
}

/** Starts a command in the project folder. @param env beside the environment of the tests */
export function startCommand(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Running {
  const child = spawn(file, args, { cwd: PROJECT_FOLDER, env: { ...process.env, CHECKPOINT_DISABLE: '1', ...env } });
  let stdout = '';
  let stderr = '';
  let announce: () => void = () => {};
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    announce();
  });
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const finished = new Promise<Finished>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
  return {
    process: child,
    finished,
    firstLine: () =>
      new Promise((resolve, reject) => {
        announce = () => {
          const end = stdout.indexOf('\n');
          if (end >= 0) {
            resolve(stdout.slice(0, end));
          }
        };
        announce();
        void finished.then((result) =>
          reject(new Error(`It ended with ${result.code} before it printed a line: ${result.stderr}`)),
        );
      }),
  };
}

/** Runs a TypeScript program of the project to its end. */
export function runProgram(program: string, ...args: string[]): Promise<Finished> {
  return startCommand(process.execPath, ['--import', 'tsx', program, ...args]).finished;
}

/** Runs a command in this process to its end, which takes no start of Node. For those that end by themselves. */
export async function runHere(command: Command, ...args: string[]): Promise<Finished> {
  const outer = process.exitCode;
  const stdout = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const written = ({ mock }: typeof stdout): string => mock.calls.map(([text]) => String(text)).join('');
  process.exitCode = 0;
  try {
    await runCommand(command, ['node', 'program', ...args]);
    return { code: Number(process.exitCode), stdout: written(stdout), stderr: written(stderr) };
  } finally {
    process.exitCode = outer;
    stdout.mockRestore();
    stderr.mockRestore();
  }
}
