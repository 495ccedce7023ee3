import { InvalidArgumentError } from 'commander';
import type { CaseAnswer } from '../../../emulator/expressions/cases/answer-case';
import type { Difference, FuzzResult } from './fuzz';
import type { GeneratedCase } from './generate-cases';
import { DEFAULT_SEED } from './seed';
import { createCommand, EXIT, runCommand } from '../../../cli/command';

const DEFAULT_COUNT = 1000;
const MOST_SHOWN = 40;

interface FuzzOptions {
  readonly count: number;
  readonly seed: string;
  readonly from: number;
  readonly shrink: boolean;
  readonly json?: true;
  readonly reach?: true;
}

function parseCount(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('Write a whole number.');
  return Number(value);
}

function describe(answer: CaseAnswer): string {
  if ('compileError' in answer) return `does not compile: ${answer.compileError}`;
  if ('error' in answer) return `throws ${answer.error}: ${answer.message}`;
  return answer.value === null ? 'null' : `${answer.type ?? ''} ${JSON.stringify(answer.value)}`;
}

function shownContext({ context }: GeneratedCase): string {
  return context === undefined ? '' : `  context ${JSON.stringify(context)}\n`;
}

function printDifferences(differences: readonly Difference[]): void {
  for (const { item, ours, theirs } of differences) {
    process.stdout.write(
      `\n${item.id}\n  ${item.expression}\n${shownContext(item)}  .NET    ${describe(theirs)}\n  engine  ${describe(ours)}\n`,
    );
  }
}

function summary(seed: string, { counts, compiled, missing }: FuzzResult, seconds: number): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const lacking = [...missing].sort(([, left], [, right]) => right - left);
  return [
    '',
    `${total} expressions of seed ${seed} in ${seconds.toFixed(0)} s; ${compiled} of them compile in .NET`,
    `  ${counts.same} answered alike`,
    `  ${counts.notAllowed} refused by the allow-list of policy expressions`,
    `  ${counts.notImplemented} use a member that the local gateway does not implement (${missing.size} different ones)`,
    ...lacking.slice(0, 10).map(([id, count]) => `    ${String(count).padStart(4)}  ${id}`),
    `  ${counts.different} answered differently`,
    '',
  ].join('\n');
}

// Modules are loaded when they are needed, so that --help and usage errors answer at once.
async function run({ count, seed, from, shrink: shrinks, json, reach: counts }: FuzzOptions): Promise<void> {
  const { buildDotnet, startDotnet } = await import('../dotnet.js');
  const { fuzz, shrink } = await import('./fuzz.js');
  const { Reach } = await import('./reach.js');
  const { loadCSharp } = await import('../../../policies/language/expressions/grammar.js');
  const progress = (line: string) => process.stderr.write(`${line}\n`);
  const versions = buildDotnet();
  await loadCSharp();
  const dotnet = startDotnet();
  const started = performance.now();
  const reach = counts === true ? new Reach() : undefined;
  try {
    const result = await fuzz(
      dotnet,
      { seed, from, count },
      (done, found) => {
        if (done % 5000 === 0) progress(`${done} of ${count}, ${found} differences from ${versions.runtime}`);
      },
      (answered) => reach?.add(answered),
    );
    const shown = result.differences.slice(0, MOST_SHOWN);
    const smallest = shrinks ? await shrink(dotnet, shown) : shown;
    if (json === true) {
      process.stdout.write(
        `${JSON.stringify(smallest.map(({ item: { id, expression, context }, ours, theirs }) => ({ id, expression, context, ours, theirs })))}\n`,
      );
    } else {
      printDifferences(smallest);
      process.stdout.write(summary(seed, result, (performance.now() - started) / 1000));
      if (reach !== undefined) process.stdout.write(`${reach.lines().join('\n')}\n`);
    }
    if (result.counts.different > 0) process.exitCode = EXIT.failed;
  } finally {
    dotnet.close();
  }
}

const command = createCommand(
  'npm run csharp:fuzz --',
  'Writes random C# expressions, evaluates them in .NET and in the engine of the local gateway, and shows what differs.',
)
  .option('--count <number>', 'how many expressions to write', parseCount, DEFAULT_COUNT)
  .option(
    '--seed <text>',
    'what the random choices begin with; the same seed writes the same expressions',
    DEFAULT_SEED,
  )
  .option('--from <number>', 'number of the first expression', parseCount, 0)
  .option('--no-shrink', 'show the expressions as they were written')
  .option(
    '--reach',
    'count the members, kinds of nodes, types and exceptions that the expressions reach, and list the rest',
  )
  .option('--json', 'print the differences as JSON')
  .action(run);

void runCommand(command, process.argv);
