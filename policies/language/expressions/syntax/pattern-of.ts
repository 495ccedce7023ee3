import type { ExpressionSyntax, NamePart, PatternSyntax } from './syntax';

/** The parts of `A`, `A.B` and `A.B<C>`; undefined for what is no name. */
function namePartsOf(expression: ExpressionSyntax): readonly NamePart[] | undefined {
  switch (expression.kind) {
    case 'name':
      return [{ name: expression.name, args: expression.args, span: expression.span }];
    case 'member': {
      const before = namePartsOf(expression.target);
      const { name, args, nameSpan } = expression;
      return before === undefined ? undefined : [...before, { name, args, span: nameSpan }];
    }
    default:
      return undefined;
  }
}

/** The pattern that an expression is after `is` or `case`: a type, a name that may be one, or a constant. */
export function patternOf(expression: ExpressionSyntax): PatternSyntax {
  const { span } = expression;
  if (expression.kind === 'typeName') return { kind: 'type', type: expression.type, span };
  const parts = namePartsOf(expression);
  if (parts === undefined) return { kind: 'constant', value: expression, span };
  const type = { kind: 'named' as const, parts, span };
  return parts.some(({ args }) => args.length > 0)
    ? { kind: 'type', type, span }
    : { kind: 'name', type, value: expression, span };
}
