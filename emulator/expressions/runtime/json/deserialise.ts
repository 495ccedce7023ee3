import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { makeArray } from '../collections/array';
import { decodeBase64 } from '../text/base64';
import { defaultByName } from '../default-by-name';
import { ClrDictionary, ClrHashSet, ClrKeyValuePair } from '../collections/dictionary';
import { argumentNull, notSupported } from '../errors';
import { isInstance } from '../hierarchy';
import { ClrList } from '../collections/list';
import { ClrChar } from '../numbers/numbers';
import { openName } from '../type-names';
import { ClrTuple } from '../tuple';
import { display } from '../values';
import { castToken } from './cast';
import { contractOf } from './type-contract';
import type { Contract } from './type-contract';
import type { JsonReader } from './reader';
import { JsonTextReader } from './text-reader';
import type { JToken } from './token';
import { JValue } from './value';
import { writeObject, writeToken } from './write-token';
import { readMetadata, remember, requireToken } from './metadata';
import type { Metadata } from './metadata';
import { unexpectedEnd, wrongKind } from './deserialise-errors';
import { ensureType } from './ensure-type';

/** Goes to the next value, read as the contract's type where its reader knows it. False at the end. */
function readFor(reader: JsonReader, contract: Contract): boolean {
  const { readAs } = contract;
  if (readAs === 'Value') return reader.readContent();
  if (readAs === 'Int64') {
    const found = reader.readContent();
    if (reader.token === 'Undefined') throw reader.error(`An undefined token is not a valid ${contract.type}.`);
    return found;
  }
  reader.readAs(readAs);
  return reader.token !== 'None';
}

function createObject(reader: JsonReader, contract: Contract): ClrValue {
  requireToken(reader);
  const metadata = readMetadata(reader, () => createList(reader, contract));
  if (metadata.instead !== undefined) return metadata.instead.value;
  switch (contract.kind) {
    case 'Any':
      return writeObject(reader);
    case 'Dictionary':
      return fillDictionary(reader, contract, metadata);
    case 'Tuple':
      return remember(reader, metadata, createTuple(reader, contract));
    case 'Primitive':
    case 'String':
      if (reader.token === 'PropertyName' && reader.value === '$value') {
        requireToken(reader);
        const value = create(reader, contract);
        requireToken(reader);
        return value;
      }
      throw wrongKind(reader, contract, 'object');
    case 'Other':
      throw notSupported(`Deserialising JSON to ${contract.type} is not implemented by the local gateway.`);
    default:
      throw wrongKind(reader, contract, 'object');
  }
}

function keyOf(reader: JsonReader, type: string): ClrValue {
  const key = display(reader.value);
  try {
    const contract = contractOf(type);
    if (contract.readAs === 'DateTime' || contract.readAs === 'DateTimeOffset')
      return castToken(new JValue('String', key), type);
    return ensureType(reader, key, contract);
  } catch (error) {
    if (!(error instanceof ClrException)) throw error;
    throw reader.serializationError(
      `Could not convert string '${key}' to dictionary key type '${type}'. Create a TypeConverter to convert from the string to the key type object.`,
      error,
    );
  }
}

function fillDictionary(reader: JsonReader, contract: Contract, metadata: Metadata): ClrDictionary {
  const [keyType = 'System.Object', valueType = 'System.Object'] = contract.arguments;
  const values = contractOf(valueType);
  const isReadOnly = openName(contract.target).includes('IReadOnly');
  const dictionary = new ClrDictionary(
    keyType,
    valueType,
    undefined,
    isReadOnly ? 'System.Collections.ObjectModel.ReadOnlyDictionary`2' : undefined,
  );
  remember(reader, metadata, dictionary);
  do {
    if (reader.token === 'EndObject') return dictionary;
    if (reader.token === 'PropertyName') {
      const key = keyOf(reader, keyType);
      if (!readFor(reader, values)) throw unexpectedEnd(reader, 'object');
      dictionary.set(key, create(reader, values));
    } else if (reader.token !== 'Comment') {
      throw reader.serializationError(`Unexpected token when deserializing object: ${reader.token}`);
    }
  } while (reader.read());
  throw unexpectedEnd(reader, 'object');
}

/** The members of an object by name in any case, for types that are made from their members. */
function members(reader: JsonReader, types: Readonly<Record<string, string>>): Map<string, ClrValue> {
  const found = new Map<string, ClrValue>();
  do {
    if (reader.token === 'EndObject') return found;
    if (reader.token !== 'PropertyName') continue;
    const wanted = display(reader.value).toLowerCase();
    const name = Object.keys(types).find((candidate) => candidate.toLowerCase() === wanted);
    if (name === undefined) {
      reader.skip();
      continue;
    }
    const contract = contractOf(types[name] ?? 'System.Object');
    if (!readFor(reader, contract)) break;
    found.set(name, create(reader, contract));
  } while (reader.read());
  throw unexpectedEnd(reader, 'object');
}

function createTuple(reader: JsonReader, contract: Contract): ClrTuple {
  const types = Object.fromEntries(contract.arguments.map((type, index) => [`Item${index + 1}`, type]));
  const found = members(reader, types);
  return new ClrTuple(
    contract.arguments,
    Object.entries(types).map(([name, type]) => found.get(name) ?? defaultByName(type)),
  );
}

