import type { AnonymousType, ArrayType, ClrType, NamedType } from './clr-type';

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
}

/** A slot for the binder's own use. */
export interface BoundTemporary {
  readonly slot: number;
  readonly type: ClrType;
}

/**
 * A compile-time constant. System.Int64 and System.UInt64 are bigint, System.Decimal is its digits (`"1.50"`), System.Char is its
 * UTF-16 code unit, an enum is the number of its underlying type, all other numbers are number.
 */
export type ConstantValue = null | boolean | string | number | bigint | { readonly decimal: string };

// ---------------------------------------------------------------------------------------------------- values

export type BoundValue =
  | BoundLiteral
  | BoundDefault
  | BoundContext
  | BoundLocalRead
  | BoundTemporaryRead
  | BoundField
  | BoundProperty
  | BoundIndexer
  | BoundElement
  | BoundCall
  | BoundLocalFunctionCall
  | BoundDelegateCall
  | BoundNew
  | BoundInitialise
  | BoundNewArray
  | BoundNewAnonymous
  | BoundAnonymousProperty
  | BoundConversion
  | BoundUnary
  | BoundBinary
  | BoundLogical
  | BoundIsNull
  | BoundConcat
  | BoundInterpolated
  | BoundConditional
  | BoundCoalesce
  | BoundConditionalAccess
  | BoundAssign
  | BoundCompoundAssign
  | BoundIsPattern
  | BoundAs
  | BoundLambda
  | BoundMethodGroup
  | BoundThrowValue
  | BoundOutArgument;

/** A constant, or `null` (then `type` is the reference or nullable type it stands for). Constant fields and enum members are folded into literals. */
export interface BoundLiteral {
  readonly kind: 'literal';
  readonly type: ClrType;
  readonly value: ConstantValue;
}

/** `default(T)` of a value type that has no literal, for instance `default(Guid)`, and `new T()` of one without a constructor. */
export interface BoundDefault {
  readonly kind: 'default';
  readonly type: ClrType;
}

/** The variable `context`. */
export interface BoundContext {
  readonly kind: 'context';
  readonly type: NamedType;
}

export interface BoundLocalRead {
  readonly kind: 'local';
  readonly type: ClrType;
  readonly slot: number;
  readonly captured: boolean;
}

export interface BoundTemporaryRead {
  readonly kind: 'temporary';
  readonly type: ClrType;
  readonly slot: number;
}

/** A field that is not a constant. Without `receiver` it is static. `F:System.String.Empty` */
export interface BoundField {
  readonly kind: 'field';
  readonly type: ClrType;
  readonly member: string;
  readonly declaringType: NamedType;
  readonly receiver?: BoundValue;
}

/** A property. Without `receiver` it is static. `P:System.String.Length`; arrays: `P:System.Array.Length`. */
export interface BoundProperty {
  readonly kind: 'property';
  readonly type: ClrType;
  readonly member: string;
  readonly declaringType: NamedType;
  readonly receiver?: BoundValue;
}

/** A member property with arguments: `P:Newtonsoft.Json.Linq.JToken.Item(System.Object)`. */
export interface BoundIndexer {
  readonly kind: 'indexer';
  readonly type: ClrType;
  readonly member: string;
  readonly declaringType: NamedType;
  readonly receiver: BoundValue;
  /** In parameter order, converted to the parameter types. */
  readonly arguments: readonly BoundValue[];
}

/** `array[index]`; the index is int, uint, long or ulong. */
export interface BoundElement {
  readonly kind: 'element';
  readonly type: ClrType;
  readonly array: BoundValue;
  readonly index: BoundValue;
}

/**
 * A method call. Static without `receiver`. An extension method is a static call whose first argument is the receiver.
 * `arguments` has one value per parameter of the declaration: converted, reordered, defaults filled in, and the
 * arguments of an expanded `params` array gathered in a `newArray`.
 */
