import type { Writing } from './writing';

const INTEGERS = ['sbyte', 'byte', 'short', 'ushort', 'int', 'uint', 'long', 'ulong'];
const NUMBERS = [...INTEGERS, 'float', 'double', 'decimal'];
/** What arithmetic yields; narrower types are promoted. */
const ARITHMETIC = ['int', 'uint', 'long', 'ulong', 'float', 'double', 'decimal'];
const NULLABLE = ['int', 'long', 'double', 'decimal', 'bool', 'char', 'byte', 'DateTime'];
const ELEMENTS = ['int', 'string', 'char', 'double', 'KeyValuePair<string, int>'];

function forEachType(types: readonly string[], write: (type: string) => Writing): Writing[] {
  return types.map(write);
}

/** Arithmetic, comparisons and casts of every width. */
const NUMERIC: readonly Writing[] = [
  ...forEachType(ARITHMETIC, (type) => ({
    [type]: [
      ...['+', '-', '*', '/', '%'].map((operator) => `=«-${type}» ${operator} «-${type}»`),
      `=-«-${type}»`,
      `=+«-${type}»`,
      `«.${type}?».GetValueOrDefault()`,
      `«.${type}?».Value`,
      `=«-${type}?» ?? «-${type}»`,
    ],
    bool: ['<', '<=', '>', '>=', '==', '!='].map((operator) => `=«-${type}» ${operator} «-${type}»`),
    [`${type}?`]: [`=«-${type}?» + «-${type}»`, `=«-${type}?» * «-${type}?»`, `=-«-${type}?»`],
  })),
  ...forEachType(['int', 'uint', 'long', 'ulong'], (type) => ({
    [type]: [
      ...['&', '|', '^'].map((operator) => `=«-${type}» ${operator} «-${type}»`),
      `=~«-${type}»`,
      `=«-${type}» << «-int»`,
      `=«-${type}» >> «-int»`,
      `checked(«${type}» + «${type}»)`,
      `checked(«${type}» * «${type}»)`,
      `checked(-«-${type}»)`,
      `unchecked(«${type}» * «${type}»)`,
    ],
  })),
  ...NUMBERS.flatMap((to) =>
    forEachType([...NUMBERS, 'char'], (from) => ({
      [to]: [`=(${to})«-${from}»`, `unchecked((${to})«-${from}»)`, `checked((${to})«-${from}»)`],
    })),
  ),
  ...forEachType(INTEGERS, (type) => ({
    char: [`=(char)«-${type}»`],
    object: [`=(object)«-${type}»`],
    [type]: [`=(${type})«-object»`, `«.${type}?».GetValueOrDefault(«${type}»)`],
  })),
];

const NULLABLES: readonly Writing[] = forEachType(NULLABLE, (type) => ({
  [`${type}?`]: [
    `=(${type}?)«-${type}»`,
    `=(${type}?)null`,
    `default(${type}?)`,
    `=«-object» as ${type}?`,
    `=«-bool» ? «-${type}» : (${type}?)null`,
  ],
  bool: [
    `«.${type}?».HasValue`,
    `=«-${type}?» == null`,
    `=«-${type}?» == «-${type}»`,
    `=«-${type}?» != «-${type}?»`,
    `=«-object» is ${type}`,
  ],
  string: [`«.${type}?».ToString()`],
  object: [`=(object)«-${type}?»`],
  [type]: [`default(${type})`, `=(${type})«-${type}?»`],
}));

