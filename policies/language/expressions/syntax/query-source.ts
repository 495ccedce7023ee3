import type { Span } from '../finding';
import type { ExpressionSyntax, LambdaSyntax, ParameterSyntax, RangeVariable } from './syntax';

function isName(expression: ExpressionSyntax, name: string): boolean {
  return expression.kind === 'name' && expression.name === name && expression.args.length === 0;
}

function nameOf(name: string, span: Span): ExpressionSyntax {
  return { kind: 'name', name, args: [], span };
}

/**
 * A query as far as it was read: the calls so far, and the variables in reach. Where there are several, the elements are
 * anonymous objects that hold them, what C# calls transparent identifiers.
 */
export class QuerySource {
  /**
   * @param value what the clauses so far are as an expression
   * @param name the variable that stands for an element; not one that a source can write when `ranges` are given
   * @param ranges the variables that an element holds
   * @param isStart nothing was done to the elements yet
   */
  constructor(
    private readonly span: Span,
    readonly value: ExpressionSyntax,
    private readonly name: string,
    private readonly ranges?: readonly RangeVariable[],
    private readonly isStart = true,
  ) {}

  /** `x => body` */
  lambda(body: ExpressionSyntax): LambdaSyntax {
    return { kind: 'lambda', parameters: [this.parameter()], body, span: body.span };
  }

  /** `value.method(arguments)` */
  call(method: string, list: readonly ExpressionSyntax[], span: Span): ExpressionSyntax {
    const nameSpan = span;
    const target: ExpressionSyntax = { kind: 'member', target: this.value, name: method, nameSpan, args: [], span };
    return {
      kind: 'invoke',
      target,
      arguments: list.map((value) => ({ mode: 'value', value, span: value.span })),
      span: this.span,
    };
  }

  /** The same elements, fewer of them or in another order. */
  filtered(value: ExpressionSyntax): QuerySource {
    return new QuerySource(this.span, value, this.name, this.ranges, false);
  }

  /** `let name = value` */
  with(name: string, value: ExpressionSyntax, span: Span): QuerySource {
    const pair = this.lambda(this.pair(name, value, span));
    return this.transparent(this.call('Select', [pair], span), name);
  }

  /** A second sequence, by SelectMany, Join or GroupJoin; `selected` is what the query makes of both at once. */
  combined(
    method: string,
    list: readonly ExpressionSyntax[],
    name: string,
    selected: ExpressionSyntax | undefined,
    span: Span,
  ): QuerySource {
    const result: LambdaSyntax = {
      kind: 'lambda',
      parameters: [this.parameter(), { name, mode: 'value', isRange: true, span }],
      body: selected ?? this.pair(name, nameOf(name, span), span),
      span: selected?.span ?? span,
    };
    const value = this.call(method, [...list, result], span);
    return selected === undefined ? this.transparent(value, name) : this.filtered(value);
  }

  /** `select value` */
  selected(value: ExpressionSyntax, span: Span): QuerySource {
    return this.isOnly(value) && !this.isStart ? this : this.filtered(this.call('Select', [this.lambda(value)], span));
  }

  /** `group element by key` */
  grouped(element: ExpressionSyntax, key: ExpressionSyntax, span: Span): QuerySource {
    const lambdas = [this.lambda(key), ...(this.isOnly(element) ? [] : [this.lambda(element)])];
    return this.filtered(this.call('GroupBy', lambdas, span));
  }

  /** True for the one variable in reach. */
  private isOnly(value: ExpressionSyntax): boolean {
    return this.ranges === undefined && isName(value, this.name);
  }

  private parameter(): ParameterSyntax {
    return { name: this.name, mode: 'value', ranges: this.ranges, isRange: true, span: this.span };
  }

  /** The anonymous object of an element and one variable more. */
  private pair(name: string, value: ExpressionSyntax, span: Span): ExpressionSyntax {
    const members = [
      { name: this.name, value: nameOf(this.name, span) },
      { name, value },
    ];
    return { kind: 'newAnonymous', members, span };
  }

  /** The source whose elements are such objects. */
  private transparent(value: ExpressionSyntax, added: string): QuerySource {
    const before =
      this.ranges === undefined
        ? [{ name: this.name, path: [this.name] }]
        : this.ranges.map(({ name, path }) => ({ name, path: [this.name, ...path] }));
    const depth = Math.max(...before.map(({ path }) => path.length));
    return new QuerySource(this.span, value, `<element ${depth}>`, [...before, { name: added, path: [added] }], false);
  }
}
