import type { BoundLocal, BoundTemporary } from '../bound-tree/expression';
import type { BoundLocalRead, BoundTemporaryRead } from '../bound-tree/places';
import type { BoundBlock, BoundStatement } from '../bound-tree/statements';
import type { BoundLambda, BoundValue } from '../bound-tree/values';
import type { ClrType, NamedType } from '../clr-type';
import type { ExpressionFinding, ExpressionRule, Span } from '../finding';
import { findingAt } from '../finding';
import type { BlockSyntax, ExpressionSyntax, LambdaSyntax, StatementSyntax, TypeSyntax } from '../syntax/syntax';
import type { Field, Method, Property } from '../types/table';
import { alternativeTo, isMemberAllowed, isTypeAllowed } from '../types/allow-list';
import { typeDefinition } from '../types/table';
import { displayType } from '../clr-type';

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

/** A name the source declares. `type` is undefined when its initialiser could not be bound. */
export interface LocalSymbol {
  readonly kind: 'local' | 'parameter' | 'function';
  readonly name: string;
  readonly type: ClrType | undefined;
  readonly frame: Frame;
  readonly slot: number;
  /** Set when an inner function uses it. */
  captured: boolean;
  /** Why it cannot be assigned to, or undefined. */
  readonly readOnly?: string;
  readonly constant?: BoundValue;
  readonly signature?: LocalFunctionSignature;
  /** Everything made before the capture was known. */
  readonly mentions: { captured: boolean }[];
}

/** A local function as its callers see it. */
export interface LocalFunctionSignature {
  readonly method: Method;
}

/** The variables of one function while it is bound. */
export class Frame {
  slotCount = 0;
  readonly captures: { readonly from: number; readonly to: number }[] = [];
  private readonly captured = new Map<LocalSymbol, number>();

  constructor(
    readonly parent: Frame | undefined,
    /** The declared result, `undefined` while it is inferred from the returns. */
    readonly returnType: ClrType | undefined,
  ) {}

  newSlot(): number {
    return this.slotCount++;
  }

  /** The slot of this frame that holds the variable, copying its cell in from outside where needed. */
  slotOf(symbol: LocalSymbol): number {
    if (symbol.frame === this || this.parent === undefined) {
      return symbol.slot;
    }
    let to = this.captured.get(symbol);
    if (to === undefined) {
      const from = this.parent.slotOf(symbol);
      to = this.newSlot();
      this.captured.set(symbol, to);
      this.captures.push({ from, to });
    }
    return to;
  }
}

/** Names in reach, innermost first. */
export class Scope {
  readonly symbols = new Map<string, LocalSymbol>();
  /** What the scope's node lists: fresh cells on entry. */
  readonly locals: BoundLocal[] = [];
  /** Names declared in scopes inside this one. */
  readonly inner = new Set<string>();

  constructor(readonly parent: Scope | undefined) {}

  find(name: string): LocalSymbol | undefined {
    return this.symbols.get(name) ?? this.parent?.find(name);
  }
}

/** What an expression can be before it has a type. */
export type Operand =
  | { readonly kind: 'value'; readonly value: BoundValue; readonly span: Span }
  | LambdaOperand
  | { readonly kind: 'methods'; readonly group: MethodGroup; readonly span: Span }
  | { readonly kind: 'type'; readonly type: ClrType; readonly span: Span }
  | { readonly kind: 'namespace'; readonly name: string; readonly span: Span }
  | { readonly kind: 'throw'; readonly exception: BoundValue; readonly span: Span }
  | { readonly kind: 'outVar'; readonly name: string; readonly type?: ClrType; readonly span: Span }
  | { readonly kind: 'discard'; readonly span: Span };

export interface LambdaOperand {
  readonly kind: 'lambda';
  readonly syntax: LambdaSyntax;
  readonly span: Span;
  /** Where it stands: it is bound there, as often as overloads ask. */
  readonly frame: Frame;
  readonly scope: Scope;
  readonly trials: Map<string, LambdaTrial>;
}

/** A lambda bound for certain parameter types. */
export interface LambdaTrial {
  readonly findings: readonly ExpressionFinding[];
  /** What it returns; a void return is not in the list. */
  readonly returns: readonly Operand[];
  readonly hasVoidReturn: boolean;
  /** The end of its block can be reached. */
  readonly completes: boolean;
  /** An expression body that may stand as a statement. */
  readonly isStatement: boolean;
}

/** Methods of one name, not yet chosen. */
export interface MethodGroup {
  readonly name: string;
  /** The value before the dot; undefined for a type. */
  readonly receiver?: BoundValue;
  readonly receiverType: ClrType;
  readonly typeArguments: readonly ClrType[];
  readonly local?: LocalSymbol;
}

