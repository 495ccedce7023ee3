import type { BoundValue } from '../bound-tree/values';
import { BOOLEAN, displayType, nullableUnderlying, sameType } from '../clr-type';
import type { Span } from '../finding';
import type { Binding } from './binding';
import { convert } from './convert';
import { foldBinary } from './constant-operations';

/** Binds `a && b`, `a || b`. */
export function bindLogical(
  binding: Binding,
  operator: '&&' | '||',
  left: BoundValue,
  right: BoundValue,
  span: Span,
): BoundValue {
  for (const value of [left, right]) {
    if (!sameType(value.type, BOOLEAN)) {
      const conversion =
        nullableUnderlying(value.type) === undefined && value.type.kind !== 'null'
          ? convertsToBool(binding, value)
          : undefined;
      if (conversion === undefined) {
        throw binding.compileError(
          span,
          'CS0019',
          `Operator '${operator}' cannot be applied to operands of type '${displayType(left.type)}' and '${displayType(right.type)}'`,
        );
      }
    }
  }
  const bound = {
    kind: 'logical' as const,
    type: BOOLEAN,
    operator,
    left: asBool(binding, left, span),
    right: asBool(binding, right, span),
  };
  if (bound.left.kind === 'literal' && bound.right.kind === 'literal') {
    const result = foldBinary(operator, bound.left.value, bound.right.value, BOOLEAN, true);
    return result !== undefined && 'value' in result ? { kind: 'literal', type: BOOLEAN, value: result.value } : bound;
  }
  return bound;
}

function convertsToBool(binding: Binding, value: BoundValue): BoundValue | undefined {
  try {
    return convert(binding, value, BOOLEAN, { start: 0, end: 0 });
  } catch {
    return undefined;
  }
}

function asBool(binding: Binding, value: BoundValue, span: Span): BoundValue {
  return convert(binding, value, BOOLEAN, span);
}