const SEQUENCES: readonly Writing[] = forEachType(ELEMENTS, (type) => ({
  [type]: [
    `«.IEnumerable<${type}>».First()`,
    `«.IEnumerable<${type}>».FirstOrDefault()`,
    `«.IEnumerable<${type}>».LastOrDefault(«x:${type}=>bool»)`,
    `«.IEnumerable<${type}>».Single()`,
    `«.IEnumerable<${type}>».ElementAt(«#index»)`,
    `«.IEnumerable<${type}>».ElementAtOrDefault(«#index»)`,
    `«.IEnumerable<${type}>».Aggregate(«xy:${type},${type}=>${type}»)`,
    `«.${type}[]»[«#index»]`,
    `«.List<${type}>»[«#index»]`,
  ],
  [`IEnumerable<${type}>`]: [
    `«.IEnumerable<${type}>».Where(«x:${type}=>bool»)`,
    `«.IEnumerable<${type}>».Where(«xy:${type},int=>bool»)`,
    `=from q in «-IEnumerable<${type}>» where «bool» select q`,
    `=from q in «-IEnumerable<${type}>» let w = q.ToString() orderby w.Length descending, w select q`,
    `«.IEnumerable<${type}>».Take(«#size»)`,
    `«.IEnumerable<${type}>».Skip(«#size»)`,
    `«.IEnumerable<${type}>».TakeWhile(«x:${type}=>bool»)`,
    `«.IEnumerable<${type}>».SkipWhile(«x:${type}=>bool»)`,
    `«.IEnumerable<${type}>».Concat(«IEnumerable<${type}>»)`,
    `«.IEnumerable<${type}>».Distinct()`,
    `«.IEnumerable<${type}>».Union(«IEnumerable<${type}>»)`,
    `«.IEnumerable<${type}>».Except(«IEnumerable<${type}>»)`,
    `«.IEnumerable<${type}>».Intersect(«IEnumerable<${type}>»)`,
    `«.IEnumerable<${type}>».Reverse()`,
    `«.IEnumerable<${type}>».OrderBy(«x:${type}=>int»)`,
    `«.IEnumerable<${type}>».OrderBy(«x:${type}=>string»).ThenByDescending(«x:${type}=>int»)`,
    `«.IEnumerable<${type}>».OrderByDescending(«x:${type}=>int»)`,
    `«.IEnumerable<${type}>».DefaultIfEmpty(«${type}»)`,
    `«.IEnumerable<${type}>».SelectMany(«x:${type}=>${type}[]»)`,
    `«.IEnumerable<${type}>».GroupBy(«x:${type}=>int»).Select(g => g.First())`,
    ...ELEMENTS.map((from) => `«.IEnumerable<${from}>».Select(«x:${from}=>${type}»)`),
    `«.IEnumerable<${type}>».Zip(«IEnumerable<int>», «xy:${type},int=>${type}»)`,
    `Enumerable.Repeat(«${type}», «#size»)`,
    `Enumerable.Empty<${type}>()`,
  ],
  [`${type}[]`]: [
    `«.IEnumerable<${type}>».ToArray()`,
    `new[] { «${type}», «${type}» }`,
    `new ${type}[] { «${type}» }`,
    `new ${type}[«#size»]`,
  ],
  [`List<${type}>`]: [
    `«.IEnumerable<${type}>».ToList()`,
    `new List<${type}> { «${type}», «${type}» }`,
    `new List<${type}>()`,
  ],
  bool: [
    `«.IEnumerable<${type}>».Any()`,
    `«.IEnumerable<${type}>».Any(«x:${type}=>bool»)`,
    `«.IEnumerable<${type}>».All(«x:${type}=>bool»)`,
    `«.IEnumerable<${type}>».Contains(«${type}»)`,
    `«.IEnumerable<${type}>».SequenceEqual(«IEnumerable<${type}>»)`,
  ],
  int: [
    `«.IEnumerable<${type}>».Count()`,
    `«.IEnumerable<${type}>».Count(«x:${type}=>bool»)`,
    `«.IEnumerable<${type}>».Sum(«x:${type}=>int»)`,
    `«.IEnumerable<${type}>».Max(«x:${type}=>int»)`,
    `«.IEnumerable<${type}>».Min(«x:${type}=>int»)`,
    `«.IEnumerable<${type}>».Aggregate(«int», «xy:int,${type}=>int»)`,
    `«.${type}[]».Length`,
    `Array.IndexOf(«${type}[]», «${type}»)`,
    `«.IEnumerable<${type}>».ToList().FindIndex(«x:${type}=>bool»)`,
  ],
  double: [`«.IEnumerable<${type}>».Average(«x:${type}=>int»)`, `«.IEnumerable<${type}>».Sum(«x:${type}=>double»)`],
  decimal: [`«.IEnumerable<${type}>».Sum(«x:${type}=>decimal»)`, `«.IEnumerable<${type}>».Max(«x:${type}=>decimal»)`],
  string: [
    `string.Join(«string», «IEnumerable<${type}>»)`,
    `«.IEnumerable<${type}>».Max(«x:${type}=>string»)`,
    `«.IEnumerable<${type}>».Aggregate(«string», «xy:string,${type}=>string»)`,
    `string.Concat(«IEnumerable<${type}>»)`,
    `string.Join("|", «.IEnumerable<${type}>».GroupBy(«x:${type}=>string»).Select(g => g.Key + g.Count()))`,
    `JsonConvert.SerializeObject(«.IEnumerable<${type}>».ToLookup(«x:${type}=>bool»))`,
  ],
  'Dictionary<string, int>': [`«.IEnumerable<${type}>».ToDictionary(«x:${type}=>string», «x:${type}=>int»)`],
  object: [
    `JsonConvert.SerializeObject(«.IEnumerable<${type}>».Select(x => new { A = x, B = 1 }))`,
    `new { Item = «${type}», «.string».Length }`,
  ],
}));

const CONDITIONS: readonly Writing[] = forEachType(
  [
    ...NUMBERS,
    'bool',
    'char',
    'string',
    'object',
    'DateTime',
    'TimeSpan',
    'JToken',
    'int?',
    'string[]',
    'DateTimeOffset',
  ],
  (type) => ({ [type]: [`=«-bool» ? «-${type}» : «-${type}»`, `=«-bool» ? «-${type}» : «-${type}»`] }),
);

/** What every type of a family has: numbers, nullable types, elements of sequences, choices. */
export const FAMILIES: readonly Writing[] = [...NUMERIC, ...NULLABLES, ...SEQUENCES, ...CONDITIONS];
