import type { AttributeFact, ElementFact } from '../reference/facts';
import { isExpression } from '../xml/expression-text';
import type { XmlAttribute, XmlElement } from '../xml/node';
import type { Findings } from './finding';
import { suggest } from './near-miss';

/** Checks the attributes of an element against its facts; a policy may also have an `id`. */
export function checkAttributes(element: XmlElement, fact: ElementFact, isPolicy: boolean, findings: Findings): void {
  const known: Readonly<Record<string, AttributeFact>> = isPolicy
    ? { id: { literalOnly: true }, ...fact.attributes }
    : fact.attributes;
  for (const attribute of element.attributes) {
    const own = Object.hasOwn(known, attribute.name) ? known[attribute.name] : undefined;
    if (own) checkValue(element, attribute, own, findings);
    else reportUnknown(element, attribute, Object.keys(known), findings);
  }
  const present = new Set(element.attributes.map(({ name }) => name));
  const place = { element: element.name, position: element.position };
  for (const [name, { required }] of Object.entries(known))
    if (required && !present.has(name))
      findings.add('AMG031', place, `<${element.name}> needs the attribute ${name}.`, `add ${name}.`);
  checkGroups(element, fact, present, findings);
}

function checkGroups(
  element: XmlElement,
  { exactlyOneOf = [], atLeastOneOf = [], atMostOneOf = [] }: ElementFact,
  present: ReadonlySet<string>,
  findings: Findings,
): void {
  const place = { element: element.name, position: element.position };
  for (const group of [...exactlyOneOf, ...atLeastOneOf])
    if (!group.some((name) => present.has(name)))
      findings.add('AMG031', place, `<${element.name}> needs one of ${group.join(', ')}.`, 'add one of them.');
  for (const group of [...exactlyOneOf, ...atMostOneOf]) {
    const given = group.filter((name) => present.has(name));
    if (given.length > 1)
      findings.add('AMG034', place, `<${element.name}> has ${given.join(' and ')}; only one is allowed.`, 'keep one.');
  }
}

function checkValue(
  element: XmlElement,
  { name, value, position }: XmlAttribute,
  fact: AttributeFact,
  findings: Findings,
) {
  const place = { element: element.name, position };
  if (isExpression(value)) {
    if (fact.literalOnly)
      findings.add(
        'AMG032',
        place,
        `The attribute ${name} of <${element.name}> takes no expression.`,
        'write a literal value or a named value.',
      );
    return;
  }
  // What a named value holds is known to Azure only.
  if (value.includes('{{')) return;
  if (fact.values && !fact.values.includes(value))
    findings.add(
      'AMG033',
      place,
      `The attribute ${name} of <${element.name}> is "${value}".`,
      `${suggest(value, fact.values)}write one of: ${fact.values.join(', ')}.`,
    );
  const bounds = fact.integer;
  if (bounds && !(/^-?\d+$/.test(value) && isWithin(Number(value), bounds)))
    findings.add(
      'AMG033',
      place,
      `The attribute ${name} of <${element.name}> is "${value}".`,
      `write a whole number${range(bounds)}.`,
    );
}

function isWithin(value: number, { min = -Infinity, max = Infinity }: NonNullable<AttributeFact['integer']>): boolean {
  return value >= min && value <= max;
}

function range({ min, max }: NonNullable<AttributeFact['integer']>): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max === undefined ? '' : ` of at most ${max}`;
}

function reportUnknown(
  element: XmlElement,
  { name, position }: XmlAttribute,
  names: readonly string[],
  findings: Findings,
): void {
  findings.add(
    'AMG030',
    { element: element.name, position },
    `<${element.name}> has no attribute ${name}.`,
    `${suggest(name, names)}delete it${names.length === 0 ? '' : `; known: ${names.join(', ')}`}.`,
  );
}
