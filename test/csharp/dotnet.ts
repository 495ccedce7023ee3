import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CaseAnswer } from '../../emulator/expressions/cases/answer-case';
import type { ExpressionCase } from '../../emulator/expressions/cases/expression-case';
import { DOTNET } from '../support/tools';

const PROGRAM = join(__dirname, 'bin', 'Release', 'net10.0', 'csharp.dll');

/** .NET as a child process that answers cases. */
export interface Dotnet {
  /** Answers a batch of cases, in order: the C# 7 compiler and .NET, no code of ours but the `context` object. */
  answer(cases: readonly ExpressionCase[]): Promise<readonly CaseAnswer[]>;
  /** Ends the process. */
  close(): void;
}

/** The versions a recording was made with. */
export interface DotnetVersions {
  readonly runtime: string;
  readonly compiler: string;
  readonly newtonsoft: string;
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (error !== undefined) throw new Error(`${program} did not start: ${error.message}`);
  if (status !== 0) throw new Error(`${[program, ...args].join(' ')} failed:\n${stdout}${stderr}`);
  return stdout;
}

function dotnet(): string {
  if (DOTNET.path === undefined) {
    throw new Error(
      'dotnet is not on the PATH. Recording needs the .NET 10 SDK (https://dotnet.microsoft.com/download); replaying the recording does not.',
    );
  }
  return DOTNET.path;
}

/**
 * Builds the program of this folder, which fetches its packages from NuGet when they are not there yet.
 * Throws where dotnet is missing, the feed can't be reached or the build fails.
 */
export function buildDotnet(): DotnetVersions {
  run(dotnet(), ['build', __dirname, '-c', 'Release', '--nologo', '-v', 'quiet']);
  return JSON.parse(run(dotnet(), [PROGRAM, 'versions'])) as DotnetVersions;
}

/** Starts the program that `buildDotnet` built. */
export function startDotnet(): Dotnet {
  const child = spawn(dotnet(), [PROGRAM, 'answer'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    answer: async (cases) => {
      child.stdin.write(`${JSON.stringify(cases)}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error('The .NET program ended before it answered; its message stands above.');
      return JSON.parse(value) as CaseAnswer[];
    },
    close: () => child.stdin.end(),
  };
}
