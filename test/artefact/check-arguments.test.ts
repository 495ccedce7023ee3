import { argumentMistakes } from './check-arguments';
import type { TypeRules } from './argument-rules';
import { PROVIDER_RULES } from './provider-rules';
import type { TypeSchema } from './provider-schema';
import { schemaOf } from './schema-of';

describe('argumentMistakes', () => {
  const check = (type: string, body: Record<string, unknown>): readonly string[] =>
    argumentMistakes(body, schemaOf({ type, isData: false }) as TypeSchema, PROVIDER_RULES[type] as TypeRules);
  const subnet = { name: 's', resource_group_name: 'rg', virtual_network_name: 'v', address_prefixes: ['10.0.0.0/24'] };
  const rule = { access: 'Allow', direction: 'Inbound', priority: 100, protocol: 'Tcp' };

  it('has nothing to say of what is right', () => {
    expect(check('azurerm_subnet', { ...subnet, depends_on: ['x.y'], lifecycle: {}, '//': {} })).toEqual([]);
  });

  it.each([
    ['an unknown argument', 'azurerm_subnet', { ...subnet, prefix: 'x' }, '"prefix" is no argument.'],
    ['a missing argument', 'azurerm_subnet', { ...subnet, name: undefined }, '"name" is missing.'],
    [
      'a missing argument of a block',
      'azurerm_subnet',
      { ...subnet, delegation: [{ name: 'd' }] },
      '"delegation.service_delegation" is missing.',
    ],
    [
      'a wrong kind',
      'azurerm_subnet',
      { ...subnet, address_prefixes: '10.0.0.0/24' },
      '"address_prefixes" is "10.0.0.0/24", which is no texts.',
    ],
    [
      'a second block',
      'azurerm_subnet',
      {
        ...subnet,
        delegation: [
          {
            name: 'd',
            service_delegation: [{ name: 'Microsoft.Web/serverFarms' }, { name: 'Microsoft.Web/serverFarms' }],
          },
        ],
      },
      '"delegation.service_delegation" stands more than once.',
    ],
    [
      'a value of another set',
      'azurerm_subnet',
      { ...subnet, private_endpoint_network_policies: 'On' },
      /"private_endpoint_network_policies" is "On", and has to be one of/,
    ],
    [
      'none of a group',
      'azurerm_subnet',
      { ...subnet, address_prefixes: undefined },
      'There has to be exactly one of address_prefixes, ip_address_pool.',
    ],
    [
      'an attribute that is no block and leaves something out',
      'azurerm_network_security_group',
      { name: 'n', resource_group_name: 'rg', location: 'x', security_rule: [{ name: 'r', ...rule }] },
      '"security_rule.description" is missing.',
    ],
    [
      'what only the code of the provider says',
      'azurerm_api_management_named_value',
      {
        name: 'n',
        display_name: 'n',
        api_management_name: 'a',
        resource_group_name: 'rg',
        value_from_key_vault: { secret_id: 'x' },
        secret: false,
      },
      'secret has to be true beside value_from_key_vault.',
    ],
  ])('tells %s', (_, type, body, mistake) => {
    expect(check(type, body)).toContainEqual(typeof mistake === 'string' ? mistake : expect.stringMatching(mistake));
  });
});
