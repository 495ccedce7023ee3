import type { BodyView } from '../../policy-context';
import type { ClrValue } from '../../clr-value';
import { notSupported } from '../errors';
import { decodeText } from '../text/encodings';
import { parseArray, parseObject, parseToken } from '../json/load';
import { ClrDictionary } from '../collections/dictionary';
import { ClrList } from '../collections/list';
import { parseForm } from '../text/form';
import { parseElement, parseXml } from '../xml/parse';

/** `Body.As<T>`: reads the bytes and turns them into the type with this reflection name. */
export function bodyAs(body: BodyView, type: string, preserve: boolean): ClrValue {
  const bytes = body.read(preserve);
  switch (type) {
    case 'System.Byte[]':
      return new Uint8Array(bytes);
    case 'System.String':
      return decodeText(bytes);
    case 'Newtonsoft.Json.Linq.JObject':
      return parseObject(decodeText(bytes));
    case 'Newtonsoft.Json.Linq.JArray':
      return parseArray(decodeText(bytes));
    case 'Newtonsoft.Json.Linq.JToken':
      return parseToken(decodeText(bytes));
    case 'System.Xml.Linq.XElement':
    case 'System.Xml.Linq.XNode':
      return parseElement(decodeText(bytes));
    case 'System.Xml.Linq.XDocument':
      return parseXml(decodeText(bytes));
    default:
      throw notSupported(
        `Body.As<${type}> is not supported: a body is read as string, byte[], JObject, JArray, JToken, XElement, XNode or XDocument.`,
      );
  }
}

/** `Body.AsFormUrlEncodedContent`: names to lists of values. */
export function bodyAsForm(body: BodyView, preserve: boolean): ClrDictionary {
  const listType = 'System.Collections.Generic.IList`1[System.String]';
  const form = new ClrDictionary('System.String', listType);
  for (const [name, value] of parseForm(decodeText(body.read(preserve)))) {
    const existing = form.find(name)?.value;
    if (existing instanceof ClrList) existing.items.push(value);
    else form.set(name, new ClrList('System.String', [value]));
  }
  return form;
}