export interface BoundCall {
  readonly kind: 'call';
  readonly type: ClrType;
  readonly member: string;
  /** Constructed type that declares the method, for instance `List<int>`. */
  readonly declaringType: NamedType;
  /** Generic arguments of the method, inferred or written. */
  readonly typeArguments: readonly ClrType[];
  /** Of a value type receiver it is the value itself: calls to value types never change it. */
  readonly receiver?: BoundValue;
  /** Parameter types of the constructed method. */
  readonly parameterTypes: readonly ClrType[];
  readonly arguments: readonly BoundValue[];
  /** Indices into `arguments` in the order of evaluation; present only where named arguments changed it. */
  readonly evaluationOrder?: readonly number[];
}

/** A call to a local function; `slot` of the current frame holds it (in a cell when `captured`). */
export interface BoundLocalFunctionCall {
  readonly kind: 'localFunctionCall';
  readonly type: ClrType;
  readonly slot: number;
  readonly captured: boolean;
  readonly arguments: readonly BoundValue[];
  readonly evaluationOrder?: readonly number[];
}

/** `func(x)` of a delegate value. */
export interface BoundDelegateCall {
  readonly kind: 'delegateCall';
  readonly type: ClrType;
  readonly delegate: BoundValue;
  readonly arguments: readonly BoundValue[];
}

/** `new T(...)`: `M:System.Uri.#ctor(System.String)`. */
export interface BoundNew {
  readonly kind: 'new';
  readonly type: NamedType;
  readonly member: string;
  readonly parameterTypes: readonly ClrType[];
  readonly arguments: readonly BoundValue[];
  readonly evaluationOrder?: readonly number[];
}

/**
 * Object, collection and index initialisers. Evaluate `creation`, keep it in `target`, run `effects` in order
 * (assignments and `Add` calls whose receiver reads `target`, and nested `initialise` of a property); the result is `target`.
 */
export interface BoundInitialise {
  readonly kind: 'initialise';
  readonly type: ClrType;
  readonly target: BoundTemporary;
  readonly creation: BoundValue;
  readonly effects: readonly BoundValue[];
}

/** An array: by its elements, or by its length and default elements. */
export interface BoundNewArray {
  readonly kind: 'newArray';
  readonly type: ArrayType;
  readonly elements?: readonly BoundValue[];
  /** int, uint, long or ulong. When both are present they agree. */
  readonly length?: BoundValue;
}

export interface BoundNewAnonymous {
  readonly kind: 'newAnonymous';
  readonly type: AnonymousType;
  /** In the order of `type.properties`. */
  readonly values: readonly BoundValue[];
}

export interface BoundAnonymousProperty {
  readonly kind: 'anonymousProperty';
  readonly type: ClrType;
  readonly receiver: BoundValue;
  readonly name: string;
}

/**
 * A conversion to `type`. There is none where the types are the same.
 *
 * | conversion | from -> to |
 * |---|---|
 * | numeric | between sbyte ... decimal, char and enums (enum as its underlying type); wraps around unless `checked`, decimal always throws |
 * | boxing | value type (also nullable) -> object, System.Enum, System.ValueType or an interface; a null nullable gives null |
 * | unboxing | object or interface -> exactly that value type, or its nullable (then null gives null); else InvalidCastException, null: NullReferenceException |
 * | reference | to a base type or interface, or a variant one: no check, same object |
 * | cast | to a type that the object may or may not be: null passes, else InvalidCastException |
 * | wrap | T -> T? |
 * | unwrap | T? -> T, null: InvalidOperationException |
 * | user | by the operator `method`, `M:Newtonsoft.Json.Linq.JToken.op_Explicit(Newtonsoft.Json.Linq.JToken)~System.String` |
 *
 * Conversions between nullable types are a `conditionalAccess` around one of these.
 */
export interface BoundConversion {
  readonly kind: 'conversion';
  readonly type: ClrType;
  readonly conversion: 'numeric' | 'boxing' | 'unboxing' | 'reference' | 'cast' | 'wrap' | 'unwrap' | 'user';
  readonly operand: BoundValue;
  readonly checked: boolean;
  readonly method?: string;
}

