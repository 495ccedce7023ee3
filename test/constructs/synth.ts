import { Testing, TerraformStack } from 'cdktf';
import { KeyVault } from '../../constructs/key-vault';
import { ResourceGroup } from '../../constructs/resource-group';
import { ApiManagement } from '../../constructs/api-management/api-management';
import type { IApiManagement } from '../../constructs/api-management/api-management-interface';
import { UserAssignedIdentity } from '../../constructs/user-assigned-identity';
import { InvalidPropsError } from '../../constructs/rules';

/** The resources, data sources and outputs of a Terraform file, as a test compares them. */
export interface SynthesisedBlocks {
  readonly resource?: Record<string, Record<string, Record<string, unknown>>>;
  readonly data?: Record<string, Record<string, Record<string, unknown>>>;
  readonly output?: Record<string, unknown>;
}

/**
 * Synthesises what `build` puts into a stack. Logical ids and references lose their hashes, so that a test says
 * `azurerm_resource_group.group`.
 */
export function synth(build: (stack: TerraformStack) => void): SynthesisedBlocks {
  const stack = new TerraformStack(Testing.app(), 'stack');
  build(stack);
  const { resource, data, output } = JSON.parse(withoutHashes(Testing.synth(stack))) as SynthesisedBlocks;
  return Object.fromEntries(Object.entries({ resource, data, output }).filter(([, value]) => value !== undefined));
}

/** Synthesises and keeps the resources of some types. */
export function synthTypes(types: readonly string[], build: (stack: TerraformStack) => void): unknown {
  const { resource = {}, data = {} } = synth(build);
  return Object.fromEntries(Object.entries({ ...resource, ...data }).filter(([type]) => types.includes(type)));
}

/** Ids of the rules that `build` breaks; empty when it breaks none. */
export function brokenRules(build: (stack: TerraformStack) => void): readonly string[] {
  try {
    build(new TerraformStack(Testing.app(), 'stack'));
    return [];
  } catch (error) {
    if (error instanceof InvalidPropsError) return error.ruleIds;
    throw error;
  }
}

/** A resource group called `group`, for constructs that need one. */
export function groupIn(stack: TerraformStack): ResourceGroup {
  return new ResourceGroup(stack, 'group', { name: 'rg-test', location: 'swedencentral' });
}

/** An API Management service called `apim`, for constructs that need one. */
export function apiManagementIn(stack: TerraformStack): ApiManagement {
  const resourceGroup = groupIn(stack);
  return new ApiManagement(stack, 'apim', {
    resourceGroup,
    name: 'apim-test',
    publisher: { name: 'Test', email: 'test@example.com' },
    identity: new UserAssignedIdentity(stack, 'identity', { resourceGroup, name: 'id-test' }),
    keyVault: new KeyVault(stack, 'vault', { resourceGroup, name: 'kv-test', tenantId: 'tenant' }),
  });
}

/** An existing API Management service called `existing` with an existing vault, for constructs that need them. */
export function existingApiManagementIn(stack: TerraformStack): IApiManagement {
  const resourceGroupName = 'rg-platform';
  return ApiManagement.fromExisting(stack, 'existing', {
    name: 'apim-platform',
    resourceGroupName,
    identity: UserAssignedIdentity.fromExisting(stack, 'identity', { name: 'id-platform', resourceGroupName }),
    keyVault: KeyVault.fromExisting(stack, 'vault', { name: 'kv-platform', resourceGroupName, secretPrefix: 'mcp-' }),
  });
}

function withoutHashes(json: string): string {
  return json.replaceAll(/_[0-9A-F]{8}(?=[".\]}/])/g, '');
}
