import type { ClrValue } from '../expressions/clr-value';
import type { PolicyContext } from '../expressions/policy-context';

/** A compiled policy expression, as the gateway uses it. */
export interface CompiledExpression {
  /** Static .NET type, for instance `System.Boolean`. */
  readonly type: string;
  readonly uses: { readonly requestBody: boolean; readonly responseBody: boolean };
  /** @throws ClrException when C# throws */
  evaluate(context: PolicyContext): ClrValue;
}

/** Compiles the source of an expression, `@(` or `@{` included; throws an error that lists what is wrong. */
export type CompileExpression = (source: string) => CompiledExpression;
