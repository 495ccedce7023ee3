import type { ClrValue } from '../../../clr-value';
import type { ClrSequence } from '../../collections/enumerable';
import { iterate } from '../../collections/enumerable';
import { argument } from '../../errors';
import { isInstance } from '../../hierarchy';
import { valueOf } from '../../json/cast';
import { JContainer } from '../../json/container';
import { JObject } from '../../json/containers';
import { JToken } from '../../json/token';
import { JValue } from '../../json/value';
import { withRun, withSite } from '../../member';
import type { Member, MemberTable, Site } from '../../member';
import type { Run } from '../../run';
import { descendantsOf } from './containers';
import { child, converted, LINQ, required, TOKEN, tokens } from './names';

const E = `M:${LINQ}Extensions`;
const GENERIC = 'System.Collections.Generic.IEnumerable';
const TOKENS = `${GENERIC}{${TOKEN}}`;
const ANY = `${GENERIC}{\`\`0}`;

function* walk(run: Run, source: ClrValue): Iterable<JToken> {
  for (const item of iterate(required(source, 'source'))) {
    run.tick();
    if (item instanceof JToken) yield item;
  }
}

/** A sequence made of what each token of the source leads to. */
function each(expand: (token: JToken) => Iterable<JToken>): Member {
  return withRun((run: Run, source: ClrValue) => {
    required(source, 'source');
    return tokens(function* () {
      for (const token of walk(run, source)) yield* expand(token);
    });
  });
}

function* upwards(token: JToken | null): Iterable<JToken> {
  for (let current = token; current !== null; current = current.parent) yield current;
}

/** The values of tokens: of a container its children, of a value itself; with a key what stands at it. */
function* valuesOf(run: Run, source: ClrValue, key: ClrValue): Iterable<ClrValue> {
  for (const token of walk(run, source)) {
    if (key !== null) {
      const found = child(token, key);
      if (found !== null) yield found;
    } else if (token instanceof JContainer) yield* token.walk();
    else yield token;
  }
}

function values(run: Run, source: ClrValue, key: ClrValue, type: string): ClrSequence {
  return converted(type, () => valuesOf(run, source, key));
}

function value(site: Site, _run: Run, token: ClrValue): ClrValue {
  if (!(required(token, 'value') instanceof JToken)) throw argument('Source value must be a JToken.');
  return valueOf(token instanceof JToken ? token : null, lastType(site));
}

function lastType(site: Site): string {
  return site.typeArguments.at(-1) ?? TOKEN;
}

function childrenAs(site: Site, run: Run, source: ClrValue): ClrSequence {
  required(source, 'source');
  const type = site.typeArguments.length > 1 ? lastType(site) : TOKEN;
  return converted(type, function* () {
    for (const token of walk(run, source)) if (!(token instanceof JValue)) yield* token.children();
  });
}

/** Members of Newtonsoft.Json.Linq.Extensions. */
export const JSON_EXTENSION_MEMBERS: MemberTable = {
  [`${E}.Value\`\`1(${TOKENS})`]: withSite(value),
  [`${E}.Value\`\`2(${ANY})`]: withSite(value),
  [`${E}.Values(${TOKENS})`]: withRun((run: Run, source: ClrValue) => values(run, source, null, TOKEN)),
  [`${E}.Values(${TOKENS},System.Object)`]: withRun((run: Run, source: ClrValue, key: ClrValue) =>
    values(run, source, key, TOKEN),
  ),
  [`${E}.Values\`\`1(${TOKENS})`]: withSite((site: Site, run: Run, source: ClrValue) =>
    values(run, source, null, lastType(site)),
  ),
  [`${E}.Values\`\`1(${TOKENS},System.Object)`]: withSite((site: Site, run: Run, source: ClrValue, key: ClrValue) =>
    values(run, source, key, lastType(site)),
  ),
  [`${E}.Children\`\`1(${ANY})`]: withSite(childrenAs),
  [`${E}.Children\`\`2(${ANY})`]: withSite(childrenAs),
  [`${E}.Ancestors\`\`1(${ANY})`]: each((token) => upwards(token.parent)),
  [`${E}.AncestorsAndSelf\`\`1(${ANY})`]: each(upwards),
  [`${E}.Descendants\`\`1(${ANY})`]: each((token) => descendantsOf(token, false)),
  [`${E}.DescendantsAndSelf\`\`1(${ANY})`]: each((token) => descendantsOf(token, true)),
  [`${E}.Properties(${GENERIC}{${LINQ}JObject})`]: withRun((run: Run, source: ClrValue) => {
    required(source, 'source');
    return tokens(function* () {
      for (const object of walk(run, source)) if (object instanceof JObject) yield* object.properties();
    }, `${LINQ}JProperty`);
  }),
  [`${E}.AsJEnumerable(${TOKENS})`]: (source: ClrValue) => source,
  [`${E}.AsJEnumerable\`\`1(${ANY})`]: (source: ClrValue) => source,
  [`P:${LINQ}IJEnumerable\`1.Item(System.Object)`]: withRun((run: Run, source: ClrValue, key: ClrValue) =>
    source instanceof JToken && isInstance(source, TOKEN) ? child(source, key) : values(run, source, key, TOKEN),
  ),
};
