import type { ElementFact } from '../../../../policies/language/reference/facts';
import { POLICIES, findPolicy } from '../../../../policies/language/reference/policies';

/** An element of a policy with its path, such as `choose/when`. */
type Described = readonly [path: string, fact: ElementFact];

function elements(path: string, fact: ElementFact): Described[] {
  const children = fact.content.kind === 'children' ? fact.content.children : [];
  return [
    [path, fact],
    ...children.flatMap(({ name, element }) => (element === 'policy' ? [] : elements(`${path}/${name}`, element))),
  ];
}

const ELEMENTS = POLICIES.flatMap((policy) => elements(policy.name, policy));

describe('POLICIES', () => {
  it('names each policy once', () => {
    const names = POLICIES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(POLICIES.map((policy) => [policy.name, policy] as const))(
    'gives %s a place to stand and a page',
    (_, policy) => {
      expect(policy.sections).not.toHaveLength(0);
      expect(policy.scopes).not.toHaveLength(0);
      expect(policy.gateways).not.toHaveLength(0);
      expect(policy.page).toMatch(/^https:\/\/learn\.microsoft\.com\/azure\/api-management\/[a-z-]+$/);
    },
  );

  it.each(ELEMENTS)('lists children of %s that are known, once each, with sane counts', (_, { content }) => {
    if (content.kind === 'policies')
      for (const name of [...(content.only ?? []), ...(content.except ?? [])])
        expect(findPolicy(name)?.name).toBe(name);
    if (content.kind !== 'children') return;
    const names = content.children.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const child of content.children) {
      if (child.element === 'policy') expect(findPolicy(child.name)?.name).toBe(child.name);
      expect(child.max ?? Infinity).toBeGreaterThanOrEqual(Math.max(child.min, 1));
    }
  });

  it.each(ELEMENTS)('gives %s attributes whose facts agree with each other', (_, fact) => {
    for (const attribute of Object.values(fact.attributes)) {
      if (attribute.default === undefined) continue;
      if (attribute.values) expect(attribute.values).toContain(attribute.default);
      if (attribute.integer) {
        expect(Number(attribute.default)).toBeGreaterThanOrEqual(attribute.integer.min ?? -Infinity);
        expect(Number(attribute.default)).toBeLessThanOrEqual(attribute.integer.max ?? Infinity);
      }
    }
    const groups = [fact.exactlyOneOf, fact.atMostOneOf, fact.atLeastOneOf].flatMap((group) => group ?? []);
    for (const name of groups.flat()) expect(Object.keys(fact.attributes)).toContain(name);
  });

  it.each([
    ['rate-limit', 'inbound', ['product', 'api', 'operation'], 'document'],
    ['quota', 'inbound', ['product'], 'document'],
    ['cors', 'inbound', ['global', 'workspace', 'product', 'api', 'operation'], 'section'],
  ])('knows where %s may stand and how often', (name, section, scopes, once) => {
    expect(findPolicy(name)).toMatchObject({ sections: [section], scopes, once });
  });

  it('knows what the Consumption tier refuses', () => {
    const refused = POLICIES.filter(({ gateways }) => !gateways.includes('consumption')).map(({ name }) => name);
    expect(refused).toEqual(expect.arrayContaining(['rate-limit-by-key', 'quota-by-key', 'llm-token-limit']));
    expect(refused).not.toContain('rate-limit');
  });
});

describe('findPolicy', () => {
  it('knows no policy of a wrong name', () => {
    expect(findPolicy('set-headers')).toBeUndefined();
  });
});