/** The type a built-in operator works on. Smaller integers and char have been converted to `int` before. */
export type OperandKind = 'int' | 'uint' | 'long' | 'ulong' | 'float' | 'double' | 'decimal' | 'bool' | 'enum';

/**
 * `+ - ~ !`. With `operands: 'user'` a call of the operator `method`. `lifted`: operand and result are nullable, null gives null.
 * (`++` and `--` are compound assignments.)
 */
export interface BoundUnary {
  readonly kind: 'unary';
  readonly type: ClrType;
  readonly operator: '+' | '-' | '~' | '!';
  readonly operands: OperandKind | 'user';
  readonly operand: BoundValue;
  readonly lifted: boolean;
  readonly checked: boolean;
  readonly method?: string;
}

export type BinaryOperator =
  '+' | '-' | '*' | '/' | '%' | '<<' | '>>' | '&' | '|' | '^' | '==' | '!=' | '<' | '<=' | '>' | '>=';

/**
 * A binary operator. Operands have the type `operands` says (a shift's right side is int); `string` and `reference` only with `==` and `!=`:
 * ordinal equality and same object. `enum`: both operands have the enum's type and count as its underlying type, the result too (except
 * comparisons; `enum - enum` has the underlying type); `enum + int` is done in the underlying type by explicit conversions.
 * `delegate` is reserved. `user`: a call of the operator `method`.
 *
 * `lifted`: operands are nullable. Arithmetic gives null when one is null; `<` and so on give false; `==` compares null with null as
 * equal; `&` and `|` of bool are three-valued.
 */
export interface BoundBinary {
  readonly kind: 'binary';
  readonly type: ClrType;
  readonly operator: BinaryOperator;
  readonly operands: OperandKind | 'string' | 'reference' | 'user';
  readonly left: BoundValue;
  readonly right: BoundValue;
  readonly lifted: boolean;
  readonly checked: boolean;
  readonly method?: string;
}

/** `&&` and `||` of bool. */
export interface BoundLogical {
  readonly kind: 'logical';
  readonly type: ClrType;
  readonly operator: '&&' | '||';
  readonly left: BoundValue;
  readonly right: BoundValue;
}

/** `x == null` or `x != null` of a nullable value or of a type without an `==` of its own. */
export interface BoundIsNull {
  readonly kind: 'isNull';
  readonly type: ClrType;
  readonly operand: BoundValue;
  readonly negated: boolean;
}

/** `+` of strings, flattened. Each part has type string or object (boxed); null counts as empty; objects go through ToString(). */
export interface BoundConcat {
  readonly kind: 'concat';
  readonly type: ClrType;
  readonly parts: readonly BoundValue[];
}

/** `$"..."`: text between holes; each hole is boxed to object and formatted as string.Format does. */
export interface BoundInterpolated {
  readonly kind: 'interpolated';
  readonly type: ClrType;
  readonly parts: readonly (string | BoundHole)[];
}

export interface BoundHole {
  readonly value: BoundValue;
  readonly alignment?: number;
  readonly format?: string;
}

export interface BoundConditional {
  readonly kind: 'conditional';
  readonly type: ClrType;
  readonly condition: BoundValue;
  readonly whenTrue: BoundValue;
  readonly whenFalse: BoundValue;
}

/** `left ?? right`: when left is not null it is kept in `temporary` (unwrapped when nullable) and `whenNotNull` is the result. */
export interface BoundCoalesce {
  readonly kind: 'coalesce';
  readonly type: ClrType;
  readonly left: BoundValue;
  readonly temporary: BoundTemporary;
  readonly whenNotNull: BoundValue;
  readonly right: BoundValue;
}

/**
 * `receiver?.…`: null of `type` (nothing for void) when the receiver is null, else the receiver is kept in `temporary` (unwrapped when nullable)
 * and `whenNotNull` is the result, already converted to `type`.
 */
