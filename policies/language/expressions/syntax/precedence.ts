import type { Span } from '../finding';
import { patternOf } from './pattern-of';
import type { ExpressionSyntax } from './syntax';

/*
 * The grammar lets `?.` bind looser than C# does, and lets patterns and casts take more than is theirs: `a + b?.c * d`
 * comes as `((a + b)?.c) * d`, `a is B && c` as `a is (B && c)`. These functions put every continuation and every operator
 * back to where the language has it. What stands in parentheses is left alone.
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

/** Of operators before their operand, casts among them. */
const PREFIX = 12;

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
    case 'is': {
      const { pattern } = expression;
      if (pattern.kind !== 'name' && pattern.kind !== 'constant') return undefined;
      const whole = patternOf(build(pattern.value));
      return { ...expression, pattern: whole, span: { start: expression.span.start, end: whole.span.end } };
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

/** Applies an operator to as much of its right side as its precedence takes, rebuilding what stands around that. */
function onFirst(precedence: number, right: ExpressionSyntax, build: Build): ExpressionSyntax {
  const from = (first: ExpressionSyntax): { span: Span } => ({
    span: { start: first.span.start, end: right.span.end },
  });
  switch (right.kind) {
    case 'binary': {
      const other = PRECEDENCE[right.operator] ?? 0;
      if (other > precedence || (other === precedence && right.operator === '??')) return build(right);
      const left = onFirst(precedence, right.left, build);
      return { ...right, left, ...from(left) };
    }
    case 'is':
    case 'as': {
      if ((PRECEDENCE[right.kind] ?? 0) > precedence) return build(right);
      const value = onFirst(precedence, right.value, build);
      return { ...right, value, ...from(value) };
    }
    default:
      return build(right);
  }
}

/** `left operator right`, both sides as the grammar has them. */
export function binaryOf(operator: string, left: ExpressionSyntax, right: ExpressionSyntax): ExpressionSyntax {
  return withPrecedence(operator, left, (last) =>
    onFirst(PRECEDENCE[operator] ?? 0, right, (first) => ({
      kind: 'binary',
      operator,
      left: last,
      right: first,
      ...spanTo(last, first),
    })),
  );
}

/** `left is right`, where `right` may hold operators that the pattern is an operand of. */
export function isOf(left: ExpressionSyntax, right: ExpressionSyntax): ExpressionSyntax {
  return withPrecedence('is', left, (value) =>
    onFirst(PRECEDENCE.is ?? 0, right, (first) => ({
      kind: 'is',
      value,
      pattern: patternOf(first),
      ...spanTo(value, first),
    })),
  );
}

/** A cast or an operator before its operand, where `operand` may hold operators that the whole is an operand of. */
export function prefixOf(operand: ExpressionSyntax, build: Build): ExpressionSyntax {
  return onFirst(PREFIX, operand, build);
}
