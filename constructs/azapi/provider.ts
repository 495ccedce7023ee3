import { TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';

/** Source and version of the azapi provider; resources repeat them so that the file names the provider once. */
export const AZAPI = { providerName: 'azapi', source: 'Azure/azapi', version: '2.7.0' } as const;

/** The azapi provider: reaches what the azurerm provider has no resource for. Signs in as azurerm does. */
export class AzapiProvider extends TerraformProvider {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      terraformResourceType: 'azapi',
      terraformProviderSource: AZAPI.source,
      terraformGeneratorMetadata: { providerName: AZAPI.providerName, providerVersion: AZAPI.version },
    });
  }
}
