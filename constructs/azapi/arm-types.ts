/** Every ARM type and API version this package reaches through the azapi provider, in the form `type@version`. */
export const ARM_TYPES = {
  /** The keys of a function app's host: `listkeys` on `<app id>/host/default`. */
  functionAppHost: 'Microsoft.Web/sites/host@2024-04-01',
  /** What is logged and counted of every API of an API Management service. */
  serviceDiagnostic: 'Microsoft.ApiManagement/service/diagnostics@2024-05-01',
  /** What is logged and counted of one API. */
  apiDiagnostic: 'Microsoft.ApiManagement/service/apis/diagnostics@2024-05-01',
  /** Built-in authentication of a container app. */
  containerAppAuthentication: 'Microsoft.App/containerApps/authConfigs@2024-03-01',
  /** A secret of a key vault, as Azure Resource Manager writes it. */
  keyVaultSecret: 'Microsoft.KeyVault/vaults/secrets@2023-07-01',
} as const;

/** One of the {@link ARM_TYPES}. */
export type ArmType = (typeof ARM_TYPES)[keyof typeof ARM_TYPES];
