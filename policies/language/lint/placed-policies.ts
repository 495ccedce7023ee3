import type { Content } from '../reference/facts';
import { findPolicy } from '../reference/policies';
import type { XmlElement, XmlNode } from '../xml/node';

/** A policy where it runs in a section, not as a part of another policy such as the headers of send-request. */
export interface PlacedPolicy {
  readonly element: XmlElement;
  /** The include-fragment that brings it, when the document itself does not hold it. */
  readonly via: XmlElement | undefined;
}

/**
 * The policies that stand in a list of nodes, those nested in choose, retry and their like included, with fragments
 * expanded where they are included.
 */
export function* placedPolicies(
  nodes: readonly XmlNode[],
  fragments: ReadonlyMap<string, XmlElement>,
  via?: XmlElement,
): Generator<PlacedPolicy, void> {
  for (const node of nodes) {
    if (node.type === 'text') continue;
    yield { element: node, via };
    const fragment = via ? undefined : fragments.get(fragmentIdOf(node) ?? '');
    if (fragment) yield* placedPolicies(fragment.children, fragments, node);
    const policy = findPolicy(node.name);
    if (policy) yield* inside(node, policy.content, fragments, via);
  }
}

/** The id an include-fragment names. */
export function fragmentIdOf(element: XmlElement): string | undefined {
  if (element.name !== 'include-fragment') return undefined;
  return element.attributes.find(({ name }) => name === 'fragment-id')?.value;
}

function* inside(
  element: XmlElement,
  content: Content,
  fragments: ReadonlyMap<string, XmlElement>,
  via: XmlElement | undefined,
): Generator<PlacedPolicy, void> {
  if (content.kind === 'policies') yield* placedPolicies(element.children, fragments, via);
  if (content.kind !== 'children') return;
  for (const child of element.children) {
    const fact = content.children.find(({ name }) => child.type === 'element' && name === child.name)?.element;
    if (child.type === 'element' && fact && fact !== 'policy') yield* inside(child, fact.content, fragments, via);
  }
}
