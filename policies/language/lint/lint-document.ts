import { CONSUMPTION_DOCUMENT_BYTES, DOCUMENT_BYTES, FRAGMENT_BYTES } from '../reference/limits';
import { SECTIONS, type Gateway } from '../reference/facts';
import type { DocumentSource, FragmentSource, ServiceModel } from '../service/model';
import type { XmlElement } from '../xml/node';
import { bindOnce } from '../expressions/bind-once';
import { checkPolicies } from './check-element';
import { checkExpressions } from './check-expressions';
import { checkPlacement, checkTier } from './check-placement';
import { checkReferences } from './check-references';
import { checkSections } from './check-structure';
import { contextOf, type LintContext } from './context';
import { Findings, sortFindings, type Finding } from './finding';
import { lintXml } from './lint-xml';
import { placedPolicies } from './placed-policies';

/**
 * Every breach of a rule in one document of a service, sorted by place. A document without text has none. Documents with
 * C# need `await loadCSharp()` before.
 */
export function lintDocument(document: DocumentSource, service: ServiceModel): Finding[] {
  return sortFindings(lintDocumentIn(document, contextOf(service)));
}

/** Every breach of a rule in one fragment, looked at alone, sorted by place. Needs loadCSharp like lintDocument. */
export function lintFragment(fragment: FragmentSource, service: ServiceModel): Finding[] {
  return sortFindings(lintFragmentIn(fragment, contextOf(service)));
}

/** Like lintDocument, unsorted, with names and fragments gathered before. */
export function lintDocumentIn({ address, scope, text }: DocumentSource, context: LintContext): readonly Finding[] {
  if (text === undefined) return [];
  const findings = new Findings(address);
  const { gateway } = context.service;
  checkSize(text, gateway === 'consumption' ? CONSUMPTION_DOCUMENT_BYTES : DOCUMENT_BYTES, 'AMG064', findings);
  const root = lintXml(text, findings);
  if (!root) return findings.list;
  const sections = checkSections(root, context.fragments, findings);
  for (const section of sections) checkPolicies(section, findings);
  checkPlacement(sections, scope, gateway, context.fragments, findings);
  checkReferences(root, text, address, context, findings);
  checkExpressions(root, text, bindOnce, findings);
  return findings.list;
}

/** Like lintFragment, unsorted, with names and fragments gathered before. */
export function lintFragmentIn({ address, format, text }: FragmentSource, context: LintContext): readonly Finding[] {
  if (text === undefined) return [];
  const findings = new Findings(address);
  checkSize(text, FRAGMENT_BYTES, 'AMG063', findings);
  if (format !== 'rawxml') {
    findings.add('AMG062', {}, 'The format of the fragment is xml.', 'set its format to rawxml.');
    return findings.list;
  }
  const root = lintXml(text, findings);
  if (!root) return findings.list;
  if (root.name === 'fragment') checkFragment(root, context.service.gateway, findings);
  else
    findings.add(
      'AMG010',
      { element: root.name, position: root.position },
      `The root of the fragment is <${root.name}>.`,
      'make <fragment> the root.',
    );
  checkReferences(root, text, address, context, findings);
  checkExpressions(root, text, bindOnce, findings);
  return findings.list;
}

function checkFragment(root: XmlElement, gateway: Gateway | undefined, findings: Findings): void {
  const sections: readonly string[] = SECTIONS;
  const isSection = ({ name }: XmlElement): boolean => sections.includes(name);
  // A section is reported as what it is, not as an unknown policy too.
  const children = root.children.filter((child) => child.type === 'text' || !isSection(child));
  checkPolicies({ ...root, children }, findings);
  for (const { element } of placedPolicies(root.children, new Map())) {
    const place = { element: element.name, position: element.position };
    if (element.name === 'include-fragment')
      findings.add('AMG060', place, 'The fragment includes another fragment.', 'include both in the document.');
    if (element.name === 'base')
      findings.add('AMG061', place, 'The fragment holds <base />.', 'put <base /> in the document that includes it.');
    if (isSection(element))
      findings.add(
        'AMG061',
        place,
        `The fragment holds the section <${element.name}>.`,
        'leave the section to the document and keep what it holds.',
      );
    checkTier(element, gateway, findings);
  }
}

function checkSize(text: string, limit: number, rule: 'AMG063' | 'AMG064', findings: Findings): void {
  const size = Buffer.byteLength(text, 'utf8');
  if (size > limit)
    findings.add(
      rule,
      {},
      `The text is ${size} bytes; at most ${limit} are allowed.`,
      rule === 'AMG064' ? 'move shared parts to policy fragments.' : 'split the fragment.',
    );
}
