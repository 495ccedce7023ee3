import type { ClrValue } from '../../clr-value';
import { display } from '../values';
import type { JsonReader } from './reader';

/** Goes to the next token, which must be there. */
export function requireToken(reader: JsonReader): void {
  if (!reader.read()) throw reader.serializationError('Unexpected end when reading JSON.');
}

/** Goes past `$ref` and its value: what has that id, null when nothing has; undefined where the reference is null. */
function readReference(reader: JsonReader): { readonly value: ClrValue } | undefined {
  requireToken(reader);
  if (!['String', 'Null'].includes(reader.token))
    throw reader.serializationError('JSON reference $ref property must have a string or null value.');
  const id = reader.value;
  requireToken(reader);
  if (id === null) return undefined;
  if (reader.token === 'PropertyName') {
    throw reader.serializationError(
      'Additional content found in JSON reference object. A JSON reference object should only have a $ref property.',
    );
  }
  return { value: reader.references.get(display(id)) ?? null };
}

/** What stands at the start of an object about it. */
export interface Metadata {
  /** `$id`, by which a later `$ref` finds the object. */
  id?: string;
  /** `$ref` and `$values` say what stands for the object. */
  instead?: { readonly value: ClrValue };
}

/** Keeps a deserialised object for later references to its id. */
export function remember<T extends ClrValue>(reader: JsonReader, { id }: Metadata, value: T): T {
  if (id !== undefined) reader.references.set(id, value);
  return value;
}

/** Goes past metadata at the start of an object; `readValues` reads the list after `$values`. */
export function readMetadata(reader: JsonReader, readValues: () => ClrValue): Metadata {
  const found: Metadata = {};
  while (reader.token === 'PropertyName') {
    const name = reader.value;
    if (name === '$ref') {
      const instead = readReference(reader);
      if (instead !== undefined) return { instead };
    } else if (name === '$type' || name === '$id') {
      requireToken(reader);
      if (name === '$id' && reader.value !== null) found.id = display(reader.value);
      requireToken(reader);
    } else if (name === '$values') {
      requireToken(reader);
      const value = remember(reader, found, readValues());
      requireToken(reader);
      return { instead: { value } };
    } else return found;
  }
  return found;
}
