import type { XmlElement } from '../../../policies/language/xml/node';
import { allDocuments, attribute, elementsOf, policyFragments } from './example-gateway';

const FRAGMENTS = new Map(policyFragments().map((fragment) => [fragment.name, fragment]));
const WRITING_ATTRIBUTES = [
  'response-variable-name',
  'variable-name',
  'output-token-variable-name',
  'retry-after-variable-name',
];

const READ = /context\.Variables\["([^"]+)"\]/g;
/** A read that a variable nobody set does not disturb. */
const ASKED = /context\.Variables\.(?:GetValueOrDefault<string>|ContainsKey)\("([^"]+)"/g;

/** Variables an element itself reads in a way. */
function readBy(element: XmlElement, way: RegExp): readonly string[] {
  const code = [
    ...element.attributes.map(({ value }) => value),
    ...element.children.flatMap((child) => (child.type === 'text' ? [child.value] : [])),
  ].join('\n');
  return Array.from(code.matchAll(way), ([, name]) => name ?? '');
}

function writtenBy(element: XmlElement): readonly string[] {
  const names = WRITING_ATTRIBUTES.map((name) => attribute(element, name));
  return [...names, element.name === 'set-variable' ? attribute(element, 'name') : undefined].filter(
    (name) => name !== undefined,
  );
}

/** Follows a tree in document order and lists variables that are read before anything wrote them. */
function unset(roots: readonly XmlElement[]): readonly string[] {
  const written = new Set<string>();
  const missing = new Set<string>();
  for (const element of roots.flatMap(elementsOf)) {
    const included = FRAGMENTS.get(attribute(element, 'fragment-id') ?? '');
    for (const name of [...readBy(element, READ), ...(included?.reads ?? [])])
      if (!written.has(name)) missing.add(name);
    for (const name of [...writtenBy(element), ...(included?.writes ?? [])]) written.add(name);
  }
  return [...missing];
}

function sections(root: XmlElement): readonly XmlElement[] {
  return root.children.filter((child) => child.type === 'element');
}

describe('variables', () => {
  it.each(allDocuments().map(({ document }) => [document.name, document.root] as const))(
    'are set in %s before anything reads them',
    (_name, root) => {
      expect(unset(sections(root))).toEqual([]);
    },
  );

  it.each([...FRAGMENTS.values()].map((fragment) => [fragment.name, fragment] as const))(
    'of the fragment %s are the declared ones',
    (_name, fragment) => {
      const needed = unset([fragment.root]);
      const asked = elementsOf(fragment.root).flatMap((element) => readBy(element, ASKED));
      expect(fragment.reads.filter((name) => !needed.includes(name) && !asked.includes(name))).toEqual([]);
      // on-error may run before anything was set, so there a fragment asks first and declares nothing.
      const undeclared = needed.filter((name) => !fragment.reads.includes(name));
      expect(fragment.sections.includes('on-error') ? [] : undeclared).toEqual([]);
      const written = elementsOf(fragment.root).flatMap(writtenBy);
      expect(fragment.writes.filter((name) => !written.includes(name))).toEqual([]);
    },
  );

  it('go to fragments only where the fragment may stand', () => {
    for (const { document } of allDocuments())
      for (const section of sections(document.root))
        for (const element of elementsOf(section)) {
          const fragment = FRAGMENTS.get(attribute(element, 'fragment-id') ?? '');
          if (fragment) expect(fragment.sections).toContain(section.name);
        }
  });
});
