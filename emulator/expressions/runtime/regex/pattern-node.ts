import type { CharSet } from './char-set';

/** A test of a position that reads no character. */
export type Assertion =
  | 'lineStart'
  | 'lineEnd'
  | 'beginning'
  | 'searchStart'
  | 'endOrLastNewline'
  | 'end'
  | 'boundary'
  | 'noBoundary'
  | 'ecmaBoundary'
  | 'noEcmaBoundary';

/** How often something is repeated; `max` is Infinity where nothing bounds it. */
export interface Repetition {
  readonly min: number;
  readonly max: number;
  readonly lazy: boolean;
}

/**
 * A parsed .NET pattern. `rightToLeft` says that a part reads the character before its position: in a lookbehind, and
 * everywhere under RegexOptions.RightToLeft.
 */
export type PatternNode =
  | { readonly kind: 'set'; readonly set: CharSet; readonly rightToLeft: boolean }
  | { readonly kind: 'repeatedSet'; readonly set: CharSet; readonly rightToLeft: boolean; readonly times: Repetition }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | {
      readonly kind: 'backreference';
      readonly group: number;
      readonly ignoreCase: boolean;
      readonly rightToLeft: boolean;
      /** What a group that took no part means: under ECMAScript it is empty, else nothing matches. */
      readonly emptyWhenUnset: boolean;
    }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'alternatives'; readonly branches: readonly PatternNode[] }
  | { readonly kind: 'loop'; readonly body: PatternNode; readonly times: Repetition }
  /** `(a)`; with `balances`, the latest capture of that group is taken away. `group` is undefined for `(?<-other>a)`. */
  | {
      readonly kind: 'capture';
      readonly group: number | undefined;
      readonly balances: number | undefined;
      readonly body: PatternNode;
    }
  | { readonly kind: 'atomic'; readonly body: PatternNode }
  | { readonly kind: 'look'; readonly negative: boolean; readonly body: PatternNode }
  | { readonly kind: 'ifGroup'; readonly group: number; readonly then: PatternNode; readonly otherwise: PatternNode }
  | {
      readonly kind: 'ifMatches';
      readonly condition: PatternNode;
      readonly then: PatternNode;
      readonly otherwise: PatternNode;
    };

/** The node that matches the empty text. */
export const EMPTY: PatternNode = { kind: 'sequence', parts: [] };
