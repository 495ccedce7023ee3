import { providerMistakes } from './argument-mistakes';
import { nameMistakes } from './name-mistakes';
import { policyMistakes } from './policy-mistakes';
import { referenceMistakes } from './reference-mistakes';
import { secretMistakes } from './secret-mistakes';
import { tagMistakes } from './tag-mistakes';
import type { Body, TerraformFile } from './terraform-file';

const file = (resource: TerraformFile['resource'], rest: Partial<TerraformFile> = {}): TerraformFile => ({
  terraform: {},
  resource,
  ...rest,
});
const group = (body: Body): TerraformFile => file({ azurerm_resource_group: { g: body } });
const GOOD = { name: 'rg-a', location: 'swedencentral', tags: { team: 'a' } };

describe('providerMistakes', () => {
  it('asks for the rules of a type that nobody looked up, and for the type of a provider that has none such', () => {
    expect(providerMistakes(file({ azurerm_kubernetes_cluster: { c: {} }, azurerm_nothing: { n: {} } }))).toEqual([
      'The rules of azurerm_kubernetes_cluster were not looked up yet; add them to test/artefact/provider-rules.',
      'azurerm_nothing.n has a type that no provider here knows.',
    ]);
  });
});

describe('providerMistakes of providers', () => {
  it('checks their own arguments', () => {
    const provider = { azurerm: [{ features: [{ storage: [{ data_plane: true }] }] }], random: [{ alias: 'a' }] };
    expect(providerMistakes(file({}, { provider }))).toEqual([
      'provider.azurerm: "features.storage.data_plane" is no argument.',
    ]);
  });
});

describe('referenceMistakes', () => {
  it('has nothing to say of references that resolve', () => {
    expect(referenceMistakes(group(GOOD))).toEqual([]);
    const output = { name: { value: '${azurerm_resource_group.g.id}-${var.v}' } };
    expect(referenceMistakes({ ...group(GOOD), output, variable: { v: {} } })).toEqual([]);
  });

  it.each([
    [
      { name: '${azurerm_resource_group.h.name}' },
      'azurerm_resource_group.g.name refers to azurerm_resource_group.h.name',
    ],
    [{ name: '${data.azurerm_client_config.c.tenant_id}' }, 'refers to data.azurerm_client_config.c.tenant_id'],
    [{ tags: { a: '${upper(azurerm_resource_group.g.nothing)}' } }, 'refers to azurerm_resource_group.g.nothing'],
    [{ name: '${var.absent}' }, 'refers to var.absent'],
    [{ depends_on: ['azurerm_subnet.s'] }, 'waits for azurerm_subnet.s, which is not there'],
    [{ name: '${azurerm_resource_group.g.location}' }, 'azurerm_resource_group.g waits for itself'],
    [{ name: '${TfToken[TOKEN.1]}' }, 'azurerm_resource_group.g.name was not resolved'],
  ])('tells %j', (body, mistake) => {
    expect(referenceMistakes(group({ ...GOOD, ...body })).join('\n')).toContain(mistake);
  });
});

describe('policyMistakes', () => {
  const service = { api_management_name: 'a', resource_group_name: 'rg' };
  const policy = (body: Body): TerraformFile =>
    file({
      azurerm_api_management_api_policy: {
        p: {
          ...service,
          api_name: 'x',
          xml_content: '<policies><inbound><set-variable name="v" value="{{n}}" /></inbound></policies>',
          ...body,
        },
      },
      azurerm_api_management_named_value: { n: { ...service, name: 'n', display_name: 'n', value: 'v' } },
    });

  it('wants the document to wait for what it refers to, directly or through something else', () => {
    expect(policyMistakes(policy({}))).toEqual([
      'azurerm_api_management_api_policy.p does not wait for azurerm_api_management_named_value.n.',
    ]);
    expect(policyMistakes(policy({ depends_on: ['azurerm_api_management_named_value.n'] }))).toEqual([]);
  });

  it('wants it to be there', () => {
    const content = '<policies><inbound><include-fragment fragment-id="f" /></inbound></policies>';
    expect(policyMistakes(policy({ xml_content: content }))).toEqual([
      'azurerm_api_management_api_policy.p refers to azurerm_api_management_policy_fragment "f", which is not there.',
    ]);
  });
});

describe('secretMistakes', () => {
  it('takes references and finds text', () => {
    const value = (text: string): TerraformFile =>
      file({ azurerm_api_management_named_value: { n: { secret: true, value: text } } });
    expect(secretMistakes(value('${var.secret}'))).toEqual([]);
    expect(secretMistakes(value('hunter2'))).toEqual([
      'azurerm_api_management_named_value.n.value is a secret and holds text.',
    ]);
    expect(secretMistakes(value('${var.secret}-and-more'))).toHaveLength(1);
  });

  it.each([
    [{ tags: { a: 'xoxb-123456789012-x' } }, 'resource.azurerm_resource_group.g.tags.a looks like a secret.'],
    [{ connection_string: 'Endpoint=x' }, 'azurerm_resource_group.g.connection_string is a secret and holds text.'],
  ])('finds %j', (body, mistake) => {
    expect(secretMistakes(group(body))).toEqual([mistake]);
  });

  it.each([
    ['${azurerm_managed_redis.r.hostname}:10000,password=${azurerm_managed_redis.r.key},ssl=True', 0],
    ['${var.redis}', 0],
    ['cache.example:10000,password=hunter2,ssl=True', 1],
    ['${azurerm_managed_redis.r.hostname}:10000,password=hunter2', 1],
  ])('looks for the password in the connection string %s', (text, count) => {
    const cache = file({ azurerm_api_management_redis_cache: { c: { connection_string: text } } });
    expect(secretMistakes(cache)).toHaveLength(count);
  });

  it('finds a default of a sensitive variable', () => {
    expect(secretMistakes(file({}, { variable: { v: { sensitive: true, default: 'x' } } }))).toHaveLength(1);
  });
});

describe('nameMistakes', () => {
  const account = (name: string): TerraformFile => file({ azurerm_storage_account: { s: { name } } });

  it.each([
    ['stmcpgw${random_string.naming_suffix.result}', undefined],
    ['stmcpgwfunctionstool${random_string.naming_suffix.result}', 'has 26 characters, and Azure takes 24'],
    ['st-mcpgw', 'Azure takes no name "st-mcpgw"'],
    ['${var.name}', undefined],
  ])('judges %s', (name, mistake) => {
    const found = nameMistakes(account(name));
    expect(found).toHaveLength(mistake === undefined ? 0 : 1);
    expect(found.join('')).toContain(mistake ?? '');
  });

  it('wants a rule for every type, and each name once', () => {
    expect(nameMistakes(file({ azurerm_kubernetes_cluster: { c: { name: 'c' } } })).join('')).toContain('has no rule');
    const two = file({ azurerm_resource_group: { a: { name: 'rg' }, b: { name: 'RG' } } });
    expect(nameMistakes(two)).toEqual(['azurerm_resource_group.b has the name "RG", as azurerm_resource_group.a.']);
  });
});

describe('tagMistakes', () => {
  it('asks for tags where a type takes them', () => {
    expect(tagMistakes(group(GOOD))).toEqual([]);
    expect(tagMistakes(group({ name: 'rg-a' }))).toEqual(['azurerm_resource_group.g has no tags.']);
    expect(tagMistakes(file({ azurerm_role_assignment: { r: {} } }))).toEqual([]);
  });
});
