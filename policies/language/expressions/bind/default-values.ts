import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { acceptsNull } from './type-relations';

/** `default(T)`. */
export function defaultOf(type: ClrType): BoundValue {
  if (acceptsNull(type)) {
    return { kind: 'literal', type, value: null };
  }
  const zero = type.kind === 'named' ? ZEROS.get(type.id) : undefined;
  return zero === undefined ? { kind: 'default', type } : { kind: 'literal', type, value: zero };
}

const ZEROS = new Map<string, number | bigint | boolean | { decimal: string }>([
  ...['SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Char', 'Single', 'Double'].map(
    (name): [string, number] => [`System.${name}`, 0],
  ),
  ['System.Int64', 0n],
  ['System.UInt64', 0n],
  ['System.Boolean', false],
  ['System.Decimal', { decimal: '0' }],
]);
