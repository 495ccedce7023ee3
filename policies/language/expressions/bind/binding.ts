import type { BoundLocal, BoundTemporary } from '../bound-tree/expression';
import type { BoundLocalRead, BoundTemporaryRead } from '../bound-tree/places';
import type { BoundBlock, BoundStatement } from '../bound-tree/statements';
import type { BoundLambda, BoundMethodGroup, BoundValue } from '../bound-tree/values';
import type { ClrType, NamedType } from '../clr-type';
import type { ExpressionFinding, Span } from '../finding';
import { findingAt } from '../finding';
import type { BlockSyntax, ExpressionSyntax, StatementSyntax, TypeSyntax } from '../syntax/syntax';
import type { Field, Property } from '../types/table';
import { alternativeTo, isMemberAllowed, isTypeAllowed } from '../types/allow-list';
import { typeDefinition } from '../types/table';
import { displayType } from '../clr-type';
import { BindError } from './bind-error';
import type { About } from './bind-error';
import { NO_JUMPS } from './jump-targets';
import type { Jumps } from './jump-targets';
import { Frame, RANGE_VARIABLE, Scope } from './scope';
import type { LocalSymbol } from './scope';
import type { LambdaOperand, LambdaTrial, MethodGroup, MethodGroupFit, Operand } from './operand';

/** The functions of the binder that call each other across files. */
export interface Binders {
  readonly operand: (binding: Binding, syntax: ExpressionSyntax) => Operand;
  readonly type: (binding: Binding, syntax: TypeSyntax) => ClrType;
  readonly block: (binding: Binding, syntax: BlockSyntax) => { bound: BoundBlock };
  readonly statement: (binding: Binding, syntax: StatementSyntax) => BoundStatement;
  readonly lambda: (binding: Binding, operand: LambdaOperand, type: NamedType) => BoundLambda;
  readonly trial: (binding: Binding, operand: LambdaOperand, parameters: readonly ClrType[]) => LambdaTrial;
  readonly methodGroup: (binding: Binding, group: MethodGroup, type: ClrType, span: Span) => BoundMethodGroup;
  readonly methodGroupFit: (
    binding: Binding,
    group: MethodGroup,
    target: ClrType | readonly ClrType[],
    span: Span,
  ) => MethodGroupFit | undefined;
}

/** How many times lambdas may be bound before the expression is given up as too hard. */
const MOST_TRIALS = 5000;

/** The state of binding one expression. */
export class Binding {
  findings: ExpressionFinding[] = [];
  /** What the compiler accepts with a warning. */
  readonly warnings: ExpressionFinding[] = [];
  frame: Frame;
  scope = new Scope(undefined);
  checked: boolean | undefined;
  /** Members that decide which bodies must be ready. */
  readonly bodies = { request: false, response: false, contextResponse: false, responseOfUnknownOrigin: false };
  trials = 0;
  /** Returns of the function that is bound, when its result type is inferred. */
  returns: { operand?: Operand; span: Span; statement: { kind: 'return'; value?: BoundValue } }[] = [];
  /** Which jumps are legal here. */
  jumps: Jumps = NO_JUMPS;
  /** Receiver of the `?.` whose continuation is bound. */
  conditionalReceiver: BoundValue | undefined;
  /** Where nodes stand that definite assignment may complain about. */
  readonly spans = new WeakMap<object, Span>();
  /** What reads and property nodes mean, for assignments to them. */
  readonly symbols = new WeakMap<object, LocalSymbol>();
  /** Every variable that was declared. */
  readonly locals: LocalSymbol[] = [];
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

  /** Notes what compiles and is most likely a mistake. The same place is one warning, however often it is bound. */
  warn(span: Span, about: About): void {
    if (!this.warnings.some(({ offset }) => offset === span.start)) {
      this.warnings.push(findingAt(this.source, span, about));
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
          'CS1660',
          "Cannot convert lambda expression to type 'object' because it is not a delegate type",
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
      Partial<Pick<LocalSymbol, 'readOnly' | 'constant' | 'signature' | 'range' | 'byReference'>>,
  ): LocalSymbol {
    const { name } = about;
    const outer = this.scope.parent?.find(name);
    const isTaken = outer !== undefined && outer.kind !== 'range';
    if (about.readOnly === RANGE_VARIABLE && (this.scope.symbols.has(name) || isTaken)) {
      throw this.scope.symbols.has(name)
        ? this.compileError(span, 'CS1930', `The range variable '${name}' has already been declared`)
        : this.compileError(
            span,
            'CS1931',
            `The range variable '${name}' conflicts with a previous declaration of '${name}'`,
          );
    }
    if (this.scope.symbols.has(name)) {
      throw this.compileError(
        span,
        'CS0128',
        `A local variable or function named '${name}' is already defined in this scope`,
      );
    }
    if (name === 'context' || isTaken || this.scope.inner.has(name)) {
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
      captured: about.byReference !== undefined,
      mentions: [],
    };
    this.scope.symbols.set(name, symbol);
    this.locals.push(symbol);
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
      byReference: symbol.byReference,
    };
    symbol.mentions.push(local);
    this.symbols.set(local, symbol);
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
