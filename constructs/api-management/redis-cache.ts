import { ApiManagementRedisCache } from '@cdktf/provider-azurerm/lib/api-management-redis-cache';
import { ManagedRedis } from '@cdktf/provider-azurerm/lib/managed-redis';
import type { PrivateEndpoint } from '@cdktf/provider-azurerm/lib/private-endpoint';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import type { IMcpGateway } from '../mcp-gateway-interface';
import { creating, type OverrideProps } from '../override';
import { checkRules, type Rule } from '../rules';
import { LITERAL_SECRET } from '../secret';

/** The port of every Azure Managed Redis. */
const PORT = 10000;

/** API Management has one cache for all its regions under this name. */
const CACHE_NAME = 'default';

/** Props of {@link RedisCache}. */
export interface RedisCacheProps extends OverrideProps {
  readonly gateway: IMcpGateway;
  /** SKU of Azure Managed Redis. Changing it re-creates the cache; nothing is lost with it. @default 'Balanced_B0', the smallest */
  readonly sku?: string;
  /** Whether a second node takes over when one fails; it doubles the price. @default false: a lost cache is only read anew */
  readonly highAvailability?: boolean;
  /**
   * Connection string of a Redis of your own, as a reference, for instance to a sensitive variable:
   * `<host>:<port>,password=<key>,ssl=True,abortConnect=False`.
   * @default a new Azure Managed Redis
   */
  readonly connectionString?: string;
}

const isGiven = ({ connectionString }: RedisCacheProps): boolean => connectionString !== undefined;

const RULES: readonly Rule<RedisCacheProps>[] = [
  {
    id: 'redis-sku',
    prop: 'sku',
    when: ({ sku }) =>
      sku !== undefined && !/^(?:Balanced_B|ComputeOptimized_X|MemoryOptimized_M|FlashOptimized_A)\d+$/.test(sku),
    message: 'A SKU of Azure Managed Redis is its family and its size.',
    fix: 'Write it like "Balanced_B0".',
  },
  ...(['sku', 'highAvailability'] as const).map((prop) => ({
    id: `redis-own-${prop.toLowerCase()}`,
    prop,
    when: (props: RedisCacheProps) => props.connectionString !== undefined && props[prop] !== undefined,
    message: 'A Redis of your own has its SKU and its nodes already.',
    fix: `Leave connectionString out, or ${prop}.`,
  })),
  // Not asked of a reference.
  { id: 'redis-secret-literal', prop: 'connectionString', when: isGiven, ...LITERAL_SECRET },
];

/**
 * A Redis that API Management keeps copies of grants and of client metadata documents in, instead of its built-in cache:
 * one copy for all units and regions, and a revoked grant is gone from all of them at once. No state lives here; without
 * the cache everything is read from the store. A gateway has at most one.
 */
export class RedisCache extends Construct {
  /** Undefined for a Redis of the user's own. */
  readonly redis?: ManagedRedis;
  /** There when the gateway stands in a network. */
  readonly privateEndpoint?: PrivateEndpoint;
  readonly resource: ApiManagementRedisCache;

  constructor(scope: Construct, id: string, props: RedisCacheProps) {
    super(scope, id);
    const { gateway, connectionString, override } = props;
    checkRules(this, { ...props, connectionString: withoutText(connectionString) }, RULES);
    const service = { name: CACHE_NAME, apiManagementId: gateway.apiManagement.id, cacheLocation: 'default' };
    const created = creating(override);
    if (connectionString !== undefined) {
      this.resource = created(new ApiManagementRedisCache(this, 'Resource', { ...service, connectionString }));
      return;
    }
    this.redis = created(this.newRedis(props));
    this.privateEndpoint = gateway.network?.addPrivateEndpoint('managedRedis', 'cache', this.redis.id);
    this.resource = created(
      new ApiManagementRedisCache(this, 'Resource', {
        ...service,
        connectionString: connectionStringOf(this.redis),
        redisCacheId: this.redis.id,
        dependsOn: this.privateEndpoint === undefined ? undefined : [this.privateEndpoint],
      }),
    );
  }

  private newRedis({ gateway, sku = 'Balanced_B0', highAvailability = false }: RedisCacheProps): ManagedRedis {
    const { resourceGroup, naming, network, tags } = gateway;
    return new ManagedRedis(this, 'redis', {
      name: naming.of('managedRedis'),
      resourceGroupName: resourceGroup.name,
      location: resourceGroup.location,
      skuName: sku,
      highAvailabilityEnabled: highAvailability,
      publicNetworkAccess: network === undefined ? 'Enabled' : 'Disabled',
      defaultDatabase: {
        // API Management signs in to a Redis by key alone.
        accessKeysAuthenticationEnabled: true,
        clientProtocol: 'Encrypted',
        // One endpoint, whatever the number of nodes: no client has to know of the cluster.
        clusteringPolicy: 'EnterpriseCluster',
        evictionPolicy: 'AllKeysLRU',
      },
      tags,
    });
  }
}

function connectionStringOf({ hostname, defaultDatabase }: ManagedRedis): string {
  return `${hostname}:${PORT},password=${defaultDatabase.primaryAccessKey},ssl=True,abortConnect=False`;
}

/** What a message may show of a secret. */
function withoutText(secret: string | undefined): string | undefined {
  return secret === undefined || Token.isUnresolved(secret) ? secret : '...';
}
