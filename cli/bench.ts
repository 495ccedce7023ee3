import { Argument, InvalidArgumentError } from 'commander';
import { createCommand, EXIT, runCommand } from './command';

const PARTS = ['expressions', 'requests', 'synth', 'load'] as const;

interface BenchOptions {
  readonly runs: number;
  readonly logins: number;
  readonly sessions: number;
  readonly seconds: number;
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) throw new InvalidArgumentError('Write a whole number from 1 to 9999.');
  return Number(value);
}

// Modules are loaded when they are needed, so that --help and usage errors answer at once.
async function bench(parts: readonly string[], { runs, ...load }: BenchOptions): Promise<void> {
  const wanted = (part: (typeof PARTS)[number]): boolean => parts.length === 0 || parts.includes(part);
  const print = (title: string, text: string): boolean => process.stdout.write(`${title}\n\n${text}\n\n`);
  if (wanted('expressions')) {
    const { benchExpressions } = await import('./bench/expressions.js');
    print(`Expressions: processor time each, median of ${runs} runs (us: microseconds)`, await benchExpressions(runs));
  }
  if (wanted('requests')) {
    const { benchGateway } = await import('./bench/gateway.js');
    print(`One authenticated MCP request: processor time, median of ${runs} runs`, await benchGateway(runs));
  }
  if (wanted('synth')) {
    const { benchSynth } = await import('./bench/synth.js');
    print(`Synthesis: time of a process that does nothing else, ${runs} runs`, benchSynth(runs));
  }
  if (wanted('load')) {
    const { benchLoad } = await import('./bench/load.js');
    const { report, passed } = await benchLoad(load, (line) => process.stderr.write(`${line}\n`));
    print('Load: logins at once, then MCP sessions that call once a second; memory after garbage collection', report);
    if (!passed) process.exitCode = EXIT.failed;
  }
}

const command = createCommand(
  'npm run bench --',
  'Measures what expressions cost in the engine of the local gateway and in .NET, what a request costs in the gateway, how long synthesis takes, and how the gateway bears load. Exits 1 when the load meets an error or memory stays behind.',
)
  .addArgument(new Argument('[parts...]', 'what to measure; everything when left out').choices(PARTS))
  .option('--runs <number>', 'samples of expressions, requests and synthesis to take the median of', wholeNumber, 5)
  .option('--logins <number>', 'logins that begin at once', wholeNumber, 200)
  .option('--sessions <number>', 'MCP sessions at the same time', wholeNumber, 500)
  .option('--seconds <number>', 'how long the sessions call', wholeNumber, 60)
  .action(bench);

void runCommand(command, process.argv).then(() => process.exit());
