/**
 * A .NET type as the binder sees it.
 *
 * `id` of a named type is its documentation comment id without the `T:`, so nested types are joined by `.` and generic
 * ones carry their arity: `System.String`, `System.Collections.Generic.Dictionary`2`, `System.TimeZoneInfo.AdjustmentRule`.
 * `args` are the generic arguments, empty for a type that is not generic.
 */
export interface NamedType {
  readonly kind: 'named';
  readonly id: string;
  readonly args: readonly ClrType[];
}

/** A one-dimensional array; arrays of arrays nest. (Rectangular arrays are refused by the binder.) */
export interface ArrayType {
  readonly kind: 'array';
  readonly element: ClrType;
}

/** The type of `new { A = 1 }`: read-only properties in order. Equal names and types in equal order are one type. */
export interface AnonymousType {
  readonly kind: 'anonymous';
  readonly properties: readonly { readonly name: string; readonly type: ClrType }[];
}

/** A generic parameter inside the table of members (``T`0`` of a type, `` `T``0 `` of a method). Never in a bound tree. */
export interface TypeParameter {
  readonly kind: 'parameter';
  readonly owner: 'type' | 'method';
  readonly index: number;
}

/** The type of the literal `null` before it is converted. In a bound tree only as the type of an expression that is `null` itself. */
export interface NullType {
  readonly kind: 'null';
}

export type ClrType = NamedType | ArrayType | AnonymousType | TypeParameter | NullType;

const cache = new Map<string, NamedType>();

/** Makes the type with this id; types that are not generic are shared objects. */
export function named(id: string, ...args: readonly ClrType[]): NamedType {
  if (args.length > 0) {
    return { kind: 'named', id, args };
  }
  let type = cache.get(id);
  if (type === undefined) {
    type = { kind: 'named', id, args: [] };
    cache.set(id, type);
  }
  return type;
}

/** Makes the type `element[]`. */
export function arrayOf(element: ClrType): ArrayType {
  return { kind: 'array', element };
}

/** Makes the type `value?` of a value type. */
export function nullableOf(value: ClrType): NamedType {
  return named('System.Nullable`1', value);
}

export const VOID = named('System.Void');
export const OBJECT = named('System.Object');
export const STRING = named('System.String');
export const BOOLEAN = named('System.Boolean');
export const CHAR = named('System.Char');
export const SBYTE = named('System.SByte');
export const BYTE = named('System.Byte');
export const INT16 = named('System.Int16');
export const UINT16 = named('System.UInt16');
export const INT32 = named('System.Int32');
export const UINT32 = named('System.UInt32');
export const INT64 = named('System.Int64');
export const UINT64 = named('System.UInt64');
export const SINGLE = named('System.Single');
export const DOUBLE = named('System.Double');
export const DECIMAL = named('System.Decimal');
export const EXCEPTION = named('System.Exception');
export const NULL: NullType = { kind: 'null' };

/** True when both are the same .NET type. */
export function sameType(a: ClrType, b: ClrType): boolean {
  if (a === b) {
    return true;
  }
  if (a.kind === 'named' && b.kind === 'named' && (a.id !== b.id || a.args.length === 0)) {
    return a.id === b.id && b.args.length === 0;
  }
  return a.kind === b.kind && typeKey(a) === typeKey(b);
}

/** A text that is equal exactly for equal types, in the notation of documentation comment ids: `System.Collections.Generic.List{System.Byte[]}`. */
export function typeKey(type: ClrType): string {
  switch (type.kind) {
    case 'named':
      return type.args.length === 0 ? type.id : `${type.id}{${type.args.map(typeKey).join(',')}}`;
    case 'array':
      return `${typeKey(type.element)}[]`;
    case 'anonymous':
      return `<${type.properties.map((property) => `${property.name}:${typeKey(property.type)}`).join(',')}>`;
    case 'parameter':
      return `${type.owner === 'type' ? '`' : '``'}${type.index}`;
    case 'null':
      return '<null>';
  }
}

/** The `T` of `T?`, or undefined for a type that is not nullable. */
export function nullableUnderlying(type: ClrType): ClrType | undefined {
  return type.kind === 'named' && type.id === 'System.Nullable`1' ? type.args[0] : undefined;
}

/** True when `type` is the named type with this id (any generic arguments). */
export function isNamed(type: ClrType, id: string): type is NamedType {
  return type.kind === 'named' && type.id === id;
}

const KEYWORDS: Readonly<Record<string, string>> = {
  'System.Void': 'void',
  'System.Object': 'object',
  'System.String': 'string',
  'System.Boolean': 'bool',
  'System.Char': 'char',
  'System.SByte': 'sbyte',
  'System.Byte': 'byte',
  'System.Int16': 'short',
  'System.UInt16': 'ushort',
  'System.Int32': 'int',
  'System.UInt32': 'uint',
  'System.Int64': 'long',
  'System.UInt64': 'ulong',
  'System.Single': 'float',
  'System.Double': 'double',
  'System.Decimal': 'decimal',
};

/** The type as a C# compiler message writes it: `int`, `string[]`, `List<int>`, `int?`. */
export function displayType(type: ClrType): string {
  switch (type.kind) {
    case 'named': {
      const underlying = nullableUnderlying(type);
      if (underlying !== undefined) {
        return `${displayType(underlying)}?`;
      }
      const keyword = KEYWORDS[type.id];
      if (keyword !== undefined) {
        return keyword;
      }
      const name = type.id.slice(type.id.lastIndexOf('.') + 1).replace(/`\d+$/, '');
      return type.args.length === 0 ? name : `${name}<${type.args.map(displayType).join(', ')}>`;
    }
    case 'array':
      return `${displayType(type.element)}[]`;
    case 'anonymous':
      return `<anonymous type: ${type.properties.map((property) => `${displayType(property.type)} ${property.name}`).join(', ')}>`;
    case 'parameter':
      return type.owner === 'type' ? `T${type.index}` : `TMethod${type.index}`;
    case 'null':
      return '<null>';
  }
}

/** The type's full name with namespace and generic arguments in C# notation: `System.Collections.Generic.List<System.Int32>`. */
export function fullTypeName(type: ClrType): string {
  switch (type.kind) {
    case 'named': {
      const name = type.id.replace(/`\d+/g, '');
      return type.args.length === 0 ? name : `${name}<${type.args.map(fullTypeName).join(', ')}>`;
    }
    case 'array':
      return `${fullTypeName(type.element)}[]`;
    default:
      return displayType(type);
  }
}
