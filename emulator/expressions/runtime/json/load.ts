import { display } from '../values';
import type { JContainer } from './container';
import { JArray, JConstructor, JObject, JProperty } from './containers';
import { isEnd, isStart } from './reader';
import type { JsonReader } from './reader';
import { JsonTextReader } from './text-reader';
import { classNameOf } from './token';
import type { JToken } from './token';
import { JValue, tokenTypeOf } from './value';

function withLineInfo<T extends JToken>(token: T, reader: JsonReader): T {
  token.lineInfo = reader.lineInfo();
  return token;
}

function valueToken(reader: JsonReader): JValue | undefined {
  switch (reader.token) {
    case 'Null':
      return JValue.null();
    case 'Undefined':
      return new JValue('Undefined', null);
    case 'String':
    case 'Integer':
    case 'Float':
    case 'Date':
    case 'Boolean':
    case 'Bytes':
      return new JValue(tokenTypeOf(reader.value) ?? 'Null', reader.value);
    default:
      return undefined;
  }
}

function emptyContainer(reader: JsonReader): JContainer | undefined {
  if (reader.token === 'StartObject') return new JObject();
  if (reader.token === 'StartArray') return new JArray();
  return reader.token === 'StartConstructor' ? new JConstructor(display(reader.value)) : undefined;
}

/** Reads the value that the reader stands on; undefined where it stands on something else. */
function readValue(reader: JsonReader): JToken | undefined {
  const value = valueToken(reader);
  if (value !== undefined) return withLineInfo(value, reader);
  const container = emptyContainer(reader);
  if (container === undefined) return undefined;
  withLineInfo(container, reader);
  if (reader.read()) fill(reader, container);
  return container;
}

/** Reads from the first token inside a container up to its end, or to the end of the text. */
function fill(reader: JsonReader, container: JContainer): void {
  while (!isEnd(reader.token)) {
    if (reader.token === 'PropertyName') readProperty(reader, container);
    else {
      const child = readValue(reader);
      if (child !== undefined) container.add(child);
    }
    if (!reader.read()) return;
  }
}

function readProperty(reader: JsonReader, container: JContainer): void {
  const name = display(reader.value);
  const existing = container instanceof JObject ? container.property(name) : undefined;
  const property = withLineInfo(new JProperty(name, JValue.null()), reader);
  if (!reader.readContent()) return;
  const value = readValue(reader);
  if (value !== undefined) property.assign(value);
  if (existing === undefined) container.add(property);
  else container.replaceAt(container.indexOf(existing), property);
}

function loadContainer(reader: JsonReader): JContainer {
  const container = withLineInfo(emptyContainer(reader) ?? new JObject(), reader);
  const name = classNameOf(container);
  const { depth } = reader;
  if (!reader.read()) throw reader.error(`Error reading ${name} from JsonReader.`);
  fill(reader, container);
  if (reader.depth > depth) throw reader.error(`Unexpected end of content while loading ${name}.`);
  return container;
}

function loadToken(reader: JsonReader): JToken {
  if (!reader.read()) throw reader.error('Error reading JToken from JsonReader.');
  if (isStart(reader.token)) return loadContainer(reader);
  if (reader.token === 'Comment') return withLineInfo(new JValue('Comment', reader.value), reader);
  const value = valueToken(reader);
  if (value !== undefined) return withLineInfo(value, reader);
  throw reader.error(`Error reading JToken from JsonReader. Unexpected token: ${reader.token}.`);
}

/** Nothing but comments may follow the document; the reader itself throws for the rest. */
function finish(reader: JsonReader): void {
  while (reader.read());
}

/** `JToken.Parse`. */
export function parseToken(text: string): JToken {
  const reader = new JsonTextReader(text);
  const token = loadToken(reader);
  finish(reader);
  return token;
}

function parseContainer(text: string, kind: 'JObject' | 'JArray'): JContainer {
  const reader = new JsonTextReader(text);
  if (!reader.readContent()) throw reader.error(`Error reading ${kind} from JsonReader.`);
  const start = kind === 'JObject' ? 'StartObject' : 'StartArray';
  if (reader.token !== start) {
    const wanted = kind === 'JObject' ? 'an object' : 'an array';
    throw reader.error(
      `Error reading ${kind} from JsonReader. Current JsonReader item is not ${wanted}: ${reader.token}.`,
    );
  }
  const container = loadContainer(reader);
  finish(reader);
  return container;
}

/** `JObject.Parse`. */
export function parseObject(text: string): JObject {
  return parseContainer(text, 'JObject') as JObject;
}

/** `JArray.Parse`. */
export function parseArray(text: string): JArray {
  return parseContainer(text, 'JArray') as JArray;
}
