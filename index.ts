export {
  ApiManagement,
  API_MANAGEMENT_SKUS,
  type ApiManagementProps,
  type ApiManagementSku,
  type Publisher,
} from './constructs/api-management';
export { ARM_TYPES, type ArmType } from './constructs/azapi/arm-types';
export { AzapiProvider } from './constructs/azapi/provider';
export { AzapiResource, type AzapiResourceProps } from './constructs/azapi/resource';
export { AzapiResourceAction, type AzapiResourceActionProps } from './constructs/azapi/resource-action';
export { CosmosStore, type CosmosStoreProps } from './constructs/cosmos-store';
export { EntraApplication, type EntraApplicationProps } from './constructs/entra-application';
export { FunctionApp, type FunctionAppProps, type FunctionBlobContainer } from './constructs/function-app';
export { FunctionMcpBackend, type FunctionMcpBackendProps } from './constructs/function-mcp-backend';
export { FunctionStorage, type FunctionStorageProps, type StorageRole } from './constructs/function-storage';
export { GatewayApi, type GatewayApiProps } from './constructs/gateway-api';
export { KeySlots, type KeySlot, type KeySlotsProps } from './constructs/key-slots';
export { McpBackend, type IMcpBackend, type McpBackendProps, type McpServerTarget } from './constructs/mcp-backend';
export { McpGateway, type McpGatewayProps } from './constructs/mcp-gateway';
export type { BackendRegistration, IMcpGateway } from './constructs/mcp-gateway-interface';
export { Naming, type NamingProps } from './constructs/naming';
export { OAuthApi, type OAuthApiProps } from './constructs/oauth-api';
export type { CreatedBlock, Override, OverrideProps } from './constructs/override';
export { PolicyDependencies, type PolicyReferenceKind } from './constructs/policy-dependencies';
export { ResourceGroup, type ResourceGroupProps, type Tags } from './constructs/resource-group';
export { InvalidPropsError, type Rule } from './constructs/rules';
export { Telemetry, type TelemetryProps } from './constructs/telemetry';
export { UserAssignedIdentity, type UserAssignedIdentityProps } from './constructs/user-assigned-identity';
export { UserError } from './constructs/user-error';
export { readSettings, SETTINGS, SettingsError, type Settings } from './settings';
export { McpGatewayStack, type McpGatewayStackProps } from './stacks/mcp-gateway-stack';