function createPair(reader: JsonReader, contract: Contract): ClrKeyValuePair | null {
  if (reader.token === 'Null') {
    if (contract.isNullable) return null;
    throw reader.serializationError('Cannot convert null value to KeyValuePair.');
  }
  const [Key = 'System.Object', Value = 'System.Object'] = contract.arguments;
  const found = new Map<string, ClrValue>();
  requireToken(reader);
  // Whatever is not a member ends the pair, even the end of an array.
  while (reader.token === 'PropertyName') {
    const wanted = display(reader.value).toLowerCase();
    if (wanted === 'key' || wanted === 'value') {
      const contract = contractOf(wanted === 'key' ? Key : Value);
      if (!readFor(reader, contract)) throw reader.serializationError('Unexpected end when reading JSON.');
      found.set(wanted, create(reader, contract));
    } else reader.skip();
    requireToken(reader);
  }
  return new ClrKeyValuePair(
    Key,
    Value,
    found.get('key') ?? defaultByName(Key),
    found.get('value') ?? defaultByName(Value),
  );
}

function createList(reader: JsonReader, contract: Contract): ClrValue {
  if (contract.kind === 'Any') return writeToken(reader);
  if (contract.kind !== 'List') throw wrongKind(reader, contract, 'array');
  const [itemType = 'System.Object'] = contract.arguments;
  const itemContract = contractOf(itemType);
  const items: ClrValue[] = [];
  for (;;) {
    if (!readFor(reader, itemContract)) throw unexpectedEnd(reader, 'array');
    if (reader.token === 'EndArray') break;
    items.push(create(reader, itemContract));
  }
  return listOf(openName(contract.target), itemType, items);
}

function listOf(open: string, itemType: string, items: ClrValue[]): ClrValue {
  if (open === 'System.Array') return makeArray(itemType, items);
  if (open.endsWith('Set`1')) {
    const set = new ClrHashSet(itemType);
    for (const item of items) set.add(item);
    return set;
  }
  if (open.endsWith('Queue`1')) return new ClrList(itemType, items, 'Queue');
  return new ClrList(itemType, items, open.endsWith('Stack`1') ? 'Stack' : 'List');
}

function createToken(reader: JsonReader, contract: Contract): JToken | null {
  const isValue = contract.type === 'Newtonsoft.Json.Linq.JValue' || contract.type === 'Newtonsoft.Json.Linq.JToken';
  if (reader.token === 'Null' && !isValue) return null;
  const token = writeToken(reader);
  if (token === null || isInstance(token, contract.type)) return token;
  throw reader.serializationError(
    `Deserialized JSON type '${token.clrType}' is not compatible with expected type '${contract.type}'.`,
  );
}

/** The value at which the reader stands, as the contract's type. */
function create(reader: JsonReader, contract: Contract): ClrValue {
  if (contract.kind === 'Linq') return createToken(reader, contract);
  if (contract.kind === 'Pair') return createPair(reader, contract);
  do {
    switch (reader.token) {
      case 'StartObject':
        return createObject(reader, contract);
      case 'StartArray':
        return createList(reader, contract);
      case 'String':
        return createFromString(reader, contract);
      case 'Comment':
        break;
      case 'Integer':
      case 'Float':
      case 'Boolean':
      case 'Date':
      case 'Bytes':
      case 'Null':
      case 'Undefined':
      case 'StartConstructor':
        return ensureType(reader, reader.value, contract);
      default:
        throw reader.serializationError(`Unexpected token while deserializing object: ${reader.token}`);
    }
  } while (reader.read());
  throw unexpectedEnd(reader, 'object');
}

function createFromString(reader: JsonReader, contract: Contract): ClrValue {
  if (reader.value instanceof ClrChar) {
    throw new ClrException(
      'System.InvalidCastException',
      "Unable to cast object of type 'System.Char' to type 'System.String'.",
    );
  }
  const text = display(reader.value);
  if (contract.type === 'System.Byte[]') return decodeBase64(text);
  if (text === '' && contract.isNullable && contract.kind !== 'String' && contract.kind !== 'Any') return null;
  return ensureType(reader, reader.value, contract);
}

/** The first value of a reader as the type with this reflection name; `isWhole` refuses anything after it. */
export function deserialiseWith(reader: JsonReader, type: string, isWhole: boolean): ClrValue {
  const contract = contractOf(type);
  const found = contract.kind === 'Pair' ? reader.read() : readFor(reader, contract);
  if (!found) {
    if (contract.isNullable) return null;
    throw reader.serializationError(`No JSON content found and type '${contract.type}' is not nullable.`);
  }
  const value = create(reader, contract);
  while (isWhole && reader.read()) {
    if (reader.token !== 'Comment')
      throw reader.serializationError('Additional text found in JSON string after finishing deserializing object.');
  }
  return value;
}

/** `JsonConvert.DeserializeObject<T>` by the reflection name of T; text without any JSON gives null. */
export function deserialise(text: string | null, type: string): ClrValue {
  if (text === null) throw argumentNull('value');
  return deserialiseWith(new JsonTextReader(text), type, true);
}
