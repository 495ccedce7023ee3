import { loadCSharp } from '../../policies/language/expressions/grammar';
import { compileExpression } from '../expressions/compile-expression';
import type { CompileExpression } from './expressions';

/** Loads the C# grammar, once per process, and returns the compiler of policy expressions. */
export async function loadExpressionCompiler(): Promise<CompileExpression> {
  await loadCSharp();
  return compileExpression;
}
