import type {
  BoundAs,
  BoundConversion,
  BoundIsPattern,
  BoundPattern,
} from '../../../policies/language/expressions/bound-tree/conversions';
import { nullableUnderlying } from '../../../policies/language/expressions/clr-type';
import type { ClrType } from '../../../policies/language/expressions/clr-type';
import type { ClrValue } from '../clr-value';
import { convertNumber } from '../runtime/numbers/convert-number';
import { ClrEnum } from '../runtime/enums';
import { invalidCast, invalidOperation, nullReference } from '../runtime/errors';
import { isInstance } from '../runtime/hierarchy';
import { ClrNumber } from '../runtime/numbers/numbers';
import { reflectionName } from '../runtime/type-names';
import { unbox } from '../runtime/unbox';
import { castNameOf, clrEquals, typeNameOf } from '../runtime/values';
import type { Compiler } from './compiler';
import { constant } from './constants';
import type { Code, Frame } from './frame';
import { invokeMember } from './invoke';

function isExactly(value: ClrValue, name: string): boolean {
  return typeNameOf(value) === name;
}

function castTo(name: string): (value: ClrValue) => ClrValue {
  return (value) => {
    if (value === null || isInstance(value, name)) return value;
    throw invalidCast(castNameOf(value), name);
  };
}

function unboxTo(type: ClrType, freshBox: boolean): (value: ClrValue) => ClrValue {
  const underlying = nullableUnderlying(type);
  const name = reflectionName(underlying ?? type);
  return (value) => {
    if (value === null) {
      if (underlying !== undefined) return null;
      throw nullReference();
    }
    if (isExactly(value, name)) return value;
    const unboxed = underlying === undefined ? unbox(value, name) : undefined;
    if (unboxed !== undefined) return unboxed;
    const actual = castNameOf(value);
    // Where it sees the box being made, .NET 10 names the two types the wrong way round.
    if (underlying !== undefined) throw invalidCast(actual, reflectionName(type));
    throw freshBox ? invalidCast(name, actual) : invalidCast(actual, name);
  };
}

function numeric(node: BoundConversion): (value: ClrValue) => ClrValue {
  const target = reflectionName(node.type);
  if (target === 'System.Int32' && !node.checked) {
    return (value) => {
      if (typeof value === 'number') return value;
      // Bytes, of which loops over byte[] convert many.
      if (value instanceof ClrNumber && (value.value | 0) === value.value) return value.value | 0;
      return convertNumber(value, target, false);
    };
  }
  return isKnownNumber(target)
    ? (value) => convertNumber(value, target, node.checked)
    : (value) => new ClrEnum(target, Number(convertNumber(value, 'System.Int32', false)));
}

function isKnownNumber(name: string): boolean {
  return /^System\.(S?Byte|U?Int(16|32|64)|Single|Double|Decimal|Char)$/.test(name);
}

/** Compiles a conversion. */
export function compileConversion(compiler: Compiler, node: BoundConversion): Code {
  const operand = compiler.value(node.operand);
  const through =
    (convert: (value: ClrValue) => ClrValue): Code =>
    (frame) =>
      convert(operand(frame));
  switch (node.conversion) {
    case 'boxing':
    case 'reference':
    case 'wrap':
      return operand;
    case 'numeric':
      return through(numeric(node));
    case 'unboxing':
      return through(unboxTo(node.type, node.operand.kind === 'conversion' && node.operand.conversion === 'boxing'));
    case 'cast':
      return through(castTo(reflectionName(node.type)));
    case 'unwrap':
      return through((value) => {
        if (value === null) throw invalidOperation('Nullable object must have a value.');
        return value;
      });
    case 'user': {
      const convert = invokeMember(compiler, node.method ?? '', { operands: 1, site: undefined });
      return (frame) => convert(frame.run, operand(frame));
    }
  }
}

/** Compiles `x as T`. */
export function compileAs(compiler: Compiler, node: BoundAs): Code {
  const operand = compiler.value(node.operand);
  const name = reflectionName(nullableUnderlying(node.type) ?? node.type);
  return (frame) => {
    const value = operand(frame);
    return isInstance(value, name) ? value : null;
  };
}

/** Compiles the test of a pattern; when it matches, its variable is set. */
export function compilePattern(compiler: Compiler, pattern: BoundPattern): (frame: Frame, value: ClrValue) => boolean {
  const local = pattern.kind === 'constant' ? undefined : pattern.local;
  const set = local === undefined ? undefined : compiler.setLocal(local);
  if (pattern.kind === 'constant') {
    const expected = constant(pattern.value.value, pattern.value.type);
    return (_frame, value) => clrEquals(value, expected);
  }
  const name = pattern.kind === 'type' ? reflectionName(pattern.target) : undefined;
  return (frame, value) => {
    if (name !== undefined && !isInstance(value, name)) return false;
    set?.(frame, value);
    return true;
  };
}

/** Compiles `x is ...`. */
export function compileIs(compiler: Compiler, node: BoundIsPattern): Code {
  const operand = compiler.value(node.operand);
  const matches = compilePattern(compiler, node.pattern);
  return (frame) => matches(frame, operand(frame));
}
