import { RULES, type RuleId } from './rules';

/** One breach of a rule. */
export interface Finding {
  readonly ruleId: RuleId;
  /** Terraform address of the policy block, or the name of the document. */
  readonly document: string;
  /** Name of the element at fault. */
  readonly element?: string;
  /** From 1, in the text Azure gets. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
}

/** Where a finding points: a position, and the element it is about. */
export interface Place {
  readonly element?: string;
  readonly position?: { readonly line: number; readonly column: number } | undefined;
}

/** Collects the findings of one document. */
export class Findings {
  readonly list: Finding[] = [];

  constructor(private readonly document: string) {}

  add(ruleId: RuleId, { element, position }: Place, message: string, fix: string): void {
    this.list.push({
      ruleId,
      document: this.document,
      ...(element !== undefined && { element }),
      ...(position && { line: position.line, column: position.column }),
      message,
      why: RULES[ruleId].why,
      fix,
    });
  }
}

/** Sorts by document, then by place, then by rule. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (one, other) =>
      compare(one.document, other.document) ||
      (one.line ?? 0) - (other.line ?? 0) ||
      (one.column ?? 0) - (other.column ?? 0) ||
      compare(one.ruleId, other.ruleId),
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
