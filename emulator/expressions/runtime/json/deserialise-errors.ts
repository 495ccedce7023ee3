import type { ClrException } from '../../clr-exception';
import { expectedJson } from './type-contract';
import type { Contract } from './type-contract';
import type { JsonReader } from './reader';

const FIXES = {
  object:
    'change the deserialized type so that it is a normal .NET type (e.g. not a primitive type like integer, not a collection type like an array or List<T>) that can be deserialized from a JSON object. JsonObjectAttribute can also be added to the type to force it to deserialize from a JSON object.',
  array:
    'change the deserialized type to an array or a type that implements a collection interface (e.g. ICollection, IList) like List<T> that can be deserialized from a JSON array. JsonArrayAttribute can also be added to the type to force it to deserialize from a JSON array.',
};

/** The error of an object or array where the contract wants something else. */
export function wrongKind(reader: JsonReader, contract: Contract, kind: 'object' | 'array'): ClrException {
  const example = kind === 'object' ? '{"name":"value"}' : '[1,2,3]';
  const expected = expectedJson(contract);
  return reader.serializationError(
    `Cannot deserialize the current JSON ${kind} (e.g. ${example}) into type '${contract.type}' because the type requires a ${expected} to deserialize correctly.\nTo fix this error either change the JSON to a ${expected} or ${FIXES[kind]}\n`,
  );
}

/** The error of JSON that ends within an object or array. */
export function unexpectedEnd(reader: JsonReader, what: 'object' | 'array'): ClrException {
  return reader.serializationError(`Unexpected end when deserializing ${what}.`);
}
