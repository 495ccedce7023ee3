import type { BoundValue } from '../bound-tree/values';
import { INT32, displayType } from '../clr-type';
import type { ExpressionSyntax } from '../syntax/syntax';
import type { Binding } from './binding';
import { integralOf } from './numeric';
import { definitionOf } from './type-relations';

/** Bytes of the simple types that are no integers. */
const SIZES: Readonly<Record<string, number>> = {
  'System.Boolean': 1,
  'System.Single': 4,
  'System.Double': 8,
  'System.Decimal': 16,
};

/** Binds `sizeof(T)`, a constant of the simple types and enums; other sizes need unsafe code. */
export function bindSizeof(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'sizeof' }>): BoundValue {
  const type = binding.bind.type(binding, syntax.type);
  const plain = definitionOf(type)?.underlying ?? type;
  const bits = integralOf(plain)?.bits;
  const size = bits === undefined ? SIZES[plain.kind === 'named' ? plain.id : ''] : bits / 8;
  if (size === undefined) {
    throw binding.compileError(
      syntax.span,
      'CS0233',
      `'${displayType(type)}' does not have a predefined size, therefore sizeof can only be used in an unsafe context`,
    );
  }
  return { kind: 'literal', type: INT32, value: size };
}
