import type { Gateway, Scope } from '../reference/facts';
import { findPolicy } from '../reference/policies';
import type { XmlElement } from '../xml/node';
import type { SectionElement } from './check-structure';
import type { Findings } from './finding';
import { fragmentIdOf, placedPolicies, type PlacedPolicy } from './placed-policies';

/** Checks that each policy of a document, with its fragments expanded, is allowed where it stands and as often. */
export function checkPlacement(
  sections: readonly SectionElement[],
  scope: Scope,
  gateway: Gateway | undefined,
  fragments: ReadonlyMap<string, XmlElement>,
  findings: Findings,
): void {
  const inDocument = new Set<string>();
  for (const section of sections) {
    const inSection = new Set<string>();
    for (const placed of placedPolicies(section.children, fragments)) {
      const policy = findPolicy(placed.element.name);
      if (!policy) continue;
      const { place, subject } = describe(placed);
      if (!policy.sections.includes(section.name))
        findings.add(
          'AMG021',
          place,
          `${subject} is not allowed in <${section.name}>.`,
          `move it to ${policy.sections.map((name) => `<${name}>`).join(' or ')}.`,
        );
      if (!policy.scopes.includes(scope))
        findings.add(
          'AMG022',
          place,
          `${subject} is not allowed at ${scope} scope.`,
          `use it at ${policy.scopes.join(' or ')} scope.`,
        );
      const seen = policy.once === 'document' ? inDocument : inSection;
      if (policy.once && seen.has(policy.name))
        findings.add('AMG024', place, `${subject} may stand once in a ${policy.once}.`, 'join the two.');
      seen.add(policy.name);
      // What a fragment holds is checked against the tier once, where the fragment is linted alone.
      if (!placed.via) checkTier(placed.element, gateway, findings);
    }
  }
}

/** Checks that a policy exists on the kind of gateway the service has; an unknown kind passes. */
export function checkTier(element: XmlElement, gateway: Gateway | undefined, findings: Findings): void {
  const policy = findPolicy(element.name);
  if (!policy || !gateway || policy.gateways.includes(gateway)) return;
  findings.add(
    'AMG023',
    { element: element.name, position: element.position },
    `<${element.name}> does not exist on ${gateway} gateways.`,
    `choose a SKU with ${policy.gateways.join(' or ')} gateways, or do without the policy.`,
  );
}

function describe({ element, via }: PlacedPolicy) {
  const place = { element: element.name, position: (via ?? element).position };
  const subject = via ? `<${element.name}> in the fragment "${fragmentIdOf(via)}"` : `<${element.name}>`;
  return { place, subject };
}
