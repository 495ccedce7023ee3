import { AzureadProvider } from '@cdktf/provider-azuread/lib/provider';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { Construct } from 'constructs';
import { AzapiProvider } from './azapi/provider';
import { RESOURCE_PROVIDERS } from './resource-providers';

/** Props of {@link AzureProviders}. */
export interface AzureProvidersProps {
  /**
   * Whether to register what the subscription lacks, which takes a right on the whole subscription. Without, somebody
   * has to have registered {@link RESOURCE_PROVIDERS} before.
   * @default true
   */
  readonly registerResourceProviders?: boolean;
}

/**
 * The Terraform providers a gateway is made with, set up for resources that take no keys. A stack has them once. They
 * sign in as the Azure CLI is signed in, or as the environment variables of the azurerm provider say (`ARM_...`).
 */
export class AzureProviders extends Construct {
  readonly azurerm: AzurermProvider;
  readonly azuread: AzureadProvider;
  readonly azapi: AzapiProvider;
  readonly random: RandomProvider;

  constructor(scope: Construct, id: string, { registerResourceProviders = true }: AzureProvidersProps = {}) {
    super(scope, id);
    this.azurerm = new AzurermProvider(this, 'azurerm', {
      // The storage accounts take no keys, so nothing may be read from them the way azurerm does by default.
      features: [{ storage: [{ dataPlaneAvailable: false }] }],
      storageUseAzuread: true,
      resourceProviderRegistrations: 'none',
      resourceProvidersToRegister: registerResourceProviders ? [...RESOURCE_PROVIDERS] : undefined,
    });
    this.azuread = new AzureadProvider(this, 'azuread', {});
    this.azapi = new AzapiProvider(this, 'azapi');
    this.random = new RandomProvider(this, 'random', {});
  }
}
