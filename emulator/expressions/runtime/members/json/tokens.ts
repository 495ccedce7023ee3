import { ClrException } from '../../../clr-exception';
import type { ClrValue } from '../../../clr-value';
import { annotationMembers } from '../../annotations';
import type { ClrEnum } from '../../enums';
import { isInstance } from '../../hierarchy';
import { valueOf } from '../../json/cast';
import { JContainer } from '../../json/container';
import { childrenOf } from '../../json/containers';
import { insertBeside, parentOf } from '../../json/content';
import { toObject } from '../../json/to-object';
import { deepEquals } from '../../json/equality';
import { parseToken } from '../../json/load';
import { parsePath } from '../../json/path/parse';
import { select } from '../../json/path/select';
import { fromObject } from '../../json/serialise';
import { writeToken } from '../../json/token';
import type { JToken } from '../../json/token';
import { withRun, withSite } from '../../member';
import type { Member, MemberTable, Site } from '../../member';
import { ReferenceObject } from '../../reference-object';
import type { Run } from '../../run';
import { assign, child, converted, required, TOKEN, tokens, tokenType, typeOf } from './names';

const T = `M:${TOKEN}`;
const P = `P:${TOKEN}`;
const CONVERTERS = 'Newtonsoft.Json.JsonConverter[]';
const LINQ = 'Newtonsoft.Json.Linq.';

function sibling(token: JToken, offset: number): JToken | null {
  const siblings = token.parent?.children() ?? [];
  return siblings[siblings.indexOf(token) + offset] ?? null;
}

function* ancestors(token: JToken | null): Iterable<JToken> {
  for (let current = token; current !== null; current = current.parent) yield current;
}

function* siblings(token: JToken, isAfter: boolean): Iterable<JToken> {
  const all = token.parent?.children() ?? [];
  const place = all.indexOf(token);
  yield* isAfter ? all.slice(place + 1) : all.slice(0, Math.max(0, place));
}

function selected(run: Run, token: JToken, path: string | null, strict: boolean): Iterable<JToken> {
  return select(parsePath(required(path, 'expression')), token, token, { run, strict });
}

function selectOne(run: Run, token: JToken, path: string | null, strict: boolean | null = false): JToken | null {
  let found: JToken | null = null;
  for (const candidate of selected(run, token, path, strict === true)) {
    if (found !== null) throw new ClrException('Newtonsoft.Json.JsonException', 'Path returned multiple tokens.');
    found = candidate;
  }
  return found;
}

function selectMany(run: Run, token: JToken, path: string | null, strict: boolean | null = false): ClrValue {
  const parsed = parsePath(required(path, 'expression'));
  return tokens(() => select(parsed, token, token, { run, strict: strict === true }));
}

function first(token: JToken): JToken | null {
  for (const found of childrenOf(token)) return found;
  return null;
}

function valueAt(site: Site, _run: Run, token: JToken, key: ClrValue): ClrValue {
  return valueOf(child(token, key), typeOf(site));
}

/** What JToken declares and JContainer overrides. */
function shared(type: string): MemberTable {
  return {
    [`P:${type}.First`]: first,
    [`P:${type}.Last`]: (self: JToken) => [...childrenOf(self)].at(-1) ?? null,
    [`P:${type}.HasValues`]: (self: JToken) => self.children().length > 0,
    [`M:${type}.Children`]: (self: JToken) => tokens(() => (self instanceof JContainer ? self.walk() : [])),
    [`M:${type}.Value\`\`1(System.Object)`]: withSite(valueAt),
    [`M:${type}.Values\`\`1`]: withSite((site: Site, _run: Run, self: JToken) => {
      const children = childrenOf(self);
      return converted(typeOf(site), () => (self instanceof JContainer ? self.walk() : children));
    }),
  };
}

/** `JToken.EqualityComparer`, by which tokens with equal content are one. */
class TokenEquality extends ReferenceObject {
  readonly clrType = 'Newtonsoft.Json.Linq.JTokenEqualityComparer';
  readonly equalTo = deepEquals;
}

