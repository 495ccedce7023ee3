import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { Testing, TerraformStack } from 'cdktf';
import { GatewayApi } from '../../../constructs/api-management/gateway-api';
import { policyFindings } from '../../../constructs/api-management/policy-lint';
import type { XmlElement } from '../../../policies/language/xml/node';
import { apiManagementIn } from '../synth';

const element = (name: string, children: readonly XmlElement[] = []): XmlElement => ({
  type: 'element',
  name,
  attributes: [],
  children,
});

function stackWith(...inbound: readonly XmlElement[]): TerraformStack {
  const stack = new TerraformStack(Testing.app(), 'stack');
  new AzurermProvider(stack, 'azurerm', { features: [{}] });
  const api = new GatewayApi(stack, 'api', {
    apiManagement: apiManagementIn(stack),
    name: 'tools',
    displayName: 'Tools',
    path: 'mcp',
  });
  const sections = [element('inbound', inbound), element('backend'), element('outbound'), element('on-error')];
  api.addPolicy(() => ({ name: 'test', root: element('policies', sections) }));
  return stack;
}

describe('lintAtSynth', () => {
  it('accepts policies without a mistake', () => {
    expect(() => Testing.synth(stackWith(element('base')), true)).not.toThrow();
  });

  it('fails the synthesis with every finding at once', () => {
    const stack = stackWith(element('no-such-policy'), element('nor-this'));
    expect(() => Testing.synth(stack, true)).toThrow(/no-such-policy[\s\S]*nor-this/);
  });

  it('reports each finding once, however many services the stack has', () => {
    const stack = stackWith(element('no-such-policy'));
    expect(stack.node.validate().filter((message) => message.includes('no-such-policy'))).toHaveLength(1);
    expect(policyFindings(stack)).toEqual([expect.stringMatching(/fix:/)]);
  });
});
