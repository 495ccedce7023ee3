import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { display } from '../values';
import type { JContainer } from './container';
import { JArray, JConstructor, JObject, JProperty } from './containers';
import { isEnd, isStart } from './reader';
import type { JsonReader } from './reader';
import { JTokenReader } from './token-reader';
import type { JToken } from './token';
import { JValue, tokenTypeOf } from './value';

/** Builds tokens from what a reader stands on, as Newtonsoft's JTokenWriter does: a repeated property moves to the end. */
class TokenWriter {
  private root: JToken | null = null;
  private readonly open: JContainer[] = [];
  private name: string | null = null;

  constructor(private readonly withComments: boolean) {}

  get result(): JToken | null {
    return this.root;
  }

  write(reader: JsonReader): void {
    const { token, value } = reader;
    if (isEnd(token)) {
      this.open.pop();
      return;
    }
    if (token === 'StartObject') this.begin(new JObject());
    else if (token === 'StartArray') this.begin(new JArray());
    else if (token === 'StartConstructor') this.begin(new JConstructor(display(value)));
    else if (token === 'PropertyName') this.name = display(value);
    else if (token === 'Undefined') this.add(new JValue('Undefined', null));
    else if (token === 'Comment') this.comment(value);
    else if (token !== 'None') this.add(new JValue(tokenTypeOf(value) ?? 'Null', value));
  }

  private comment(text: ClrValue): void {
    if (this.withComments && !(this.open.at(-1) instanceof JObject)) this.add(new JValue('Comment', text));
  }

  begin(container: JContainer): void {
    this.open.push(this.add(container));
  }

  private add<T extends JToken>(token: T): T {
    const parent = this.open.at(-1);
    if (parent === undefined) this.root = token;
    else if (parent instanceof JObject) {
      const name = this.name ?? '';
      parent.remove(name);
      parent.add(new JProperty(name, token));
    } else parent.add(token);
    return token;
  }
}

/** The token at which the reader stands, with all that is in it. Text that ends within it throws JsonWriterException. */
export function writeToken(reader: JsonReader, withComments = true): JToken | null {
  // A document in memory is copied, so that no type of a value is lost.
  if (reader instanceof JTokenReader && reader.tokenHere !== null) {
    const copy = reader.tokenHere.clone();
    reader.skip();
    return copy;
  }
  const writer = new TokenWriter(withComments);
  const first = reader.token === 'None' ? -1 : isStart(reader.token) ? reader.depth : reader.depth + 1;
  do writer.write(reader);
  while (first - 1 < reader.depth - (isEnd(reader.token) ? 1 : 0) && reader.read());
  const last = reader.token === 'None' ? -1 : isEnd(reader.token) ? reader.depth - 1 : reader.depth;
  if (first < last || (first === last && isStart(reader.token)))
    throw new ClrException('Newtonsoft.Json.JsonWriterException', "Unexpected end when reading token. Path ''.");
  return writer.result;
}

/** The object whose first member the reader stands on. */
export function writeObject(reader: JsonReader): JObject {
  const object = new JObject();
  do {
    if (reader.token === 'EndObject') return object;
    if (reader.token !== 'PropertyName') continue;
    const name = display(reader.value);
    if (!reader.readContent()) break;
    const value = writeToken(reader, false);
    object.remove(name);
    object.add(new JProperty(name, value ?? JValue.null()));
  } while (reader.read());
  throw reader.serializationError('Unexpected end when deserializing object.');
}
