import { bindOnce } from '../../policies/language/expressions/bind-once';
import { fullTypeName } from '../../policies/language/expressions/clr-type';
import type { ClrValue } from './clr-value';
import { compileBound } from './compile/compile-bound';
import { ExpressionCompileError } from './expression-compile-error';
import type { CompileFinding } from './expression-compile-error';
import type { PolicyContext } from './policy-context';

/** A policy expression, ready to be evaluated any number of times. */
export interface CompiledExpression {
  /** Static .NET type of the result, `System.String` for instance. */
  readonly type: string;
  /** Which message bodies must be buffered before it is evaluated. */
  readonly uses: { readonly requestBody: boolean; readonly responseBody: boolean };
  /**
   * Computes the value; throws ClrException as .NET would throw.
   *
   * @param maximumSteps how much work it may be, MAXIMUM_STEPS unless told
   */
  evaluate(context: PolicyContext, maximumSteps?: number): ClrValue;
}

function missingMember(id: string): CompileFinding {
  return {
    rule: 'not-implemented',
    message: `${id} is allowed in policy expressions, but the local gateway does not implement it: see docs/fidelity.md.`,
    line: 1,
    column: 1,
    text: id,
  };
}

/**
 * Compiles a policy expression, `@(...)` or `@{...}`, to closures. The C# grammar must have been loaded by `loadCSharp()`.
 *
 * Throws ExpressionCompileError with every finding: what C# or the allow-list refuses, and members not implemented here.
 */
export function compileExpression(source: string): CompiledExpression {
  const { bound, findings } = bindOnce(source);
  if (bound === undefined || findings.length > 0) throw new ExpressionCompileError(source, findings);
  const { missing, evaluate } = compileBound(bound);
  if (missing.length > 0) throw new ExpressionCompileError(source, missing.map(missingMember));
  return { type: fullTypeName(bound.type), uses: bound.uses, evaluate };
}
