import { Testing, TerraformStack } from 'cdktf';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { PolicyDependencies, type PolicyReferenceKind } from '../../../constructs/api-management/policy-dependencies';
import { parseRawXml } from '../../../policies/language/xml/parse';

describe('PolicyDependencies', () => {
  const stack = new TerraformStack(Testing.app(), 'stack');
  const dependencies = new PolicyDependencies();
  const resource = (id: string): ResourceGroup => new ResourceGroup(stack, id, { name: id, location: 'x' });
  const known: readonly [PolicyReferenceKind, string][] = [
    ['namedValue', 'key'],
    ['fragment', 'step'],
    ['backend', 'server'],
    ['logger', 'log'],
  ];
  for (const [kind, name] of known) dependencies.register(kind, name, resource(`${kind}-${name}`));

  it.each([
    ['<set-variable name="a" value="{{key}}" />', ['namedValue-key']],
    ['<set-variable name="a" value="@("x{{key}}")" />', ['namedValue-key']],
    ['<include-fragment fragment-id="step" />', ['fragment-step']],
    ['<set-backend-service backend-id="server" />', ['backend-server']],
    ['<log-to-eventhub logger-id="log">x</log-to-eventhub>', ['logger-log']],
    ['<set-variable name="a" value="{{other}}" />', []],
    ['<set-variable name="step" value="key" />', []],
  ])('finds what %s needs', (policy, ids) => {
    const root = parseRawXml(`<policies><inbound>${policy}</inbound><backend /><outbound /><on-error /></policies>`);
    expect(dependencies.addressesFor(root)).toEqual(ids.map((id) => `azurerm_resource_group.${id}`));
  });

  it('names each once and in stable order', () => {
    const root = parseRawXml(
      '<policies><inbound><set-variable name="a" value="{{key}}" /><set-variable name="b" value="{{key}}" /><include-fragment fragment-id="step" /></inbound><backend /><outbound /><on-error /></policies>',
    );
    expect(dependencies.addressesFor(root)).toEqual([
      'azurerm_resource_group.fragment-step',
      'azurerm_resource_group.namedValue-key',
    ]);
  });

  it('keeps names of different kinds apart', () => {
    expect(dependencies.find('fragment', 'key')).toBeUndefined();
    expect(dependencies.find('namedValue', 'key')).toBeDefined();
  });
});
