import { UserAssignedIdentity as AzurermUserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import { Construct } from 'constructs';
import { creating, type OverrideProps } from './override';
import type { ResourceGroup, Tags } from './resource-group';

/** Props of {@link UserAssignedIdentity}. */
export interface UserAssignedIdentityProps extends OverrideProps {
  readonly resourceGroup: ResourceGroup;
  /** Changing it re-creates the identity, and with it everything granted to it. */
  readonly name: string;
  /** @default no tags */
  readonly tags?: Tags;
}

/** A managed identity that exists before the resource that uses it, so that it can be granted roles first. */
export class UserAssignedIdentity extends Construct {
  readonly resource: AzurermUserAssignedIdentity;

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

  /** Azure resource id. */
  get id(): string {
    return this.resource.id;
  }

  /** Application (client) id, by which a resource with several identities picks one. */
  get clientId(): string {
    return this.resource.clientId;
  }

  /** Object id of its service principal, which roles are assigned to. */
  get principalId(): string {
    return this.resource.principalId;
  }
}
