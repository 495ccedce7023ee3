import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { ExpressionCase } from '../../emulator/expressions/cases/expression-case';
import { DOTNET } from '../support/tools';
import { buildDotnet } from './dotnet';

const PROGRAM = join(__dirname, 'bin', 'Release', 'net10.0', 'csharp.dll');

/** Microseconds of processor time in .NET. */
export interface DotnetCost {
  readonly id: string;
  /** By the C# compiler, with loading the result. */
  readonly compile: number;
  readonly evaluate: number;
}

/** What the cases cost in .NET, by id; undefined where dotnet is not installed. Throws when the program can't be built. */
export async function answerBench(
  cases: readonly ExpressionCase[],
  runs: number,
): Promise<ReadonlyMap<string, DotnetCost> | undefined> {
  if (DOTNET.path === undefined) return undefined;
  buildDotnet();
  const { status, stdout, stderr } = spawnSync(DOTNET.path, [PROGRAM, 'bench', String(runs)], {
    input: `${JSON.stringify(cases)}\n`,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The .NET program failed:\n${stderr}`);
  return new Map((JSON.parse(stdout) as DotnetCost[]).map((cost) => [cost.id, cost]));
}