export interface BoundConditionalAccess {
  readonly kind: 'conditionalAccess';
  readonly type: ClrType;
  readonly receiver: BoundValue;
  readonly temporary: BoundTemporary;
  readonly whenNotNull: BoundValue;
}

/** What can be assigned to. */
export type BoundTarget = BoundLocalRead | BoundElement | BoundIndexer | BoundProperty | BoundField;

/** `target = value`; the result is the value. */
export interface BoundAssign {
  readonly kind: 'assign';
  readonly type: ClrType;
  readonly target: BoundTarget;
  readonly value: BoundValue;
}

/**
 * `x += y`, `x++`, `--x`. Receiver and index of `target` are evaluated once; its value goes to `current`; then `value`, which reads
 * `current` and is converted to the target's type, is stored. The result is the stored value, or with `result: 'old'` the one before.
 */
export interface BoundCompoundAssign {
  readonly kind: 'compoundAssign';
  readonly type: ClrType;
  readonly target: BoundTarget;
  readonly current: BoundTemporary;
  readonly value: BoundValue;
  readonly result: 'new' | 'old';
}

/** `x is T`, `x is T name`, `x is null`, `x is 5`. The operand may be of any type, also a value type. */
export interface BoundIsPattern {
  readonly kind: 'isPattern';
  readonly type: ClrType;
  readonly operand: BoundValue;
  readonly pattern: BoundPattern;
}

export type BoundPattern =
  /** Matches a value that is not null and has this (or a derived) runtime type; then sets `local`. `target` is never nullable. */
  | { readonly kind: 'type'; readonly target: ClrType; readonly local?: BoundLocal }
  /** Matches when object.Equals(operand, value). */
  | { readonly kind: 'constant'; readonly value: BoundLiteral }
  /** `var x`: always matches. */
  | { readonly kind: 'var'; readonly local?: BoundLocal };

/** `x as T`: T is a reference type or nullable. */
export interface BoundAs {
  readonly kind: 'as';
  readonly type: ClrType;
  readonly operand: BoundValue;
}

/** A lambda converted to the delegate type `type`. With a void delegate the value of `body` is dropped. */
export interface BoundLambda {
  readonly kind: 'lambda';
  readonly type: NamedType;
  readonly body: BoundFunctionBody;
}

/** A method name converted to the delegate type `type`: evaluate `receiver` now (null: ArgumentException), call `body` with it as first parameter when there is one. */
export interface BoundMethodGroup {
  readonly kind: 'methodGroup';
  readonly type: NamedType;
  readonly receiver?: BoundValue;
  readonly body: BoundFunctionBody;
}

/** `x ?? throw new Exception()`. */
export interface BoundThrowValue {
  readonly kind: 'throwValue';
  readonly type: ClrType;
  readonly exception: BoundValue;
}

/** An `out` or `ref` argument. `type` is the parameter's type, which is also the target's; `discard` stands for `out _`. */
export interface BoundOutArgument {
  readonly kind: 'outArgument';
  readonly type: ClrType;
  readonly mode: 'out' | 'ref';
  readonly target: BoundTarget | 'discard';
}

// ------------------------------------------------------------------------------------------------ statements

export type BoundStatement =
  | BoundBlock
  | BoundDeclare
  | BoundExpressionStatement
  | BoundIf
  | BoundWhile
  | BoundDo
  | BoundFor
  | BoundForEach
  | BoundSwitch
  | BoundReturn
  | BoundThrow
  | BoundBreak
  | BoundContinue
  | BoundTry
  | BoundUsing;

/** `{ ... }`, a scope. On entry: fresh cells for captured `locals`, then the local functions are made, then the statements run. */
export interface BoundBlock {
  readonly kind: 'block';
  readonly locals: readonly BoundLocal[];
  readonly functions: readonly BoundLocalFunction[];
  readonly statements: readonly BoundStatement[];
}

/** A local function; `local` is the variable that holds it, also listed in the block's `locals`. */
export interface BoundLocalFunction {
  readonly local: BoundLocal;
  readonly returnType: ClrType;
  readonly body: BoundFunctionBody;
}

