import type { Writing } from './writing';

/** JSON read as a certain type, by the serializer and by the conversions of tokens. */
const TYPES = [
  'int',
  'long',
  'double',
  'decimal',
  'bool',
  'char',
  'byte',
  'string',
  'int?',
  'bool?',
  'decimal?',
  'DateTime',
  'DateTimeOffset',
  'TimeSpan',
  'Guid',
  'Uri',
  'byte[]',
  'int[]',
  'object',
  'List<int>',
  'List<string>',
  'HashSet<string>',
  'Dictionary<string, int>',
  'Dictionary<string, string>',
  'Dictionary<string, object>',
  'KeyValuePair<string, int>',
  'Tuple<int, string>',
  'JArray',
  'JValue',
];

function read(type: string): Writing {
  return {
    [type]: [
      `JsonConvert.DeserializeObject<${type}>(«#json»)`,
      `JsonConvert.DeserializeObject<${type}>(JsonConvert.SerializeObject(«object»))`,
      `«.JToken».ToObject<${type}>()`,
      // What fails to convert to a generic type names the version of .NET it is in.
      ...(type.includes('<') ? [] : [`«.JObject».Value<${type}>(«#key»)`]),
    ],
  };
}

/** Each type as JSON text holds it. */
export const TYPED_JSON: readonly Writing[] = TYPES.map(read);
