import type { ExpressionFinding } from '../../policies/language/expressions/finding';

/** Why an expression cannot run: each thing wrong with it, collected before the error is thrown. */
export interface CompileFinding {
  /** A rule of the front end, or `not-implemented` for a member that is legal on Azure and missing here. */
  readonly rule: ExpressionFinding['rule'] | 'not-implemented';
  readonly message: string;
  /** Compiler code such as `CS1061`, where there is one. */
  readonly code?: string;
  /** From 1, relative to the expression. */
  readonly line: number;
  readonly column: number;
  /** The offending text, or the id of the missing member. */
  readonly text: string;
}

/** An expression that Azure API Management would refuse, or that needs a member the local gateway does not have. */
export class ExpressionCompileError extends Error {
  constructor(
    readonly source: string,
    readonly findings: readonly CompileFinding[],
  ) {
    super(findings.map(({ line, column, message }) => `${line}:${column} ${message}`).join('\n'));
    this.name = 'ExpressionCompileError';
  }
}
