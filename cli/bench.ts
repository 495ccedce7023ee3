import { InvalidArgumentError } from 'commander';
import { createCommand, runCommand } from './command';

const DEFAULT_RUNS = 5;

interface BenchOptions {
  readonly runs: number;
}

function parseRuns(value: string): number {
  const runs = Number(value);
  if (!/^\d{1,3}$/.test(value) || runs === 0) throw new InvalidArgumentError('Write a whole number from 1 to 999.');
  return runs;
}

// Modules are loaded when they are needed, so that --help and usage errors answer at once.
async function bench({ runs }: BenchOptions): Promise<void> {
  const { benchExpressions } = await import('./bench/expressions.js');
  const { benchGateway } = await import('./bench/gateway.js');
  process.stdout.write(
    `Expressions: processor time each, median of ${runs} runs (us: microseconds)\n\n${await benchExpressions(runs)}\n\n`,
  );
  process.stdout.write(
    `One authenticated MCP request: processor time, median of ${runs} runs\n\n${await benchGateway(runs)}\n`,
  );
}

const command = createCommand(
  'npm run bench --',
  'Measures what expressions cost in the engine of the local gateway and in .NET, and what a request costs in the gateway.',
)
  .option('--runs <number>', 'samples to take the median of', parseRuns, DEFAULT_RUNS)
  .action(bench);

void runCommand(command, process.argv).then(() => process.exit());
