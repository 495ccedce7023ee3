import type { ApiManagementApi } from '@cdktf/provider-azurerm/lib/api-management-api';
import type { ApiManagementNamedValue } from '@cdktf/provider-azurerm/lib/api-management-named-value';
import type { ApiManagementPolicyFragment } from '@cdktf/provider-azurerm/lib/api-management-policy-fragment';
import type { IConstruct } from 'constructs';
import type { PolicyFragment } from '../../policies/documents/document';
import type { IKeyVault } from '../key-vault';
import type { PolicyDependencies } from './policy-dependencies';
import type { SecretValue } from '../secret';
import type { IUserAssignedIdentity } from '../user-assigned-identity';

/** Called with the name of an API and its resource. */
export type ApiCallback = (name: string, api: ApiManagementApi) => void;

/** An API Management service, made here or by somebody else, with what policies of this stack refer to. */
export interface IApiManagement extends IConstruct {
  readonly name: string;
  /** Azure resource id. */
  readonly id: string;
  readonly resourceGroupName: string;
  /** Public origin without trailing slash, for instance `https://apim-mcpgw-x1y2z3.azure-api.net`. */
  readonly gatewayUrl: string;
  /** Object id of the system-assigned identity. */
  readonly principalId: string;
  /** The user-assigned identity that the gateway shows at Entra ID. */
  readonly identity: IUserAssignedIdentity;
  /** Where the values of secret named values are. */
  readonly keyVault: IKeyVault;
  /** True when others have APIs on the service too, so that what holds for all of them is not ours to set. */
  readonly isShared: boolean;
  /** What policies of this service can refer to. */
  readonly policyDependencies: PolicyDependencies;
  /**
   * Adds a named value. Policies find it by this name, so the resource and the display name are the same.
   * @param value 1 to 4,096 characters without `"` and `\`, because it may stand in a C# string
   * or a secret of a vault, by reference; in another vault than {@link keyVault} its owner lets the service read
   * @param options.secret true keeps the value in the key vault, where the service reads it; then it must be a reference
   * @throws UserError when a secret is literal text
   */
  addNamedValue(name: string, value: SecretValue, options?: { readonly secret?: boolean }): ApiManagementNamedValue;
  /** Adds a policy fragment, after the named values it refers to. */
  addFragment(fragment: PolicyFragment): ApiManagementPolicyFragment;
  /** Makes an API of this stack known to {@link IApiManagement.onApi}. */
  registerApi(name: string, api: ApiManagementApi): void;
  /** Calls back for each API of this stack that is made from now on. */
  onApi(callback: ApiCallback): void;
}
