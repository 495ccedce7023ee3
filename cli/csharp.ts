import { createCommand, runCommand } from './command';

async function evaluate(file: string): Promise<void> {
  const { readCaseFile } = await import('../emulator/expressions/cases/read-case-file.js');
  const cases = readCaseFile(file);
  const { loadCSharp } = await import('../policies/language/expressions/grammar.js');
  const { answerCase } = await import('../emulator/expressions/cases/answer-case.js');
  await loadCSharp();
  process.stdout.write(`${JSON.stringify(cases.map(answerCase), null, 2)}\n`);
}

const command = createCommand(
  'npm run --silent csharp --',
  'Evaluates C# policy expressions with the engine of the local gateway and prints what they answer, as JSON.',
)
  .argument('<file>', 'JSON array of {id, expression, context?}; test/csharp/README.md describes it')
  .action(evaluate);

void runCommand(command, process.argv);
