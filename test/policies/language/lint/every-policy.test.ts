import { loadCSharp } from '../../../../policies/language/expressions/grammar';
import type { Finding } from '../../../../policies/language/lint/finding';
import { lintDocument } from '../../../../policies/language/lint/lint-document';
import type { AttributeFact, ElementFact, PolicyFact } from '../../../../policies/language/reference/facts';
import { POLICIES, findPolicy } from '../../../../policies/language/reference/policies';
import type { XmlElement } from '../../../../policies/language/xml/node';
import { serialise } from '../../../../policies/language/xml/serialise';
import { service } from './service';

beforeAll(loadCSharp);

/** The smallest element the facts allow. */
function smallest(name: string, fact: ElementFact): XmlElement {
  const groups = [...(fact.exactlyOneOf ?? []), ...(fact.atLeastOneOf ?? [])].map(([first]) => first);
  const attributes = Object.entries(fact.attributes)
    .filter(([attribute, { required }]) => required || groups.includes(attribute))
    .map(([attribute, attributeFact]) => ({ name: attribute, value: legalValue(attribute, attributeFact) }));
  const children = fact.content.kind === 'children' ? fact.content.children : [];
  return {
    type: 'element',
    name,
    attributes,
    children: children.flatMap(({ name: child, min, element }) =>
      Array.from({ length: min }, () => smallest(child, element === 'policy' ? policyNamed(child) : element)),
    ),
  };
}

function legalValue(name: string, { values, integer }: AttributeFact): string {
  const ids: Readonly<Record<string, string>> = {
    'fragment-id': 'shared',
    'backend-id': 'functions',
    'embeddings-backend-id': 'functions',
    'logger-id': 'hub',
  };
  return ids[name] ?? values?.[0] ?? (integer ? String(integer.min ?? integer.max ?? 1) : 'x');
}

function policyNamed(name: string): PolicyFact {
  const policy = findPolicy(name);
  if (!policy) throw new Error(`No policy ${name}.`);
  return policy;
}

/** Lints a document that holds the element, in the first section and scope its policy allows. */
function lint({ sections, scopes }: PolicyFact, element: XmlElement, section: string = sections[0] ?? ''): Finding[] {
  const text = `<policies><${section}>${serialise(element)}</${section}></policies>`;
  const fragments = [{ address: 'fragment', name: 'shared', format: 'rawxml' as const, text: '<fragment />' }];
  return lintDocument(
    { address: 'document', scope: scopes[0] ?? 'api', text },
    service({ fragments, gateway: undefined }),
  );
}

function rules(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ ruleId }) => ruleId);
}

function without(element: XmlElement, attribute: string): XmlElement {
  return { ...element, attributes: element.attributes.filter(({ name }) => name !== attribute) };
}

describe.each(POLICIES.map((policy) => [policy.name, policy] as const))('lint of %s', (name, policy) => {
  const element = smallest(name, policy);

  it('has nothing to say about the smallest legal one, in any section it may stand in', () => {
    for (const section of policy.sections) expect(lint(policy, element, section)).toEqual([]);
  });

  it('refuses every section it may not stand in', () => {
    for (const section of ['inbound', 'backend', 'outbound', 'on-error'] as const)
      if (!policy.sections.includes(section)) expect(rules(lint(policy, element, section))).toEqual(['AMG021']);
  });

  it('misses each required attribute', () => {
    for (const [attribute, { required }] of Object.entries(policy.attributes))
      if (required) expect(rules(lint(policy, without(element, attribute)))).toContain('AMG031');
  });

  it('takes an expression in an attribute unless it is literal only', () => {
    for (const [attribute, { literalOnly }] of Object.entries(policy.attributes)) {
      const others = without(element, attribute);
      const given = { ...others, attributes: [...others.attributes, { name: attribute, value: '@(true)' }] };
      const found = rules(lint(policy, given)).filter((rule) => rule === 'AMG032');
      expect(found).toEqual(literalOnly ? ['AMG032'] : []);
    }
  });

  it('refuses an attribute and a child it does not know', () => {
    const attributes = [...element.attributes, { name: 'no-such-attribute', value: 'x' }];
    expect(rules(lint(policy, { ...element, attributes }))).toEqual(['AMG030']);
    const stranger: XmlElement = { type: 'element', name: 'no-such-child', attributes: [], children: [] };
    const found = rules(lint(policy, { ...element, children: [...element.children, stranger] }));
    expect(found).toEqual(
      policy.content.kind === 'any'
        ? []
        : [policy.content.kind === 'policies' && !policy.content.only ? 'AMG020' : 'AMG040'],
    );
  });
});
