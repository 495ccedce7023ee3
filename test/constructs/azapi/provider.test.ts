import { Testing, TerraformStack } from 'cdktf';
import { AzapiProvider } from '../../../constructs/azapi/provider';

describe('AzapiProvider', () => {
  it('requires one version of the provider and configures nothing', () => {
    const stack = new TerraformStack(Testing.app(), 'stack');
    new AzapiProvider(stack, 'azapi');
    expect(JSON.parse(Testing.synth(stack))).toMatchObject({
      provider: { azapi: [{}] },
      terraform: { required_providers: { azapi: { source: 'Azure/azapi', version: '2.7.0' } } },
    });
  });
});
