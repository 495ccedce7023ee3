import { loadCSharp } from '../../../../policies/language/expressions/grammar';
import { lintService } from '../../../../policies/language/lint/lint-service';
import { readService } from '../../../../policies/language/service/read-service';
import type { ServiceModel } from '../../../../policies/language/service/model';
import { api, operation, service } from './service';

beforeAll(loadCSharp);

function lint(parts: Partial<ServiceModel>): string[] {
  return lintService(service({ fragments: [], ...parts })).map(({ ruleId, document }) => `${ruleId} ${document}`);
}

const named = { secret: false, value: 'x' };

describe('lintService', () => {
  it('has nothing to say about a service without documents', () => {
    expect(lintService(service({ fragments: [] }))).toEqual([]);
  });

  it('lints every document and every fragment, sorted', () => {
    const document = (address: string, scope: 'global' | 'product' | 'api' | 'operation') => ({
      address,
      scope,
      text: '<x/>',
    });
    expect(
      lint({
        policies: [document('e', 'global')],
        products: [{ address: 'product', productId: 'product', document: document('d', 'product') }],
        apis: [
          api({ document: document('c', 'api'), operations: [operation({ document: document('b', 'operation') })] }),
        ],
        fragments: [{ address: 'a', name: 'a', format: 'rawxml', text: '<x/>' }],
      }),
    ).toEqual(['AMG010 a', 'AMG010 b', 'AMG010 c', 'AMG010 d', 'AMG010 e']);
  });

  it('fires AMG080 for a method and template given twice in an API, whatever the parameters are called', () => {
    const first = operation({ urlTemplate: '/a/{x}', templateParameters: ['x'] });
    const second = operation({ address: 'two', operationId: 'b', urlTemplate: '/a/{y}', templateParameters: ['y'] });
    expect(lint({ apis: [api({ operations: [first, second] })] })).toEqual(['AMG080 two']);
    expect(lint({ apis: [api({ operations: [first, { ...second, method: 'POST' }] })] })).toEqual([]);
    const other = api({ address: 'other', name: 'other', path: 'other', operations: [second] });
    expect(lint({ apis: [api({ operations: [first] }), other] })).toEqual([]);
  });

  it('fires AMG081 for a path given twice, in any case; revisions and versions share it', () => {
    const second = api({ address: 'two', name: 'two', path: 'API' });
    expect(lint({ apis: [api(), second] })).toEqual(['AMG081 two']);
    expect(lint({ apis: [api(), { ...second, version: 'v2' }] })).toEqual([]);
    expect(lint({ apis: [api(), { ...second, name: 'api', revision: '2' }] })).toEqual([]);
    expect(lint({ apis: [api(), { ...second, path: 'two' }] })).toEqual([]);
  });

  it.each([
    ['undeclared', '/a/{x}', [], ['AMG082 operation']],
    ['unused', '/a', ['x'], ['AMG082 operation']],
    ['declared', '/a/{x}/{*rest}', ['x', 'rest'], []],
  ])('checks template parameters with AMG082: %s', (_, urlTemplate, templateParameters, expected) => {
    expect(lint({ apis: [api({ operations: [operation({ urlTemplate, templateParameters })] })] })).toEqual(expected);
  });

  it.each([
    ['named values', { namedValues: ['one', 'two'].map((address) => ({ ...named, address, displayName: 'a' })) }],
    ['backends', { backends: ['one', 'two'].map((address) => ({ address, name: 'a' })) }],
    ['loggers', { loggers: ['one', 'two'].map((address) => ({ address, name: 'a' })) }],
    [
      'fragments',
      {
        fragments: ['one', 'two'].map((address) => ({
          address,
          name: 'a',
          format: 'rawxml' as const,
          text: undefined,
        })),
      },
    ],
    [
      'operations',
      {
        apis: [
          api({ operations: ['one', 'two'].map((address) => operation({ address, urlTemplate: `/${address}` })) }),
        ],
      },
    ],
  ])('fires AMG083 for %s of the same name', (_, parts) => {
    expect(lint(parts)).toEqual(['AMG083 two']);
  });

  it.each([
    ['a name with a blank', { displayName: 'a b' }, ['AMG084 value']],
    ['an empty value', { value: '' }, ['AMG084 value']],
    ['a value that is too long', { value: 'x'.repeat(4097) }, ['AMG084 value']],
    ['a value that names another', { value: 'https://{{host}}' }, ['AMG084 value']],
    ['a legal value', { value: 'x'.repeat(4096) }, []],
    ['an unknown value', { value: undefined }, []],
  ])('checks named values with AMG084: %s', (_, parts, expected) => {
    expect(lint({ namedValues: [{ ...named, address: 'value', displayName: 'a', ...parts }] })).toEqual(expected);
  });

  it('fires AMG090 for what cannot be read', () => {
    const [finding] = lintService(
      service({ fragments: [], unreadable: [{ address: 'x', reason: 'count is not supported', fix: 'write blocks' }] }),
    );
    expect(finding).toMatchObject({ ruleId: 'AMG090', message: 'count is not supported.', fix: 'write blocks.' });
  });

  it('lints a hand-written stack', () => {
    const gateway = { api_management_id: '${azurerm_api_management.gateway.id}' };
    const findings = lintService(
      readService({
        resource: {
          azurerm_api_management: { gateway: { name: 'apim', sku_name: 'Consumption_0' } },
          azurerm_api_management_policy: {
            all: {
              ...gateway,
              xml_content:
                '<policies><inbound><include-fragment fragment-id="limit" /></inbound><backend><forward-request /></backend></policies>',
              depends_on: ['azurerm_api_management_policy_fragment.limit'],
            },
          },
          azurerm_api_management_policy_fragment: {
            limit: {
              ...gateway,
              name: 'limit',
              format: 'rawxml',
              value:
                '<fragment><rate-limit-by-key calls="1" renewal-period="1" counter-key="@(context.Request.IpAddress)" /></fragment>',
            },
          },
        },
      }),
    );
    expect(findings.map(({ ruleId, document }) => `${ruleId} ${document}`)).toEqual([
      'AMG023 azurerm_api_management_policy_fragment.limit',
    ]);
  });
});
