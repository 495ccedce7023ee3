import type { ClrValue } from '../../../clr-value';
import { clear, countOf, roomFor } from '../../collections/collection-access';
import { ReadOnlyMap } from '../../context/read-only-map';
import { defaultByName } from '../../default-by-name';
import { ClrDictionary, ClrKeyValuePair } from '../../collections/dictionary';
import { ClrSequence, iterate } from '../../collections/enumerable';
import { argumentNull, notImplemented, notSupported } from '../../errors';
import { JObject, JProperty } from '../../json/containers';
import { JToken } from '../../json/token';
import { JValue } from '../../json/value';
import { withSite } from '../../member';
import type { Member, MemberTable, Ref, Site } from '../../member';
import type { Run } from '../../run';
import { clrEquals, display } from '../../values';
import { hashTableMembers, requireCapacity, trim } from './hash-tables';
import { G } from './shared';

/** Anything with keys that policies meet. */
type Keyed = ClrDictionary | ReadOnlyMap | JObject;

function lookUp(self: Keyed, key: ClrValue): ClrValue | undefined {
  if (self instanceof ReadOnlyMap) return self.find(key);
  if (self instanceof ClrDictionary) return self.find(key)?.value;
  if (key === null) throw argumentNull('propertyName');
  return self.property(display(key))?.value;
}

function valueTypeOf(self: Keyed): string {
  return self instanceof JObject ? 'Newtonsoft.Json.Linq.JToken' : self.valueType;
}

function assign(self: Keyed, key: ClrValue, value: ClrValue): void {
  if (self instanceof ClrDictionary) self.set(key, value);
  else if (self instanceof JObject) self.set(display(key), value instanceof JToken ? value : null);
  else throw notSupported('Collection is read-only.');
}

function add(self: Keyed, key: ClrValue, value: ClrValue): void {
  if (self instanceof ClrDictionary) self.add(key, value);
  else if (self instanceof JObject)
    self.add(new JProperty(display(key), value instanceof JToken ? value : JValue.null()));
  else throw notSupported('Collection is read-only.');
}

/** The type of a dictionary's keys or values. */
function nested(self: ClrDictionary, name: string): string {
  return `${G}Dictionary\`2+${name}[${self.keyType},${self.valueType}]`;
}

function keys(self: Keyed): ClrSequence {
  if (self instanceof ClrDictionary)
    return new ClrSequence(self.keyType, () => self.keys(), nested(self, 'KeyCollection'));
  if (self instanceof ReadOnlyMap) return new ClrSequence('System.String', () => self.keys());
  const type = `${G}Dictionary\`2+KeyCollection[System.String,${valueTypeOf(self)}]`;
  return new ClrSequence(
    'System.String',
    function* () {
      for (const { name } of self.properties()) yield name;
    },
    type,
  );
}

function values(self: Keyed): ClrSequence {
  if (self instanceof JObject) throw notImplemented();
  return new ClrSequence(
    self.valueType,
    function* () {
      if (self instanceof ReadOnlyMap) yield* self.keys().map((key) => self.get(key));
      else for (const { value } of self.walk()) yield value;
    },
    self instanceof ClrDictionary ? nested(self, 'ValueCollection') : undefined,
  );
}

function remove(self: Keyed, key: ClrValue): boolean {
  if (self instanceof ClrDictionary) return self.remove(key);
  if (self instanceof JObject && key !== null) return self.remove(display(key));
  throw notSupported('Collection is read-only.');
}

function keyedMembers(type: string): MemberTable {
  return {
    [`P:${type}.Count`]: countOf,
    [`P:${type}.Item(\`0)`]: (self: Keyed, key: ClrValue) =>
      self instanceof JObject ? (lookUp(self, key) ?? null) : self.get(key),
    [`set:P:${type}.Item(\`0)`]: assign,
    [`M:${type}.ContainsKey(\`0)`]: (self: Keyed, key: ClrValue) => lookUp(self, key) !== undefined,
    [`M:${type}.TryGetValue(\`0,\`1@)`]: (self: Keyed, key: ClrValue, result: Ref) => {
      const found = lookUp(self, key);
      result.value = found ?? defaultByName(valueTypeOf(self));
      return found !== undefined;
    },
    [`P:${type}.Keys`]: keys,
    [`P:${type}.Values`]: values,
    [`M:${type}.Add(\`0,\`1)`]: add,
    [`M:${type}.Remove(\`0)`]: remove,
    [`M:${type}.Clear`]: clear,
  };
}

