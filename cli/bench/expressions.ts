import { caseContext } from '../../emulator/expressions/cases/case-context';
import { parseCases } from '../../emulator/expressions/cases/expression-case';
import { compileExpression } from '../../emulator/expressions/compile-expression';
import { loadCSharp } from '../../policies/language/expressions/grammar';
import { answerBench } from '../../test/csharp/dotnet-bench';
import cases from './expressions.json';
import { costOf, showMicroseconds, table } from './measure';

function besides(value: number | undefined): string {
  return value === undefined ? '-' : showMicroseconds(value);
}

function ratio(ours: number, theirs: number | undefined): string {
  return theirs === undefined || theirs === 0 ? '-' : `${(ours / theirs).toFixed(1)}x`;
}

/** What compiling and evaluating expressions costs here and, where dotnet is installed, in .NET: a table. */
export async function benchExpressions(runs: number): Promise<string> {
  await loadCSharp();
  const items = parseCases(JSON.stringify(cases), 'cli/bench/expressions.json');
  const dotnet = await answerBench(items, runs);
  const rows = items.map(({ id, expression, context }) => {
    const given = caseContext(context);
    const compiled = compileExpression(expression);
    let count = 0;
    // A new text each time, since what was bound once is remembered.
    const compile = costOf(
      () => compileExpression(`${expression.slice(0, 2)}/*${count++}*/${expression.slice(2)}`),
      runs,
    );
    const evaluate = costOf(() => compiled.evaluate(given), runs);
    const theirs = dotnet?.get(id);
    return [
      id,
      showMicroseconds(compile),
      besides(theirs?.compile),
      showMicroseconds(evaluate),
      besides(theirs?.evaluate),
      ratio(evaluate, theirs?.evaluate),
    ];
  });
  return table([['expression', 'compile', 'in .NET', 'evaluate', 'in .NET', 'ratio'], ...rows]);
}
