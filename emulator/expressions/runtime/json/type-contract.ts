import { isEnumType } from '../enums';
import { openName, typeArgumentsOf } from '../type-names';
import type { ReadType } from './reader';

const GENERIC = 'System.Collections.Generic.';

function generic(...names: string[]): readonly string[] {
  return names.map((name) => GENERIC + name);
}

const LISTS = generic(
  'List`1',
  'IList`1',
  'IEnumerable`1',
  'ICollection`1',
  'IReadOnlyList`1',
  'IReadOnlyCollection`1',
  'HashSet`1',
  'ISet`1',
  'Queue`1',
  'Stack`1',
);
const DICTIONARIES = generic('Dictionary`2', 'IDictionary`2', 'IReadOnlyDictionary`2');

const READ_AS: Readonly<Record<string, ReadType>> = {
  'System.Byte[]': 'Bytes',
  'System.Byte': 'Int32',
  'System.Int16': 'Int32',
  'System.Int32': 'Int32',
  'System.Int64': 'Int64',
  'System.Decimal': 'Decimal',
  'System.Boolean': 'Boolean',
  'System.String': 'String',
  'System.DateTime': 'DateTime',
  'System.DateTimeOffset': 'DateTimeOffset',
  'System.Single': 'Double',
  'System.Double': 'Double',
};

const PRIMITIVES = new Set([
  ...Object.keys(READ_AS),
  'System.SByte',
  'System.UInt16',
  'System.UInt32',
  'System.UInt64',
  'System.Char',
  'System.Guid',
  'System.TimeSpan',
  'System.Uri',
]);

/** How Newtonsoft treats a .NET type, by its reflection name. */
export interface Contract {
  readonly type: string;
  /** The type without `Nullable<>`. */
  readonly target: string;
  readonly kind: 'Linq' | 'Any' | 'Primitive' | 'String' | 'List' | 'Dictionary' | 'Pair' | 'Tuple' | 'Other';
  readonly isNullable: boolean;
  readonly readAs: ReadType;
  readonly arguments: readonly string[];
}

function kindOf(type: string): Contract['kind'] {
  if (type.startsWith('Newtonsoft.Json.Linq.') && !type.endsWith(']')) return 'Linq';
  if (type === 'System.Object') return 'Any';
  if (type === 'System.String') return 'String';
  if (PRIMITIVES.has(type) || isEnumType(type)) return 'Primitive';
  const open = openName(type);
  if (open === 'System.Array' || LISTS.includes(open)) return 'List';
  if (DICTIONARIES.includes(open)) return 'Dictionary';
  if (open === `${GENERIC}KeyValuePair\`2`) return 'Pair';
  return open.startsWith('System.Tuple`') ? 'Tuple' : 'Other';
}

function isStruct(type: string, kind: Contract['kind']): boolean {
  return kind === 'Pair' || (kind === 'Primitive' && type !== 'System.Uri' && type !== 'System.Byte[]');
}

/** The contract of a type. */
export function contractOf(type: string): Contract {
  const isNullableStruct = type.startsWith('System.Nullable');
  const target = isNullableStruct ? (typeArgumentsOf(type)[0] ?? type) : type;
  const kind = kindOf(target);
  return {
    type,
    target,
    kind,
    isNullable: isNullableStruct || !isStruct(target, kind),
    readAs: READ_AS[target] ?? 'Value',
    arguments: typeArgumentsOf(target),
  };
}

/** What errors call the JSON that a contract wants. */
export function expectedJson({ kind }: Contract): string {
  if (kind === 'List') return 'JSON array (e.g. [1,2,3])';
  if (kind === 'String') return 'JSON string value';
  return kind === 'Primitive'
    ? 'JSON primitive value (e.g. string, number, boolean, null)'
    : 'JSON object (e.g. {"name":"value"})';
}
