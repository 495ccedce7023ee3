import { SECTIONS, type Section } from '../reference/facts';
import { findPolicy } from '../reference/policies';
import type { XmlElement, XmlNode } from '../xml/node';
import type { Findings } from './finding';
import { suggest } from './near-miss';
import { fragmentIdOf } from './placed-policies';

/** The sections of a document that are known, with what they hold. */
export type SectionElement = XmlElement & { readonly name: Section };

/**
 * Checks root and sections of a document: known, once, in order, nothing else between them, one policy in backend.
 * Returns the known sections.
 */
export function checkSections(
  root: XmlElement,
  fragments: ReadonlyMap<string, XmlElement>,
  findings: Findings,
): readonly SectionElement[] {
  if (root.name !== 'policies') {
    const message = `The root of the document is <${root.name}>.`;
    findings.add('AMG010', { element: root.name, position: root.position }, message, 'make <policies> the root.');
    return [];
  }
  const found: SectionElement[] = [];
  for (const child of root.children) {
    if (child.type === 'text') reportText(root, child, findings);
    else if (isSection(child)) found.push(child);
    else reportStray(child, findings);
  }
  checkOrder(found, findings);
  for (const section of found) if (section.name === 'backend') checkBackend(section, fragments, findings);
  return found;
}

/** Reports text that stands where only elements may stand. */
export function reportText(parent: XmlElement, text: XmlNode, findings: Findings): void {
  findings.add(
    'AMG043',
    { element: parent.name, position: text.position },
    `<${parent.name}> holds text where only elements may stand.`,
    'delete the text, or make it a comment.',
  );
}

function isSection(element: XmlElement): element is SectionElement {
  return SECTIONS.some((section) => section === element.name);
}

function reportStray(element: XmlElement, findings: Findings): void {
  const place = { element: element.name, position: element.position };
  if (findPolicy(element.name))
    findings.add(
      'AMG011',
      place,
      `The policy <${element.name}> stands outside the sections.`,
      'move it into a section.',
    );
  else
    findings.add(
      'AMG011',
      place,
      `<${element.name}> is not a section.`,
      `${suggest(element.name, SECTIONS)}delete it; the sections are ${SECTIONS.join(', ')}.`,
    );
}

function checkOrder(sections: readonly SectionElement[], findings: Findings): void {
  const seen = new Set<Section>();
  let last: Section | undefined;
  for (const { name, position } of sections) {
    const place = { element: name, position };
    if (seen.has(name)) findings.add('AMG012', place, `<${name}> stands twice.`, 'join the two.');
    else if (last && SECTIONS.indexOf(name) < SECTIONS.indexOf(last))
      findings.add('AMG013', place, `<${name}> stands after <${last}>.`, `put it before <${last}>.`);
    else last = name;
    seen.add(name);
  }
}

function checkBackend(section: XmlElement, fragments: ReadonlyMap<string, XmlElement>, findings: Findings): void {
  const policies = section.children.flatMap((child) => {
    if (child.type === 'text') return [];
    const fragment = fragments.get(fragmentIdOf(child) ?? '');
    const count = fragment?.children.filter(({ type }) => type === 'element').length ?? 1;
    return Array.from({ length: count }, () => child);
  });
  const [, second] = policies;
  if (second)
    findings.add(
      'AMG014',
      { element: second.name, position: second.position },
      `<backend> holds ${policies.length} policies; it may hold one, and <base /> counts.`,
      'put them in one <choose>, <retry> or <limit-concurrency>, or move all but the forwarding one to <inbound>.',
    );
}
