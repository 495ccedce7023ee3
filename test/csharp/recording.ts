import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseAnswer } from '../../emulator/expressions/cases/answer-case';
import { parseCases } from '../../emulator/expressions/cases/expression-case';
import type { ExpressionCase } from '../../emulator/expressions/cases/expression-case';

/** Folders of cases and of what .NET answered: a file of the same name in each. */
export const CASES_FOLDER = join(__dirname, 'cases');
export const RECORDED_FOLDER = join(__dirname, 'recorded');

/** Names of the files of cases, `strings.json` for instance. */
export function caseFiles(): readonly string[] {
  return readdirSync(CASES_FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort();
}

/** The cases of a file. */
export function readCases(name: string): readonly ExpressionCase[] {
  return parseCases(readFileSync(join(CASES_FOLDER, name), 'utf8'), `test/csharp/cases/${name}`);
}

/** What .NET answered to the cases of a file; empty when it was never recorded. */
export function readRecorded(name: string): readonly CaseAnswer[] {
  const file = join(RECORDED_FOLDER, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as CaseAnswer[]) : [];
}

/** Whether two answers are the same; of an expression that does not compile only that it does not. */
export function sameAnswer(left: CaseAnswer, right: CaseAnswer): boolean {
  return JSON.stringify(comparable(left)) === JSON.stringify(comparable(right));
}

/** An answer without the wording of compile errors. */
export function comparable(answer: CaseAnswer): CaseAnswer {
  return 'compileError' in answer ? { ...answer, compileError: 'does not compile' } : answer;
}
