import type { Position } from './node';

/** What kind of mistake a reader of rawxml found; lint gives each kind a rule. */
export type RawXmlFindingKind =
  | 'malformed'
  | 'comment'
  | 'entity'
  | 'doctype'
  | 'processing-instruction'
  | 'unclosed-expression'
  | 'mixed-expression'
  | 'expression-entity';

/** One mistake in the text of a policy document. */
export interface RawXmlFinding {
  readonly kind: RawXmlFindingKind;
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
  readonly position: Position;
}

/** The text of a policy document is not rawxml. `findings` holds every mistake, in the order of the text. */
export class RawXmlError extends Error {
  override readonly name = 'RawXmlError';

  constructor(readonly findings: readonly RawXmlFinding[]) {
    super(
      findings
        .map(({ position, message, fix }) => `${position.line}:${position.column} ${message} Fix: ${fix}`)
        .join('\n'),
    );
  }
}
