export { ApiManagement, type ApiManagementProps, type Publisher } from './constructs/api-management/api-management';
export type { ApiCallback, IApiManagement } from './constructs/api-management/api-management-interface';
export { API_MANAGEMENT_SKUS, type ApiManagementSku } from './constructs/api-management/api-management-sku';
export { ARM_TYPES, type ArmType } from './constructs/azapi/arm-types';
export { AzapiProvider } from './constructs/azapi/provider';
export { AzapiResource, type AzapiResourceProps } from './constructs/azapi/resource';
export { AzapiResourceWrite, type AzapiResourceWriteProps } from './constructs/azapi/resource-write';
export { AzapiResourceAction, type AzapiResourceActionProps } from './constructs/azapi/resource-action';
export { AzureProviders, type AzureProvidersProps } from './constructs/azure-providers';
export { RESOURCE_PROVIDERS } from './constructs/resource-providers';
export { BackendApplication, type BackendApplicationProps } from './constructs/backends/backend-application';
export { ContainerApp, type ContainerAppProps, type ContainerSettings } from './constructs/container-app/container-app';
export {
  ContainerAppMcpBackend,
  type ContainerAppMcpBackendProps,
} from './constructs/container-app/container-app-mcp-backend';
export {
  ContainerAppsEnvironment,
  type ContainerAppsEnvironmentProps,
} from './constructs/container-app/container-apps-environment';
export { CosmosStore, type CosmosStoreProps } from './constructs/cosmos-store';
export {
  CustomDomain,
  type CustomDomainOptions,
  type CustomDomainProps,
} from './constructs/api-management/custom-domain';
export { EntraApplication, type EntraApplicationProps } from './constructs/entra-application';
export { FunctionApp, type FunctionAppProps, type FunctionBlobContainer } from './constructs/function-app/function-app';
export { FunctionMcpBackend, type FunctionMcpBackendProps } from './constructs/function-app/function-mcp-backend';
export {
  FunctionStorage,
  type FunctionStorageNetwork,
  type FunctionStorageProps,
  type StorageRole,
} from './constructs/function-app/function-storage';
export { GatewayApi, type GatewayApiProps } from './constructs/api-management/gateway-api';
export { GatewayEndpoint, type GatewayEndpointProps } from './constructs/backends/gateway-endpoint';
export { JIRA_TOOLS_WITH_COMBINED_SCHEMAS } from './constructs/backends/jira-tools';
export type { ExistingApiManagementProps } from './constructs/api-management/existing-api-management';
export {
  KeyVault,
  type ExistingKeyVaultProps,
  type IKeyVault,
  type KeyVaultProps,
  type VaultSecret,
} from './constructs/key-vault';
export { LlmApi, type ExistingOpenAiAccount, type LlmApiProps } from './constructs/backends/llm-api';
export {
  LogAnalytics,
  type ExistingLogAnalyticsProps,
  type ILogAnalytics,
  type LogAnalyticsProps,
} from './constructs/monitoring/log-analytics';
export { KeySlots, type KeySlot, type KeySlotsProps } from './constructs/api-management/key-slots';
export type { InboundAuthentication } from './policies/contract/inbound-authentication';
export type { TokenLimit } from './policies/contract/llm-api-policy';
export type { McpRateLimits } from './policies/contract/mcp-backend-policy';
export { sse, streamableHttp, type McpTransport } from './policies/contract/mcp-transport';
export type { ProtectedEndpoint } from './policies/contract/protected-endpoint';
export type { ToolAccess } from './policies/contract/tool-access';
export type { LocalProgram } from './constructs/backends/local-program';
export {
  McpBackend,
  type IMcpBackend,
  type McpBackendProps,
  type McpServerTarget,
} from './constructs/backends/mcp-backend';
export { Alerts, type AlertsProps } from './constructs/monitoring/alerts';
export { Workbook, type WorkbookProps } from './constructs/monitoring/workbook';
export { McpGateway, type McpGatewayProps } from './constructs/mcp-gateway';
export type { BackendRegistration, IMcpGateway } from './constructs/mcp-gateway-interface';
export { Naming, type NamingProps } from './constructs/naming';
export type { GatewayExposure, NetworkPlacement } from './constructs/network/exposure';
export {
  GatewayNetwork,
  type ExistingNetwork,
  type GatewayNetworkOptions,
  type GatewayNetworkProps,
} from './constructs/network/gateway-network';
export { PrivateDomain, type PrivateDomainProps } from './constructs/network/private-dns';
export { PRIVATE_LINKS, type PrivateLinkKind } from './constructs/network/private-link';
export { NewSubnets, type NewSubnetsProps, type SubnetPurpose } from './constructs/network/subnets';
export { OpenAiAccount, type ModelDeployment, type OpenAiAccountProps } from './constructs/backends/openai-account';
export { OAuthApi, type OAuthApiProps } from './constructs/api-management/oauth-api';
export type { CreatedBlock, Override, OverrideProps } from './constructs/override';
export { PolicyDependencies, type PolicyReferenceKind } from './constructs/api-management/policy-dependencies';
export {
  RemoteMcpBackend,
  type RemoteCredential,
  type RemoteMcpBackendProps,
} from './constructs/backends/remote-mcp-backend';
export { RedisCache, type RedisCacheProps } from './constructs/api-management/redis-cache';
export { ResourceGroup, type IResourceGroup, type ResourceGroupProps, type Tags } from './constructs/resource-group';
export { InvalidPropsError, type Rule } from './constructs/rules';
export type { SecretValue } from './constructs/secret';
export { Telemetry, type TelemetryProps } from './constructs/monitoring/telemetry';
export {
  UserAssignedIdentity,
  type ExistingUserAssignedIdentityProps,
  type IUserAssignedIdentity,
  type UserAssignedIdentityProps,
} from './constructs/user-assigned-identity';
export { UserError } from './constructs/user-error';
export { runApp, synthesiseApp } from './constructs/run-app';
export { readSettings, SETTINGS, SettingsError, type Settings } from './settings';
export { McpGatewayStack, type McpGatewayStackProps } from './stacks/mcp-gateway-stack';
