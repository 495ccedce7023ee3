import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import type { ClrArray } from './array';
import { put } from './collection-access';
import { convertNumber } from '../numbers/convert-number';
import { defaultByName } from '../default-by-name';
import { ClrEnum } from '../enums';
import { argument, invalidCast } from '../errors';
import { isAssignableName, isInstance } from '../hierarchy';
import { typeArgumentsOf } from '../type-names';
import { castNameOf, typeNameOf } from '../values';

/** What a number may become without losing size: ECMA-335 section I.8.7 and III.1.5. Each may stay what it is. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  Char: ['UInt16', 'UInt32', 'Int32', 'UInt64', 'Int64', 'Single', 'Double'],
  Byte: ['Char', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Single', 'Double'],
  SByte: ['Int16', 'Int32', 'Int64', 'Single', 'Double'],
  Int16: ['Int32', 'Int64', 'Single', 'Double'],
  UInt16: ['Char', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Single', 'Double'],
  Int32: ['Int64', 'Single', 'Double'],
  UInt32: ['Int64', 'UInt64', 'Single', 'Double'],
  Int64: ['Single', 'Double'],
  UInt64: ['Single', 'Double'],
  Single: ['Double'],
  Double: [],
  Boolean: [],
};

function shortName(type: string): string {
  return type.startsWith('System.') ? type.slice('System.'.length) : type;
}

/** Says whether arrays of this type hold numbers, characters or truth values as they are. */
function isPrimitive(type: string): boolean {
  return Object.hasOwn(WIDER, shortName(type));
}

/** Says whether a primitive type widens to another. */
function widens(from: string, to: string): boolean {
  return from === to || (WIDER[shortName(from)]?.includes(shortName(to)) ?? false);
}

export function elementTypeOf(array: ClrArray | Uint8Array): string {
  return array instanceof Uint8Array ? 'System.Byte' : array.elementType;
}

/** `Array.SetValue`: the value as an element of this type. Throws where .NET refuses to store it. */
export function storable(value: ClrValue, elementType: string): ClrValue {
  if (value === null) return defaultByName(elementType);
  if (isInstance(value, underlying(elementType))) return value;
  const actual = value instanceof ClrEnum ? 'System.Int32' : (typeNameOf(value) ?? '');
  if (isPrimitive(actual) && isPrimitive(elementType)) {
    if (widens(actual, elementType)) return convertNumber(value, elementType, false);
    throw argument(
      'Cannot widen from source type to target type either because the source type is a not a primitive type or the conversion cannot be accomplished.',
    );
  }
  throw new ClrException('System.InvalidCastException', 'Object cannot be stored in an array of this type.');
}

/** Arrays of integers of one size pass for one another. */
function withoutSign(type: string): string {
  return shortName(type).replace(/^UInt/, 'Int').replace('SByte', 'Byte');
}

/** `Array.ConstrainedCopy`: whether arrays of one type take elements of another as they are, without any conversion. */
export function takesAsItIs(from: string, to: string): boolean {
  if (from === to || (isPrimitive(from) && withoutSign(from) === withoutSign(to))) return true;
  return !isValueType(from) && !isValueType(to) && isAssignableName(from, to);
}

/** How elements of one type become those of another, one by one; undefined where .NET refuses the two array types. */
function elementCopy(from: string, to: string): ((item: ClrValue) => ClrValue) | undefined {
  if (from === to) return (item) => item;
  if (isPrimitive(from) && isPrimitive(to)) {
    return widens(from, to) || withoutSign(from) === withoutSign(to)
      ? (item) => convertNumber(item, to, false)
      : undefined;
  }
  if (isValueType(from) && isValueType(to)) return undefined;
  if (isAssignableName(underlying(from), to)) return (item) => item;
  if (isValueType(from) || !isAssignableName(underlying(to), from)) return undefined;
  return isValueType(to) ? (item) => unboxed(item, to) : (item) => castDown(item, to);
}

/** T of `Nullable<T>`; another type as it is. */
function underlying(type: string): string {
  return isNullable(type) ? (typeArgumentsOf(type)[0] ?? type) : type;
}

function isNullable(type: string): boolean {
  return type.startsWith('System.Nullable`1');
}

function isValueType(type: string): boolean {
  return isNullable(type) || defaultByName(type) !== null;
}

function unboxed(item: ClrValue, type: string): ClrValue {
  if (item === null ? isNullable(type) : typeNameOf(item) === underlying(type)) return item;
  throw new ClrException(
    'System.InvalidCastException',
    'At least one element in the source array could not be cast down to the destination array type.',
  );
}

function castDown(item: ClrValue, type: string): ClrValue {
  if (item === null || isInstance(item, type)) return item;
  throw invalidCast(castNameOf(item), type);
}

/** `Array.Copy` between arrays of any types that .NET lets elements pass between. */
export function storeAll(
  items: readonly ClrValue[],
  sourceType: string,
  target: ClrArray | Uint8Array,
  start: number,
): void {
  const copied = elementCopy(sourceType, elementTypeOf(target));
  if (copied === undefined) {
    throw new ClrException(
      'System.ArrayTypeMismatchException',
      'Source array type cannot be assigned to destination array type.',
    );
  }
  items.forEach((item, index) => {
    put(target, start + index, copied(item));
  });
}
