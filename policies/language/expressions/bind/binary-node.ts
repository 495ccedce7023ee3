import type { BinaryOperator, BoundBinary } from '../bound-tree/operators';
import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import type { Binding } from './binding';

export const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='];

export function binary(
  binding: Binding,
  operator: string,
  operands: BoundBinary['operands'],
  left: BoundValue,
  right: BoundValue,
  type: ClrType,
  isLifted = false,
): BoundBinary {
  return {
    kind: 'binary',
    type,
    operator: operator as BinaryOperator,
    operands,
    left,
    right,
    lifted: isLifted,
    checked: binding.checked === true,
  };
}
