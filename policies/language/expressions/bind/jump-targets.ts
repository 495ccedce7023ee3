import type { Label } from '../bound-tree/statements';
import type { ClrType } from '../clr-type';
import type { Span } from '../finding';

/** Which jumps a statement may do. */
export interface Jumps {
  readonly break: boolean;
  readonly continue: boolean;
  readonly inCatch: boolean;
  /** The innermost `finally` whose block this is in: control does not leave it by a jump. */
  readonly finally: object | undefined;
  /** The innermost switch, for `goto case`. */
  readonly switch: SwitchTargets | undefined;
}

/** The sections of a switch, as `goto case` finds them when all are known. */
export interface SwitchTargets {
  readonly type: ClrType;
  readonly jumps: { readonly statement: { label: Label }; readonly key: string; readonly span: Span }[];
}

/** At the beginning of a function. */
export const NO_JUMPS: Jumps = { break: false, continue: false, inCatch: false, finally: undefined, switch: undefined };