/** `T x = value;` Without value the variable is not assigned yet (the binder has proved that nobody reads it so). */
export interface BoundDeclare {
  readonly kind: 'declare';
  readonly local: BoundLocal;
  readonly value?: BoundValue;
}

export interface BoundExpressionStatement {
  readonly kind: 'expression';
  readonly value: BoundValue;
}

export interface BoundIf {
  readonly kind: 'if';
  readonly condition: BoundValue;
  readonly then: BoundStatement;
  readonly else?: BoundStatement;
}

export interface BoundWhile {
  readonly kind: 'while';
  /** Variables of the condition (`out var`), fresh for each iteration. */
  readonly locals: readonly BoundLocal[];
  readonly condition: BoundValue;
  readonly body: BoundStatement;
}

export interface BoundDo {
  readonly kind: 'do';
  readonly locals: readonly BoundLocal[];
  readonly body: BoundStatement;
  readonly condition: BoundValue;
}

/** `for`: its variables (`locals`) are made once, not per iteration. */
export interface BoundFor {
  readonly kind: 'for';
  readonly locals: readonly BoundLocal[];
  readonly initialisers: readonly BoundStatement[];
  readonly condition?: BoundValue;
  readonly increments: readonly BoundValue[];
  readonly body: BoundStatement;
}

/**
 * `foreach`. Each element goes into `element`, then `local` (fresh for each iteration) is set to `value`, which reads `element` and converts it.
 * `over` says how the collection is walked: an array, a string's chars, or anything with GetEnumerator (the elements are then of
 * `element.type`; object for the non-generic IEnumerable). The collection is null: NullReferenceException.
 */
export interface BoundForEach {
  readonly kind: 'forEach';
  readonly over: 'array' | 'string' | 'enumerable';
  readonly collection: BoundValue;
  readonly element: BoundTemporary;
  readonly local: BoundLocal;
  readonly value: BoundValue;
  readonly body: BoundStatement;
}

/** `switch`: the value is evaluated once; labels are tried in order, `default` last whatever its place. */
export interface BoundSwitch {
  readonly kind: 'switch';
  /** Variables declared in sections and patterns. */
  readonly locals: readonly BoundLocal[];
  readonly functions: readonly BoundLocalFunction[];
  readonly value: BoundValue;
  readonly sections: readonly BoundSwitchSection[];
}

export interface BoundSwitchSection {
  readonly labels: readonly BoundSwitchLabel[];
  readonly statements: readonly BoundStatement[];
}

export type BoundSwitchLabel =
  { readonly kind: 'default' } | { readonly kind: 'case'; readonly pattern: BoundPattern; readonly when?: BoundValue };

export interface BoundReturn {
  readonly kind: 'return';
  /** Converted to the function's result type; absent in a void function. */
  readonly value?: BoundValue;
}

/** `throw e;`, or `throw;` inside a catch. */
export interface BoundThrow {
  readonly kind: 'throw';
  readonly exception?: BoundValue;
}

/** Leaves the innermost loop or switch. */
export interface BoundBreak {
  readonly kind: 'break';
}

/** Goes on with the innermost loop. */
export interface BoundContinue {
  readonly kind: 'continue';
}

export interface BoundTry {
  readonly kind: 'try';
  readonly block: BoundBlock;
  readonly catches: readonly BoundCatch[];
  readonly finally?: BoundBlock;
}

export interface BoundCatch {
  /** Catches this exception type and those derived from it. */
  readonly exceptionType: NamedType;
  readonly locals: readonly BoundLocal[];
  readonly local?: BoundLocal;
  readonly filter?: BoundValue;
  readonly block: BoundBlock;
}

/** `using (...) body`: declare or evaluate the resources in order, run the body, dispose in reverse order, null ones are skipped. */
export interface BoundUsing {
  readonly kind: 'using';
  readonly locals: readonly BoundLocal[];
  readonly resources: readonly (BoundDeclare | BoundExpressionStatement)[];
  readonly body: BoundStatement;
}
