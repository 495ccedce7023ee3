import { CosmosdbAccount } from '@cdktf/provider-azurerm/lib/cosmosdb-account';
import { CosmosdbSqlContainer } from '@cdktf/provider-azurerm/lib/cosmosdb-sql-container';
import { CosmosdbSqlDatabase } from '@cdktf/provider-azurerm/lib/cosmosdb-sql-database';
import { CosmosdbSqlRoleAssignment } from '@cdktf/provider-azurerm/lib/cosmosdb-sql-role-assignment';
import { Construct } from 'constructs';
import { STORE } from '../policies/contract/store';
import type { GatewayNetwork } from './network/gateway-network';
import { creating, type CreatedBlock, type OverrideProps } from './override';
import type { IResourceGroup, Tags } from './resource-group';

/** Id of the built-in data-plane role that reads and writes items, the same in every account. */
const DATA_CONTRIBUTOR = '00000000-0000-0000-0000-000000000002';

/** Props of {@link CosmosStore}. */
export interface CosmosStoreProps extends OverrideProps {
  readonly resourceGroup: IResourceGroup;
  /** Name of the account and first part of its host name. Changing it re-creates the account and loses its data. */
  readonly accountName: string;
  /** The network it is reached from, by private endpoint alone. @default the internet */
  readonly network?: GatewayNetwork;
  /** @default no tags */
  readonly tags?: Tags;
}

/**
 * Where the gateway keeps its state: a serverless Cosmos DB account that takes no keys. One region and Strong
 * consistency, because a code that was used must be seen as used by every later request.
 */
export class CosmosStore extends Construct {
  readonly account: CosmosdbAccount;
  readonly database: CosmosdbSqlDatabase;
  /** By container name. */
  readonly containers: ReadonlyMap<string, CosmosdbSqlContainer>;
  private readonly created: <Resource extends CreatedBlock>(resource: Resource) => Resource;

  constructor(scope: Construct, id: string, props: CosmosStoreProps) {
    super(scope, id);
    const { resourceGroup, accountName, network, tags } = props;
    this.created = creating(props.override);
    this.account = this.created(
      new CosmosdbAccount(this, 'Resource', {
        name: accountName,
        resourceGroupName: resourceGroup.name,
        location: resourceGroup.location,
        offerType: 'Standard',
        kind: 'GlobalDocumentDB',
        capabilities: [{ name: 'EnableServerless' }],
        consistencyPolicy: { consistencyLevel: 'Strong' },
        geoLocation: [{ location: resourceGroup.location, failoverPriority: 0 }],
        localAuthenticationDisabled: true,
        minimalTlsVersion: 'Tls12',
        ...(network === undefined ? {} : { publicNetworkAccessEnabled: false }),
        tags,
      }),
    );
    network?.addPrivateEndpoint('cosmos', 'store', this.account.id);
    const account = { resourceGroupName: resourceGroup.name, accountName: this.account.name };
    this.database = this.created(new CosmosdbSqlDatabase(this, 'database', { ...account, name: STORE.database }));
    this.containers = new Map(
      Object.values(STORE.containers).map(({ name, partitionKeyPath, defaultTtlSeconds }) => [
        name,
        this.created(
          new CosmosdbSqlContainer(this, `container-${name}`, {
            ...account,
            databaseName: this.database.name,
            name,
            partitionKeyPaths: [partitionKeyPath],
            defaultTtl: defaultTtlSeconds,
          }),
        ),
      ]),
    );
  }

  /** Origin of the data plane, `https://<account>.documents.azure.com`: no port, no trailing slash. */
  get endpoint(): string {
    return `https://${this.account.name}.documents.azure.com`;
  }

  /** Lets a principal read and write items in every container. */
  grantReadWrite(id: string, principalId: string): CosmosdbSqlRoleAssignment {
    return this.created(
      new CosmosdbSqlRoleAssignment(this, `role-${id}`, {
        resourceGroupName: this.account.resourceGroupName,
        accountName: this.account.name,
        roleDefinitionId: `${this.account.id}/sqlRoleDefinitions/${DATA_CONTRIBUTOR}`,
        principalId,
        scope: this.account.id,
      }),
    );
  }
}