/** The functions of the binder that call each other across files. */
export interface Binders {
  readonly operand: (binding: Binding, syntax: ExpressionSyntax) => Operand;
  readonly type: (binding: Binding, syntax: TypeSyntax) => ClrType;
  readonly block: (binding: Binding, syntax: BlockSyntax) => { bound: BoundBlock };
  readonly statement: (binding: Binding, syntax: StatementSyntax) => BoundStatement;
  readonly lambda: (binding: Binding, operand: LambdaOperand, type: NamedType) => BoundLambda;
  readonly trial: (binding: Binding, operand: LambdaOperand, parameters: readonly ClrType[]) => LambdaTrial;
}

/** Which jumps a statement may do. */
export interface Jumps {
  readonly break: boolean;
  readonly continue: boolean;
  readonly inCatch: boolean;
  readonly inFinally: boolean;
}

/** How many times lambdas may be bound before the expression is given up as too hard. */
const MOST_TRIALS = 5000;

/** The state of binding one expression. */
export class Binding {
  findings: ExpressionFinding[] = [];
  frame: Frame;
  scope = new Scope(undefined);
  checked: boolean | undefined;
  /** Members that decide which bodies must be ready. */
  readonly bodies = { request: false, response: false, contextResponse: false, responseOfUnknownOrigin: false };
  trials = 0;
  /** Returns of the function that is bound, when its result type is inferred. */
  returns: { operand?: Operand; span: Span; statement: { kind: 'return'; value?: BoundValue } }[] = [];
  /** Which jumps are legal here. */
  jumps: Jumps = { break: false, continue: false, inCatch: false, inFinally: false };
  /** Receiver of the `?.` whose continuation is bound. */
  conditionalReceiver: BoundValue | undefined;
  /** Where nodes stand that definite assignment may complain about. */
  readonly spans = new WeakMap<object, Span>();
  /** What reads and property nodes mean, for assignments to them. */
  readonly symbols = new WeakMap<object, LocalSymbol>();
  readonly members = new WeakMap<object, Property | Field>();

  constructor(
    readonly source: string,
    readonly bind: Binders,
  ) {
    this.frame = new Frame(undefined, undefined);
  }

  /** Notes a finding and goes on. Twice the same place and message is one finding. */
  report(span: Span, about: About): void {
    const finding = findingAt(this.source, span, about);
    if (!this.findings.some((other) => other.offset === finding.offset && other.message === finding.message)) {
      this.findings.push(finding);
    }
  }

  /** The error to throw when the expression cannot be bound. */
  error(span: Span, about: About): BindError {
    return new BindError([findingAt(this.source, span, about)]);
  }

  /** The error to throw for what the C# compiler refuses. */
  compileError(span: Span, code: string, message: string, alternative?: string): BindError {
    return this.error(span, { rule: 'csharp-compile', code, message, alternative });
  }

  unsupported(span: Span, what: string, alternative?: string): BindError {
    return this.error(span, {
      rule: 'csharp-unsupported',
      message: `${what} is not supported by this front end`,
      alternative,
    });
  }

  /** Counts the binding of a lambda and gives up when overloads multiply them. */
  countTrial(span: Span): void {
    if (++this.trials > MOST_TRIALS) {
      throw this.error(span, { rule: 'expression-size', message: 'Too many nested lambdas to choose overloads for' });
    }
  }

  /** Binds something that must be a value. */
  value(syntax: ExpressionSyntax): BoundValue {
    return this.valueOf(this.bind.operand(this, syntax));
  }

  /** The value an operand is; a type, namespace, lambda or method name is none. */
  valueOf(operand: Operand): BoundValue {
    switch (operand.kind) {
      case 'value':
        return operand.value;
      case 'type':
        throw this.compileError(
          operand.span,
          'CS0119',
          `'${displayType(operand.type)}' is a type, which is not valid in the given context`,
        );
      case 'namespace':
        throw this.compileError(operand.span, 'CS0118', `'${operand.name}' is a namespace but is used like a variable`);
      case 'methods':
        throw this.compileError(
          operand.span,
          'CS0428',
          `Cannot convert method group '${operand.group.name}' to a non-delegate type. Did you intend to invoke the method?`,
        );
      case 'lambda':
        throw this.compileError(
          operand.span,
          'CS0815',
          'Cannot assign a lambda expression to an implicitly-typed variable',
        );
      case 'throw':
        throw this.compileError(operand.span, 'CS8115', 'A throw expression is not allowed in this context');
      case 'outVar':
      case 'discard':
        throw this.compileError(operand.span, 'CS8185', 'A declaration is not allowed in this context');
    }
  }