const LAZY: Readonly<Record<string, Member>> = {
  AfterSelf: (self: JToken) => tokens(() => siblings(self, true)),
  BeforeSelf: (self: JToken) => tokens(() => siblings(self, false)),
  Ancestors: (self: JToken) => tokens(() => ancestors(self.parent)),
  AncestorsAndSelf: (self: JToken) => tokens(() => ancestors(self)),
};

/** Members that JToken declares. Settings stand as null, their types being no part of the allow-list. */
export const JSON_TOKEN_MEMBERS: MemberTable = {
  ...shared(TOKEN),
  ...shared(`${LINQ}JContainer`),
  ...annotationMembers(TOKEN),
  ...Object.fromEntries(Object.entries(LAZY).map(([name, member]) => [`${T}.${name}`, member])),
  [`${P}.Item(System.Object)`]: child,
  [`set:${P}.Item(System.Object)`]: assign,
  [`${P}.EqualityComparer`]: () => new TokenEquality(),
  [`${P}.Type`]: tokenType,
  [`${P}.Path`]: (self: JToken) => self.path,
  [`${P}.Parent`]: (self: JToken) => self.parent,
  [`${P}.Root`]: (self: JToken) => self.root,
  [`${P}.Next`]: (self: JToken) => sibling(self, 1),
  [`${P}.Previous`]: (self: JToken) => (self.parent?.children()[0] === self ? null : sibling(self, -1)),
  [`${T}.Children\`\`1`]: withSite((site: Site, _run: Run, self: JToken) =>
    tokens(function* () {
      if (!(self instanceof JContainer)) return;
      for (const item of self.walk()) if (isInstance(item, typeOf(site))) yield item;
    }, typeOf(site)),
  ),
  [`${T}.ToString`]: (self: JToken) => self.toClrString(),
  [`${T}.ToString(Newtonsoft.Json.Formatting,${CONVERTERS})`]: (self: JToken, formatting: ClrEnum) =>
    writeToken(self, formatting.value === 1),
  [`${T}.DeepClone`]: (self: JToken) => self.clone(),
  [`${T}.DeepClone(${LINQ}JsonCloneSettings)`]: (self: JToken) => self.clone(),
  [`${T}.DeepEquals(${TOKEN},${TOKEN})`]: deepEquals,
  [`${T}.Parse(System.String)`]: (json: string | null) => parseToken(required(json, 's')),
  [`${T}.Parse(System.String,${LINQ}JsonLoadSettings)`]: (json: string | null) => parseToken(required(json, 's')),
  [`${T}.FromObject(System.Object)`]: (value: ClrValue) => fromObject(required(value, 'o')),
  [`${T}.SelectToken(System.String)`]: withRun(selectOne),
  [`${T}.SelectToken(System.String,System.Boolean)`]: withRun(selectOne),
  [`${T}.SelectToken(System.String,${LINQ}JsonSelectSettings)`]: withRun(selectOne),
  [`${T}.SelectTokens(System.String)`]: withRun(selectMany),
  [`${T}.SelectTokens(System.String,System.Boolean)`]: withRun(selectMany),
  [`${T}.SelectTokens(System.String,${LINQ}JsonSelectSettings)`]: withRun(selectMany),
  [`${T}.ToObject\`\`1`]: withSite((site: Site, _run: Run, self: JToken) => toObject(self, typeOf(site))),
  [`${T}.Remove`]: (self: JToken) => {
    parentOf(self).removeChild(self);
  },
  [`${T}.Replace(${TOKEN})`]: (self: JToken, replacement: JToken | null) => {
    const parent = parentOf(self);
    parent.replaceAt(parent.indexOf(self), replacement);
  },
  [`${T}.AddAfterSelf(System.Object)`]: (self: JToken, content: ClrValue) => insertBeside(self, content, 1),
  [`${T}.AddBeforeSelf(System.Object)`]: (self: JToken, content: ClrValue) => insertBeside(self, content, 0),
};
