import { DataAzurermUserAssignedIdentity } from '@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity';
import { UserAssignedIdentity as AzurermUserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import { Construct, type IConstruct } from 'constructs';
import { creating, type OverrideProps } from './override';
import type { IResourceGroup, Tags } from './resource-group';

/** A user-assigned managed identity, made here or by somebody else. */
export interface IUserAssignedIdentity extends IConstruct {
  /** Azure resource id. */
  readonly id: string;
  /** Application (client) id, by which a resource with several identities picks one. */
  readonly clientId: string;
  /** Object id of its service principal, which roles are assigned to. */
  readonly principalId: string;
}

/** Where an existing identity is. */
export interface ExistingUserAssignedIdentityProps {
  readonly name: string;
  readonly resourceGroupName: string;
}

/** Props of {@link UserAssignedIdentity}. */
export interface UserAssignedIdentityProps extends OverrideProps {
  readonly resourceGroup: IResourceGroup;
  /** Changing it re-creates the identity, and with it everything granted to it. */
  readonly name: string;
  /** @default no tags */
  readonly tags?: Tags;
}

/** A managed identity that exists before the resource that uses it, so that it can be granted roles first. */
export class UserAssignedIdentity extends Construct implements IUserAssignedIdentity {
  readonly resource: AzurermUserAssignedIdentity;

  /** An identity that is there already. It is looked up and never changed. */
  static fromExisting(scope: Construct, id: string, props: ExistingUserAssignedIdentityProps): IUserAssignedIdentity {
    return new ExistingUserAssignedIdentity(scope, id, props);
  }

  constructor(scope: Construct, id: string, props: UserAssignedIdentityProps) {
    super(scope, id);
    const { resourceGroup, name, tags } = props;
    this.resource = creating(props.override)(
      new AzurermUserAssignedIdentity(this, 'Resource', {
        name,
        resourceGroupName: resourceGroup.name,
        location: resourceGroup.location,
        tags,
      }),
    );
  }

  get id(): string {
    return this.resource.id;
  }

  get clientId(): string {
    return this.resource.clientId;
  }

  get principalId(): string {
    return this.resource.principalId;
  }
}

class ExistingUserAssignedIdentity extends Construct implements IUserAssignedIdentity {
  readonly resource: DataAzurermUserAssignedIdentity;

  constructor(scope: Construct, id: string, props: ExistingUserAssignedIdentityProps) {
    super(scope, id);
    this.resource = new DataAzurermUserAssignedIdentity(this, 'Resource', { ...props });
  }

  get id(): string {
    return this.resource.id;
  }

  get clientId(): string {
    return this.resource.clientId;
  }

  get principalId(): string {
    return this.resource.principalId;
  }
}
