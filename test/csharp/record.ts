import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCommand, runCommand } from '../../cli/command';
import type { CaseAnswer } from '../../emulator/expressions/cases/answer-case';
import { readCaseFile } from '../../emulator/expressions/cases/read-case-file';
import { buildDotnet, startDotnet } from './dotnet';
import type { Dotnet, DotnetVersions } from './dotnet';
import { policyExpressions } from './policy-expressions';
import { caseFiles, comparable, readCases, readRecorded, RECORDED_FOLDER, sameAnswer } from './recording';

const VERSIONS_FILE = join(RECORDED_FOLDER, '..', 'versions.json');

function asLines(answers: readonly CaseAnswer[]): string {
  return `[\n${answers.map((answer) => `  ${JSON.stringify(answer)}`).join(',\n')}\n]\n`;
}

/** What differs between what is recorded and what .NET answers now, one line each. */
function differences(name: string, recorded: readonly CaseAnswer[], now: readonly CaseAnswer[]): readonly string[] {
  const before = new Map(recorded.map((answer) => [answer.id, answer]));
  const after = new Map(now.map((answer) => [answer.id, answer]));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => {
    const [left, right] = [before.get(id), after.get(id)];
    if (left === undefined) return [`${name}: ${id} is not recorded`];
    if (right === undefined) return [`${name}: ${id} is recorded, but there is no such case`];
    return sameAnswer(left, right)
      ? []
      : [`${name}: ${id} answered ${JSON.stringify(comparable(left))}, now ${JSON.stringify(comparable(right))}`];
  });
}

async function checkPolicies(dotnet: Dotnet): Promise<{ readonly count: number; readonly refused: readonly string[] }> {
  const expressions = await policyExpressions();
  const answers = await dotnet.answer(expressions);
  return {
    count: expressions.length,
    refused: answers.flatMap((answer) =>
      'compileError' in answer ? [`${answer.id} does not compile: ${answer.compileError}`] : [],
    ),
  };
}

async function recordAll(dotnet: Dotnet, versions: DotnetVersions, check: boolean): Promise<void> {
  const found: string[] = [];
  let count = 0;
  for (const name of caseFiles()) {
    const answers = await dotnet.answer(readCases(name));
    count += answers.length;
    if (check) found.push(...differences(name, readRecorded(name), answers));
    else writeFileSync(join(RECORDED_FOLDER, name), asLines(answers));
  }
  if (!check) writeFileSync(VERSIONS_FILE, `${JSON.stringify(versions, null, 2)}\n`);
  const policies = await checkPolicies(dotnet);
  found.push(...policies.refused);
  if (found.length > 0) throw new Error([...found, `${found.length} differences from ${versions.runtime}`].join('\n'));
  process.stdout.write(
    `${versions.runtime}: ${count} cases ${check ? 'answered as recorded' : 'recorded'}, ${policies.count} expressions of the generated policies compile\n`,
  );
}

async function record(file: string | undefined, { check }: { readonly check?: true }): Promise<void> {
  const cases = file === undefined ? [] : readCaseFile(file);
  const versions = buildDotnet();
  const dotnet = startDotnet();
  try {
    if (file === undefined) {
      await recordAll(dotnet, versions, check === true);
    } else {
      process.stdout.write(asLines(await dotnet.answer(cases)));
    }
  } finally {
    dotnet.close();
  }
}

const command = createCommand(
  'npm run csharp:record --',
  'Asks .NET what the cases of test/csharp/cases answer and records it, and compiles every expression of the generated policies.',
)
  .argument('[file]', 'print what .NET answers to this file of cases instead')
  .option('--check', 'change nothing; fail when .NET answers otherwise than recorded')
  .action(record);

void runCommand(command, process.argv);
