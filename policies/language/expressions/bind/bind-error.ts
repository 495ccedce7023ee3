import type { ExpressionFinding, ExpressionRule } from '../finding';

/** What is wrong, without its place. */
export interface About {
  readonly rule: ExpressionRule;
  readonly message: string;
  readonly code?: string;
  readonly alternative?: string;
}

/** Stops the binding of a statement. Its findings are reported where it is caught; none when one was reported already. */
export class BindError extends Error {
  readonly findings: readonly ExpressionFinding[];

  constructor(findings: readonly ExpressionFinding[]) {
    super(findings.map((finding) => finding.message).join('\n'));
    this.findings = findings;
  }
}
