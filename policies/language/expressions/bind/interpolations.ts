import type { BoundValue } from '../bound-tree/values';
import { INT32, OBJECT, STRING } from '../clr-type';
import type { ExpressionSyntax } from '../syntax/syntax';
import type { Binding } from './binding';
import { convert } from './convert';

export function bindInterpolated(
  binding: Binding,
  syntax: Extract<ExpressionSyntax, { kind: 'interpolated' }>,
): BoundValue {
  const parts = syntax.parts.map((part) => {
    if (part.kind === 'text') {
      return part.text;
    }
    const value = convert(binding, binding.value(part.value), OBJECT, part.value.span);
    if (part.alignment === undefined) {
      return { value, format: part.format };
    }
    const alignment = convert(binding, binding.value(part.alignment), INT32, part.alignment.span);
    if (alignment.kind !== 'literal' || typeof alignment.value !== 'number') {
      throw binding.compileError(part.alignment.span, 'CS0150', 'A constant value is expected');
    }
    return { value, alignment: alignment.value, format: part.format };
  });
  return { kind: 'interpolated', type: STRING, parts };
}
