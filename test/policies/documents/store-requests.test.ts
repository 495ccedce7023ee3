import type { XmlElement } from '../../../policies/language/xml/node';
import { STORE } from '../../../policies/contract/store';
import { serialise } from '../../../policies/language/xml/serialise';
import { allDocuments, attribute, elementsOf, policyFragments } from './example-gateway';

const ROOTS = [...allDocuments().map(({ document }) => document), ...policyFragments()];

interface StoreRequest {
  readonly where: string;
  readonly element: XmlElement;
  /** The policy after the request. */
  readonly next: XmlElement | undefined;
}

/** Every request to the store, in all documents and fragments. */
const REQUESTS: readonly StoreRequest[] = ROOTS.flatMap(({ name, root }) =>
  elementsOf(root).flatMap((parent) => {
    const children = parent.children.filter((child) => child.type === 'element');
    return children.flatMap((element, index) =>
      element.name === 'send-request' && serialise(element).includes('cosmos-endpoint')
        ? [
            {
              where: `${name}: ${attribute(element, 'response-variable-name') ?? ''}`,
              element,
              next: children[index + 1],
            },
          ]
        : [],
    );
  }),
);

const headersOf = (element: XmlElement): readonly string[] =>
  elementsOf(element)
    .filter(({ name }) => name === 'set-header')
    .map((header) => attribute(header, 'name') ?? '');

const methodOf = (element: XmlElement): string => /<set-method>(\w+)<\/set-method>/.exec(serialise(element))?.[1] ?? '';

describe('store requests', () => {
  it('go to every container', () => {
    const all = REQUESTS.map(({ element }) => serialise(element)).join('\n');
    for (const { name } of Object.values(STORE.containers)) expect(all).toContain(`/colls/${name}/docs`);
  });

  it.each(REQUESTS.map((request) => [request.where, request] as const))(
    'carry what Cosmos asks for: %s',
    (_where, { element }) => {
      expect(headersOf(element)).toEqual(
        expect.arrayContaining(['Authorization', 'x-ms-date', 'x-ms-version', 'x-ms-documentdb-partitionkey']),
      );
    },
  );

  it.each(REQUESTS.filter(({ element }) => methodOf(element) === 'PUT').map((r) => [r.where, r] as const))(
    'replace only what nobody changed: %s',
    (_where, { element }) => {
      expect(headersOf(element)).toContain('If-Match');
    },
  );

  it.each(REQUESTS.map((request) => [request.where, request] as const))(
    'do not fail the request, and their answer is looked at next: %s',
    (where, { element, next }) => {
      expect(attribute(element, 'ignore-error')).toBe('true');
      const variable = attribute(element, 'response-variable-name') ?? '';
      // Whether a registration was renewed does not matter.
      if (where === 'token: renewAnswer') return;
      expect(next?.name).toBe('choose');
      expect(next && serialise(next)).toContain(`var response = ((IResponse)context.Variables["${variable}"])`);
      expect(next && serialise(next)).toMatch(/response == null|unavailable/);
    },
  );

  it('stand in inbound only', () => {
    for (const { document } of allDocuments())
      for (const section of document.root.children)
        if (section.type === 'element' && section.name !== 'inbound')
          expect(serialise(section)).not.toContain('cosmos-endpoint');
  });
});
