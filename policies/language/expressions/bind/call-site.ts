import type { ClrType } from '../clr-type';
import type { Span } from '../finding';
import type { Parameter } from '../types/table';
import type { Operand } from './operand';
import type { Candidate } from './candidates';

/** An argument as written. */
export interface Argument {
  readonly operand: Operand;
  readonly mode: 'value' | 'out' | 'ref';
  readonly name?: string;
  readonly span: Span;
  /** The receiver of an extension method. */
  readonly isReceiver?: boolean;
}

/** A candidate that fits the arguments. */
export interface Fit {
  readonly candidate: Candidate;
  readonly expanded: boolean;
  readonly typeArguments: readonly ClrType[];
  /** Of the constructed method, the params array as such. */
  readonly parameterTypes: readonly ClrType[];
  /** For each argument, the parameter it goes to and its type (of an expanded params array: its element). */
  readonly targets: readonly { readonly index: number; readonly type: ClrType }[];
  readonly usesDefaults: boolean;
}

/** How errors name what is called. */
export interface CallNames {
  readonly span: Span;
  readonly name: string;
  readonly typeArguments: readonly ClrType[];
  readonly constructorOf?: ClrType;
}

export type Attempt =
  | { readonly fit: Fit }
  | { readonly problem: 'count' | 'name' | 'inference' }
  | {
      readonly problem: 'argument';
      readonly index: number;
      readonly type: ClrType;
      readonly good: number;
      readonly mode: Parameter['mode'];
    };
