/** Types of the variables that statements declare. */
export const LOCAL_TYPES = [
  'int',
  'string',
  'bool',
  'double',
  'decimal',
  'long',
  'char',
  'byte',
  'int[]',
  'string[]',
  'List<int>',
  'object',
  'JObject',
  'JToken',
  'DateTime',
  'int?',
  'Dictionary<string, int>',
  'byte[]',
  'TimeSpan',
  'float',
  'uint',
  'StringBuilder',
];

/** Compound assignments by the type of the variable. */
export const COMPOUND: Readonly<Record<string, readonly string[]>> = {
  int: ['+=', '-=', '*=', '/=', '%=', '^=', '&=', '|=', '<<=', '>>='],
  long: ['+=', '-=', '*='],
  byte: ['+=', '-=', '^=', '|=', '>>='],
  char: ['+='],
  uint: ['+=', '*=', '-='],
  double: ['+=', '*=', '/='],
  float: ['+=', '-='],
  decimal: ['+=', '-=', '*='],
  string: ['+='],
  bool: ['&=', '|=', '^='],
  TimeSpan: ['+=', '-='],
  DateTime: ['+=', '-='],
};

/** What stands on the right of a compound assignment, where it is not the variable's own type. */
export const RIGHT: Readonly<Record<string, string>> = { DateTime: 'TimeSpan', char: 'char', string: 'object' };

/** Types with `++` and `--`. */
export const COUNTED = ['int', 'long', 'byte', 'char', 'double', 'decimal', 'uint', 'float'];

/** What `foreach` walks, with the type of its elements. */
export const SEQUENCES: readonly (readonly [sequence: string, element: string])[] = [
  ['int[]', 'int'],
  ['string[]', 'string'],
  ['List<int>', 'int'],
  ['string', 'char'],
  ['byte[]', 'byte'],
  ['JArray', 'JToken'],
  ['Dictionary<string, int>', 'KeyValuePair<string, int>'],
  ['IEnumerable<string>', 'string'],
  ['HashSet<int>', 'int'],
];

/** Types that print the same everywhere. */
export const SHOWN = new Set(LOCAL_TYPES.filter((type) => type !== 'StringBuilder'));
