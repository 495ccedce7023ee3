/**
 * A stack file that the local gateway cannot serve: a mistake of its author, so the message says what to change and no
 * stack trace is shown.
 */
export class StackError extends Error {
  /** @param problems one sentence each: where, the value, the rule, the fix */
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'StackError';
  }
}
