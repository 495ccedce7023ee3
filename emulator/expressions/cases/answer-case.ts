import { ClrException } from '../clr-exception';
import { compileExpression } from '../compile-expression';
import { ExpressionCompileError } from '../expression-compile-error';
import { caseContext } from './case-context';
import type { ExpressionCase } from './expression-case';
import { valueText, valueType } from './value-text';

/** What became of a case: a value, an exception, or an expression that does not compile. */
export type CaseAnswer =
  | { readonly id: string; readonly type: string | null; readonly value: string | null }
  | { readonly id: string; readonly error: string; readonly message: string }
  | { readonly id: string; readonly compileError: string };

/** Evaluates a case with this engine. The C# grammar must have been loaded by `loadCSharp()`. */
export function answerCase({ id, expression, context }: ExpressionCase): CaseAnswer {
  try {
    const value = compileExpression(expression).evaluate(caseContext(context));
    return { id, type: valueType(value), value: valueText(value) };
  } catch (error) {
    if (error instanceof ExpressionCompileError) {
      return {
        id,
        compileError: error.findings
          .map(({ code, message }) => (code === undefined ? message : `${code}: ${message}`))
          .join('\n'),
      };
    }
    if (error instanceof ClrException) return { id, error: error.typeName, message: error.message };
    throw error;
  }
}
