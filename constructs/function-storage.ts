import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account';
import { StorageContainer } from '@cdktf/provider-azurerm/lib/storage-container';
import { Construct } from 'constructs';
import { creating, type CreatedBlock, type OverrideProps } from './override';
import type { ResourceGroup, Tags } from './resource-group';

/** Built-in roles on storage, by the names Azure gives them. */
export type StorageRole =
  | 'Storage Blob Data Contributor'
  | 'Storage Blob Data Owner'
  | 'Storage Queue Data Contributor'
  | 'Storage Table Data Contributor';

/** Props of {@link FunctionStorage}. */
export interface FunctionStorageProps extends OverrideProps {
  readonly resourceGroup: ResourceGroup;
  /** Name of the account and first part of its host names. Changing it re-creates the account and loses its data. */
  readonly accountName: string;
  /** @default no tags */
  readonly tags?: Tags;
}

/** The storage account of a function app: no account keys, no public blobs, only roles. */
export class FunctionStorage extends Construct {
  readonly account: StorageAccount;
  /** Holds the deployment package. */
  readonly deploymentContainer: StorageContainer;
  private readonly created: <Resource extends CreatedBlock>(resource: Resource) => Resource;

  constructor(scope: Construct, id: string, props: FunctionStorageProps) {
    super(scope, id);
    const { resourceGroup, accountName, tags } = props;
    this.created = creating(props.override);
    this.account = this.created(
      new StorageAccount(this, 'Resource', {
        name: accountName,
        resourceGroupName: resourceGroup.name,
        location: resourceGroup.location,
        accountKind: 'StorageV2',
        accountTier: 'Standard',
        accountReplicationType: 'LRS',
        minTlsVersion: 'TLS1_2',
        sharedAccessKeyEnabled: false,
        defaultToOauthAuthentication: true,
        allowNestedItemsToBePublic: false,
        tags,
      }),
    );
    this.deploymentContainer = this.addContainer('deployment');
  }

  /** Blob service endpoint, `https://<account>.blob.core.windows.net/`. */
  get blobEndpoint(): string {
    return this.account.primaryBlobEndpoint;
  }

  /** Adds a private blob container. */
  addContainer(name: string): StorageContainer {
    return this.created(
      new StorageContainer(this, `container-${name}`, {
        name,
        storageAccountId: this.account.id,
        containerAccessType: 'private',
      }),
    );
  }

  /**
   * Gives a principal a role.
   * @param id names the assignment in the construct tree
   * @param scope Azure id of what the role is for: the account or one of its containers
   */
  grant(id: string, principalId: string, role: StorageRole, scope: string): RoleAssignment {
    return this.created(
      new RoleAssignment(this, `role-${id}`, {
        scope,
        roleDefinitionName: role,
        principalId,
        principalType: 'ServicePrincipal',
      }),
    );
  }
}
