import type { Span } from '../finding';
import type { ExpressionSyntax } from './syntax';

/*
 * The grammar lets `?.` bind looser than it does in C#: `a + b?.c * d` comes as `((a + b)?.c) * d`. These functions put
 * every continuation and every operator back to where the language has it. What stands in parentheses is left alone.
 */

const PRECEDENCE: Readonly<Record<string, number>> = {
  '??': 1,
  '||': 2,
  '&&': 3,
  '|': 4,
  '^': 5,
  '&': 6,
  '==': 7,
  '!=': 7,
  '<': 8,
  '>': 8,
  '<=': 8,
  '>=': 8,
  is: 8,
  as: 8,
  '<<': 9,
  '>>': 9,
  '+': 10,
  '-': 10,
  '*': 11,
  '/': 11,
  '%': 11,
};

type Build = (target: ExpressionSyntax) => ExpressionSyntax;

function spanTo(start: ExpressionSyntax, end: ExpressionSyntax): { span: Span } {
  return { span: { start: start.span.start, end: end.span.end } };
}

/** Applies `build` to the last operand of an expression without parentheses, rebuilding what stands around it. */
function onLast(expression: ExpressionSyntax, build: Build): ExpressionSyntax | undefined {
  switch (expression.kind) {
    case 'binary':
    case 'assign': {
      const right = build(expression.right);
      return { ...expression, right, ...spanTo(expression, right) };
    }
    case 'conditional': {
      const whenFalse = build(expression.whenFalse);
      return { ...expression, whenFalse, ...spanTo(expression, whenFalse) };
    }
    case 'unary': {
      const operand = build(expression.operand);
      return { ...expression, operand, ...spanTo(expression, operand) };
    }
    case 'cast':
    case 'throw': {
      const value = build(expression.value);
      return { ...expression, value, ...spanTo(expression, value) };
    }
    case 'step': {
      const operand = expression.prefix ? build(expression.operand) : undefined;
      return operand === undefined ? undefined : { ...expression, operand, ...spanTo(expression, operand) };
    }
    case 'lambda': {
      const body = expression.body.kind === 'block' ? undefined : build(expression.body);
      return body === undefined ? undefined : { ...expression, body, ...spanTo(expression, body) };
    }
    default:
      return undefined;
  }
}

/** Continues an expression by `.name`, `(...)` or `[...]`: on its last operand, and inside a `?.` there. */
export function continued(target: ExpressionSyntax, build: Build): ExpressionSyntax {
  if (target.kind === 'conditionalAccess') {
    const continuation = continued(target.continuation, build);
    return { ...target, continuation, span: { start: target.span.start, end: continuation.span.end } };
  }
  return onLast(target, (last) => continued(last, build)) ?? build(target);
}

/** Applies an operator (also `is` and `as`) to as much of its left side as its precedence takes. */
export function withPrecedence(operator: string, left: ExpressionSyntax, build: Build): ExpressionSyntax {
  const own = PRECEDENCE[operator] ?? 0;
  switch (left.kind) {
    case 'binary': {
      const other = PRECEDENCE[left.operator] ?? 0;
      // ?? associates to the right.
      return other < own || (operator === '??' && other === own)
        ? (onLast(left, (last) => withPrecedence(operator, last, build)) ?? build(left))
        : build(left);
    }
    case 'assign':
    case 'conditional':
    case 'lambda':
    case 'throw':
      return onLast(left, (last) => withPrecedence(operator, last, build)) ?? build(left);
    default:
      return build(left);
  }
}
