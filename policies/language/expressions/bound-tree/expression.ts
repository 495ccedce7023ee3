import type { ClrType } from '../clr-type';
import type { BoundBlock } from './statements';
import type { BoundValue } from './values';

/*
 * The bound tree: a policy expression after names, overloads and conversions have been decided. Nothing is left to
 * look up: an evaluator walks it once and makes closures.
 *
 * Members are named by .NET documentation comment ids. Those of the interfaces that only policies have (`context` and
 * what hangs from it) are in the global namespace: `P:IExpressionContext.Request`, `P:IRequest.Headers`,
 * `M:IMessageBody.As``1(System.Boolean)`, `P:IUrl.Query`, `P:Jwt.Claims`. Their extension methods are static methods of
 * `PolicyExtensions`: `M:PolicyExtensions.AsJwt(System.String)`. Indexers are `P:Declaring.Item(…)`, a string's is
 * `P:System.String.Chars(System.Int32)`. A member is always named where it is declared, so `jobject.Type` is
 * `P:Newtonsoft.Json.Linq.JToken.Type`, and the id of a generic member is that of its definition.
 *
 * Numbers and variables:
 * - Every function (the expression itself, each lambda, each local function) runs in a frame of `slotCount` slots.
 *   A local that an inner function uses is `captured`: its slot holds a cell. The scope that lists it in `locals` makes
 *   a fresh cell every time the scope is entered. Making a lambda or local function copies the cells named by
 *   `captures` into the new function's frames. So each reference is a slot of the current frame, nothing else.
 * - A `BoundTemporary` is a slot the binder needed for itself; it is never captured and never outlives its node.
 */

/** What `bindExpression` makes of a whole policy expression. */
export interface BoundExpression {
  readonly form: 'single' | 'block';
  /** Static type of the result: for a block the common type of its returns, `object` when they differ. */
  readonly type: ClrType;
  readonly uses: BoundUses;
  readonly body: BoundFunctionBody;
}

/** What must be ready before the expression can be evaluated. */
export interface BoundUses {
  /** `context.Request.Body` is mentioned. */
  readonly requestBody: boolean;
  /** `context.Response.Body` is mentioned. */
  readonly responseBody: boolean;
}

/** Code that runs in a frame of its own. */
export interface BoundFunctionBody {
  readonly slotCount: number;
  /** Parameters in order; each is a local of this function. Empty for the expression itself. */
  readonly parameters: readonly BoundLocal[];
  /** Cells to copy when the function object is made: from a slot of the enclosing frame to a slot of this one. */
  readonly captures: readonly { readonly from: number; readonly to: number }[];
  /** A block, whose result comes from `return`; or a value. Variables of a value (`out var x`) are in `locals`. */
  readonly code: BoundBlock | BoundValueBody;
}

export interface BoundValueBody {
  readonly kind: 'value';
  readonly locals: readonly BoundLocal[];
  readonly value: BoundValue;
}

/** A variable or parameter. Compare by identity of `slot` inside one frame. */
export interface BoundLocal {
  readonly name: string;
  readonly slot: number;
  readonly type: ClrType;
  /** True: the slot holds a cell, because an inner function uses the variable. */
  readonly captured: boolean;
  /** An `out` or `ref` parameter, or a ref local: its slot holds the place of another variable, as if it were its cell. */
  readonly byReference?: 'out' | 'ref';
}

/** A slot for the binder's own use. */
export interface BoundTemporary {
  readonly slot: number;
  readonly type: ClrType;
}
