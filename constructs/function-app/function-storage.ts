import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account';
import { StorageContainer } from '@cdktf/provider-azurerm/lib/storage-container';
import type { PrivateEndpoint } from '@cdktf/provider-azurerm/lib/private-endpoint';
import { Construct } from 'constructs';
import type { GatewayNetwork } from '../network/gateway-network';
import { creating, type CreatedBlock, type OverrideProps } from '../override';
import type { IResourceGroup, Tags } from '../resource-group';

/** Built-in roles on storage, by the names Azure gives them. */
export type StorageRole =
  | 'Storage Blob Data Contributor'
  | 'Storage Blob Data Owner'
  | 'Storage Queue Data Contributor'
  | 'Storage Table Data Contributor';

/** Where a storage account of functions stands in a network. */
export interface FunctionStorageNetwork {
  readonly network: GatewayNetwork;
  /** What the account is for, unique in the network: part of the names of its endpoints. */
  readonly part: string;
}

/** Props of {@link FunctionStorage}. */
export interface FunctionStorageProps extends OverrideProps {
  readonly resourceGroup: IResourceGroup;
  /** Name of the account and first part of its host names. Changing it re-creates the account and loses its data. */
  readonly accountName: string;
  /** The network it is reached from, by private endpoints alone. @default the internet */
  readonly network?: FunctionStorageNetwork;
  /** @default no tags */
  readonly tags?: Tags;
}

/** The services of an account that the Functions host keeps packages, locks and diagnostics in. */
const HOST_SERVICES = ['blob', 'queue', 'table'] as const;

/** The storage account of a function app: no account keys, no public blobs, only roles. */
export class FunctionStorage extends Construct {
  readonly account: StorageAccount;
  /** Holds the deployment package. */
  readonly deploymentContainer: StorageContainer;
  /** One for each service the Functions host uses; empty without a network. */
  readonly privateEndpoints: readonly PrivateEndpoint[];
  private readonly created: <Resource extends CreatedBlock>(resource: Resource) => Resource;

  constructor(scope: Construct, id: string, props: FunctionStorageProps) {
    super(scope, id);
    const { resourceGroup, accountName, network, tags } = props;
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
        ...(network === undefined ? {} : { publicNetworkAccessEnabled: false }),
        tags,
      }),
    );
    this.privateEndpoints =
      network === undefined
        ? []
        : HOST_SERVICES.map((kind) => network.network.addPrivateEndpoint(kind, network.part, this.account.id));
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
