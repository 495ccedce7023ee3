import { createHash } from 'node:crypto';
import type { ApiManagementApi } from '@cdktf/provider-azurerm/lib/api-management-api';
import {
  ApiManagementNamedValue,
  type ApiManagementNamedValueConfig,
} from '@cdktf/provider-azurerm/lib/api-management-named-value';
import { ApiManagementPolicyFragment } from '@cdktf/provider-azurerm/lib/api-management-policy-fragment';
import type { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import type { PolicyFragment } from '../../policies/documents/document';
import { serialise } from '../../policies/language/xml/serialise';
import type { ApiCallback, IApiManagement } from './api-management-interface';
import type { IKeyVault } from '../key-vault';
import { creating, type CreatedBlock, type OverrideProps } from '../override';
import { PolicyDependencies } from './policy-dependencies';
import { lintAtSynth } from './policy-lint';
import type { SecretValue } from '../secret';
import { escapeTerraform } from './terraform-text';
import type { IUserAssignedIdentity } from '../user-assigned-identity';

/** Props of {@link ApiManagementBase}. */
export interface ApiManagementBaseProps extends OverrideProps {
  /** The identity the gateway shows to other services, besides the system-assigned one. */
  readonly identity: IUserAssignedIdentity;
  /** Where the values of secret named values go. */
  readonly keyVault: IKeyVault;
}

/**
 * What a new and an existing API Management service share: named values and fragments. The stack is refused at synth when a
 * policy in it has a mistake.
 */
export abstract class ApiManagementBase extends Construct implements IApiManagement {
  abstract readonly name: string;
  abstract readonly id: string;
  abstract readonly resourceGroupName: string;
  abstract readonly gatewayUrl: string;
  abstract readonly principalId: string;
  abstract readonly isShared: boolean;
  readonly identity: IUserAssignedIdentity;
  readonly keyVault: IKeyVault;
  readonly policyDependencies = new PolicyDependencies();
  protected readonly created: <Resource extends CreatedBlock>(resource: Resource) => Resource;
  private readonly apiCallbacks: ApiCallback[] = [];
  private vaultRole: RoleAssignment | undefined;

  constructor(scope: Construct, id: string, props: ApiManagementBaseProps) {
    super(scope, id);
    lintAtSynth(this);
    this.identity = props.identity;
    this.keyVault = props.keyVault;
    this.created = creating(props.override);
  }

  addNamedValue(
    name: string,
    value: SecretValue,
    options: { readonly secret?: boolean } = {},
  ): ApiManagementNamedValue {
    const resource = this.created(
      new ApiManagementNamedValue(this, `named-value-${name}`, {
        apiManagementName: this.name,
        resourceGroupName: this.resourceGroupName,
        name,
        displayName: name,
        ...(typeof value === 'string' && options.secret !== true
          ? { value, secret: false }
          : this.fromKeyVault(name, value)),
      }),
    );
    this.policyDependencies.register('namedValue', name, resource);
    return resource;
  }

  addFragment(fragment: PolicyFragment): ApiManagementPolicyFragment {
    const resource = this.created(
      new ApiManagementPolicyFragment(this, `fragment-${fragment.name}`, {
        apiManagementId: this.id,
        name: fragment.name,
        description: fragment.description,
        format: 'rawxml',
        value: escapeTerraform(serialise(fragment.root)),
      }),
    );
    resource.dependsOn = Lazy.listValue(
      { produce: () => this.policyDependencies.addressesFor(fragment.root) },
      { omitEmpty: true },
    );
    this.policyDependencies.register('fragment', fragment.name, resource);
    return resource;
  }

  registerApi(name: string, api: ApiManagementApi): void {
    for (const callback of this.apiCallbacks) callback(name, api);
  }

  onApi(callback: ApiCallback): void {
    this.apiCallbacks.push(callback);
  }

  /** Azure reads the secret when it creates the named value, so the secret and the role on it come first. */
  private fromKeyVault(
    name: string,
    value: SecretValue,
  ): Pick<ApiManagementNamedValueConfig, 'secret' | 'valueFromKeyVault' | 'dependsOn'> {
    const { keyVault, identity } = this;
    const { id, written } =
      typeof value === 'string'
        ? keyVault.addSecret(secretName(name), value)
        : { id: value.keyVaultSecretId, written: undefined };
    this.vaultRole ??= this.grantVault();
    return {
      secret: true,
      valueFromKeyVault: {
        secretId: id,
        // The firewall of a vault lets in API Management as itself alone, which is its system-assigned identity.
        identityClientId: keyVault.isPrivate ? undefined : identity.clientId,
      },
      dependsOn: [...(written === undefined ? [] : [written]), this.vaultRole],
    };
  }

  /**
   * One role on the vault, not one on each secret: it is assigned while the service is still being created, which gives it the
   * minutes a role takes to spread. The vault holds nothing but what this gateway or its servers use.
   */
  private grantVault(): RoleAssignment {
    const { keyVault, identity } = this;
    return keyVault.grantRead('api-management', keyVault.isPrivate ? this.principalId : identity.principalId);
  }
}

/** Named values take `.` and `_` in their names, secrets do not. The hash keeps names apart that differ in these alone. */
function secretName(namedValue: string): string {
  const name = namedValue.replaceAll(/[^0-9A-Za-z-]/g, '-');
  return name === namedValue ? name : `${name}-${createHash('sha256').update(namedValue).digest('hex').slice(0, 6)}`;
}