const TYPE = `${G}Dictionary\`2`;
const D = `M:${TYPE}`;
const COMPARER = `${G}IEqualityComparer{\`0}`;
const INT = 'System.Int32';

function make(site: Site, comparer: ClrValue, source: ClrValue = null): ClrDictionary {
  const [key = 'System.Object', value = 'System.Object'] = site.declaringTypeArguments;
  const dictionary = new ClrDictionary(key, value, comparer);
  if (source !== null) {
    dictionary.entries.reserve(roomFor(source));
    for (const pair of iterate(source)) if (pair instanceof ClrKeyValuePair) dictionary.add(pair.key, pair.value);
  }
  return dictionary;
}

/** Constructors that copy a source, without and with a comparer. */
function copying(source: string, parameter: string): MemberTable {
  const create: Member = withSite((site: Site, _run: Run, from: ClrValue, comparer: ClrValue = null) => {
    if (from === null) throw argumentNull(parameter);
    return make(site, comparer, from);
  });
  return { [`${D}.#ctor(${source})`]: create, [`${D}.#ctor(${source},${COMPARER})`]: create };
}

const sized: Member = withSite((site: Site, _run: Run, capacity: number, comparer: ClrValue = null) => {
  requireCapacity(capacity);
  const made = make(site, comparer);
  made.entries.reserve(capacity);
  return made;
});

const PAIR = `${G}KeyValuePair\`2`;
const PAIRS: MemberTable = {
  [`P:${PAIR}.Key`]: (self: ClrKeyValuePair) => self.key,
  [`P:${PAIR}.Value`]: (self: ClrKeyValuePair) => self.value,
  [`M:${PAIR}.#ctor(\`0,\`1)`]: withSite((site: Site, _run: Run, key: ClrValue, value: ClrValue) => {
    const [keyType = 'System.Object', valueType = 'System.Object'] = site.declaringTypeArguments;
    return new ClrKeyValuePair(keyType, valueType, key, value);
  }),
  [`M:${PAIR}.Deconstruct(\`0@,\`1@)`]: (self: ClrKeyValuePair, key: Ref, value: Ref) => {
    key.value = self.key;
    value.value = self.value;
  },
  [`M:${G}KeyValuePair.Create\`\`2(\`\`0,\`\`1)`]: withSite((site: Site, _run: Run, key: ClrValue, value: ClrValue) => {
    const [keyType = 'System.Object', valueType = 'System.Object'] = site.typeArguments;
    return new ClrKeyValuePair(keyType, valueType, key, value);
  }),
};

/** Members of Dictionary, of the interfaces dictionaries are used through, and of KeyValuePair. */
export const DICTIONARY_MEMBERS: MemberTable = {
  ...keyedMembers(TYPE),
  ...keyedMembers(`${G}IDictionary\`2`),
  ...keyedMembers(`${G}IReadOnlyDictionary\`2`),
  ...PAIRS,
  [`${D}.#ctor`]: withSite((site: Site) => make(site, null)),
  [`${D}.#ctor(${COMPARER})`]: withSite((site: Site, _run: Run, comparer: ClrValue) => make(site, comparer)),
  [`${D}.#ctor(${INT})`]: sized,
  [`${D}.#ctor(${INT},${COMPARER})`]: sized,
  ...copying(`${G}IDictionary{\`0,\`1}`, 'dictionary'),
  ...copying(`${G}IEnumerable{${G}KeyValuePair{\`0,\`1}}`, 'collection'),
  [`${D}.TryAdd(\`0,\`1)`]: (self: ClrDictionary, key: ClrValue, value: ClrValue) => {
    const absent = self.find(key) === undefined;
    if (absent) self.set(key, value);
    return absent;
  },
  [`${D}.Remove(\`0,\`1@)`]: (self: ClrDictionary, key: ClrValue, result: Ref) => {
    result.value = self.find(key)?.value ?? defaultByName(self.valueType);
    return self.remove(key);
  },
  [`${D}.ContainsValue(\`1)`]: (self: ClrDictionary, value: ClrValue) =>
    [...self.entries.values()].some((entry) => clrEquals(entry.value, value)),
  [`${D}.TrimExcess(${INT})`]: (self: ClrDictionary, capacity: number) => {
    requireCapacity(capacity, self.entries.size);
    trim(self, capacity);
  },
  ...hashTableMembers(TYPE, (self: ClrDictionary) => self.keyType),
};
