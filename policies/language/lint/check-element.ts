import type { ChildFact, Content, ElementFact } from '../reference/facts';
import { POLICIES, findPolicy } from '../reference/policies';
import { isExpression } from '../xml/expression-text';
import type { XmlElement } from '../xml/node';
import { checkAttributes } from './check-attributes';
import { reportText } from './check-structure';
import type { Findings } from './finding';
import { suggest } from './near-miss';

/** Checks the policies in an element that holds policies, with all their attributes and children. */
export function checkPolicies(parent: XmlElement, findings: Findings): void {
  checkContent(parent, { kind: 'policies' }, findings);
}

function checkContent(element: XmlElement, content: Content, findings: Findings): void {
  if (content.kind === 'any') return;
  if (content.kind === 'children') checkCounts(element, content, findings);
  let last: ChildFact | undefined;
  for (const child of element.children) {
    if (child.type === 'text') {
      if (content.kind !== 'text') reportText(element, child, findings);
    } else if (content.kind === 'policies') {
      if (allowed(child.name, content)) checkPolicy(child, findings);
      else reportChild(element, child, content.only ?? [], findings);
    } else {
      const facts = content.kind === 'children' ? content.children : [];
      const fact = facts.find(({ name }) => name === child.name);
      if (fact) {
        if (content.kind === 'children' && content.ordered && last && facts.indexOf(fact) < facts.indexOf(last))
          reportOrder(child, last, findings);
        else last = fact;
        if (fact.element === 'policy') checkPolicy(child, findings);
        else checkElement(child, fact.element, findings);
      } else
        reportChild(
          element,
          child,
          facts.map(({ name }) => name),
          findings,
        );
    }
  }
}

function checkPolicy(element: XmlElement, findings: Findings): void {
  const policy = findPolicy(element.name);
  if (policy) {
    checkAttributes(element, policy, true, findings);
    checkContent(element, policy.content, findings);
  } else
    findings.add(
      'AMG020',
      { element: element.name, position: element.position },
      `API Management has no policy <${element.name}>.`,
      `${suggest(
        element.name,
        POLICIES.map(({ name }) => name),
      )}delete it.`,
    );
}

function checkElement(element: XmlElement, fact: ElementFact, findings: Findings): void {
  checkAttributes(element, fact, false, findings);
  checkContent(element, fact.content, findings);
}

function allowed(name: string, { only, except }: Extract<Content, { kind: 'policies' }>): boolean {
  return (!only || only.includes(name)) && !except?.includes(name);
}

function reportChild(parent: XmlElement, child: XmlElement, names: readonly string[], findings: Findings): void {
  const list = names.map((name) => `<${name}>`).join(', ');
  findings.add(
    'AMG040',
    { element: child.name, position: child.position },
    `<${parent.name}> cannot hold <${child.name}>.`,
    `${suggest(child.name, names)}delete it${list === '' ? '' : `; expected: ${list}`}.`,
  );
}

function reportOrder(child: XmlElement, last: ChildFact, findings: Findings): void {
  findings.add(
    'AMG041',
    { element: child.name, position: child.position },
    `<${child.name}> stands after <${last.name}>.`,
    `put it before <${last.name}>.`,
  );
}

function checkCounts(
  element: XmlElement,
  { children }: Extract<Content, { kind: 'children' }>,
  findings: Findings,
): void {
  for (const fact of children) {
    const found = element.children.filter((child) => child.type === 'element' && child.name === fact.name);
    const surplus = fact.max === undefined ? undefined : found[fact.max];
    if (surplus)
      findings.add(
        'AMG042',
        { element: fact.name, position: surplus.position },
        `<${element.name}> holds ${found.length} <${fact.name}>; it may hold ${fact.max}.`,
        'delete what is too much.',
      );
    if (found.length < fact.min && !isExcused(element, fact))
      findings.add(
        'AMG042',
        { element: element.name, position: element.position },
        `<${element.name}> needs <${fact.name}>.`,
        `add <${fact.name}>.`,
      );
  }
}

function isExcused(element: XmlElement, { unless }: ChildFact): boolean {
  const value = element.attributes.find(({ name }) => name === unless?.attribute)?.value;
  return value !== undefined && (value === unless?.value || isExpression(value) || value.includes('{{'));
}
