/**
 * The resource providers that what this package creates belongs to, in the spelling of azurerm, which tells capitals apart.
 * A subscription has to have them registered before it can hold such resources; azurerm's own default registers some sixty
 * others and, of these, neither Microsoft.App nor Microsoft.AlertsManagement.
 */
export const RESOURCE_PROVIDERS: readonly string[] = [
  // Application Insights creates an alert rule of its own.
  'Microsoft.AlertsManagement',
  'Microsoft.ApiManagement',
  'Microsoft.App',
  'Microsoft.Cache',
  'Microsoft.CognitiveServices',
  // Container apps in a virtual network.
  'Microsoft.ContainerService',
  'Microsoft.DocumentDB',
  'Microsoft.KeyVault',
  'Microsoft.ManagedIdentity',
  'Microsoft.Network',
  'Microsoft.OperationalInsights',
  'Microsoft.Storage',
  'Microsoft.Web',
  'microsoft.insights',
];