  newTemporary(type: ClrType): BoundTemporary {
    return { slot: this.frame.newSlot(), type };
  }

  readTemporary(temporary: BoundTemporary): BoundTemporaryRead {
    return { kind: 'temporary', type: temporary.type, slot: temporary.slot };
  }

  /** Declares a name in the innermost scope. */
  declare(
    span: Span,
    about: Pick<LocalSymbol, 'kind' | 'name' | 'type'> &
      Partial<Pick<LocalSymbol, 'readOnly' | 'constant' | 'signature'>>,
  ): LocalSymbol {
    const { name } = about;
    if (this.scope.symbols.has(name)) {
      throw this.compileError(
        span,
        'CS0128',
        `A local variable or function named '${name}' is already defined in this scope`,
      );
    }
    if (name === 'context' || this.scope.parent?.find(name) !== undefined || this.scope.inner.has(name)) {
      throw this.compileError(
        span,
        'CS0136',
        `A local or parameter named '${name}' cannot be declared in this scope because that name is used in an enclosing local scope to define a local or parameter`,
      );
    }
    const symbol: LocalSymbol = {
      ...about,
      frame: this.frame,
      slot: this.frame.newSlot(),
      captured: false,
      mentions: [],
    };
    this.scope.symbols.set(name, symbol);
    for (let outer = this.scope.parent; outer !== undefined; outer = outer.parent) {
      outer.inner.add(name);
    }
    return symbol;
  }

  /** The variable as the tree lists it. */
  boundLocal(symbol: LocalSymbol): BoundLocal {
    const local = {
      name: symbol.name,
      slot: symbol.slot,
      type: symbol.type ?? { kind: 'null' as const },
      captured: symbol.captured,
    };
    symbol.mentions.push(local);
    return local;
  }

  /** Declares a variable and lists it in the innermost scope. */
  declareLocal(span: Span, about: Parameters<Binding['declare']>[1]): { symbol: LocalSymbol; local: BoundLocal } {
    const symbol = this.declare(span, about);
    const local = this.boundLocal(symbol);
    this.scope.locals.push(local);
    return { symbol, local };
  }

  /** Where the current function finds the variable; marks it captured when it is another function's. */
  reference(symbol: LocalSymbol): { slot: number; captured: boolean } {
    if (symbol.frame !== this.frame && !symbol.captured) {
      symbol.captured = true;
      symbol.mentions.forEach((mention) => (mention.captured = true));
    }
    return { slot: this.frame.slotOf(symbol), captured: symbol.captured };
  }

  /** A read (or assignment target) of a variable. */
  readLocal(symbol: LocalSymbol, type: ClrType, span: Span): BoundLocalRead {
    const read = { kind: 'local' as const, type, ...this.reference(symbol) };
    symbol.mentions.push(read);
    this.spans.set(read, span);
    this.symbols.set(read, symbol);
    return read;
  }

  /** Runs `action` in a new scope and gives the scope with it. */
  inScope<T>(action: (scope: Scope) => T): T {
    const outer = this.scope;
    const scope = new Scope(outer);
    this.scope = scope;
    try {
      return action(scope);
    } finally {
      this.scope = outer;
    }
  }

  /** Runs `action` where other jumps are legal. */
  withJumps<T>(change: Partial<Jumps>, action: () => T): T {
    const outer = this.jumps;
    this.jumps = { ...outer, ...change };
    try {
      return action();
    } finally {
      this.jumps = outer;
    }
  }

  /** Reports a type outside the allow-list. */
  checkType(id: string, span: Span): void {
    if (!isTypeAllowed(id)) {
      const name = id.replace(/`\d+/g, '');
      this.report(span, {
        rule: 'expression-type',
        message: `Usage of type '${name}' is not supported within expressions`,
        alternative: alternativeTo(id),
      });
    }
  }

  /** Reports a member outside the allow-list, judged by its declaring type. */
  checkMember(declaring: string, name: string, id: string, span: Span): void {
    if (!isTypeAllowed(declaring)) {
      if (typeDefinition(declaring)?.kind !== 'delegate' || name !== 'Invoke') {
        this.checkType(declaring, span);
      }
    } else if (!isMemberAllowed(declaring, name, id)) {
      const type = declaring.replace(/`\d+/g, '');
      this.report(span, {
        rule: 'expression-member',
        message: `Usage of member '${name.replace('#ctor', '.ctor')}' of type '${type}' is not supported within expressions`,
        alternative: alternativeTo(`${type}.${name}`),
      });
    }
  }
}
