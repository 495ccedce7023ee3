import { TerraformVariable, type TerraformStack } from 'cdktf';
import { RedisCache, type RedisCacheProps } from '../../../constructs/api-management/redis-cache';
import { gatewayIn } from '../gateway';
import { brokenRules, synthTypes } from '../synth';

const TYPES = ['azurerm_managed_redis', 'azurerm_api_management_redis_cache'];

const cacheIn = (stack: TerraformStack, props: Partial<RedisCacheProps> = {}): RedisCache =>
  new RedisCache(stack, 'cache', { ...props, gateway: props.gateway ?? gatewayIn(stack) });

describe('RedisCache', () => {
  it('makes the smallest Redis and hands its key from resource to resource', () => {
    expect(synthTypes(TYPES, (stack) => cacheIn(stack))).toEqual({
      azurerm_managed_redis: {
        cache_redis: {
          name: 'amr-mcpgw-${random_string.gateway_naming_suffix.result}',
          location: '${azurerm_resource_group.gateway_resource-group.location}',
          resource_group_name: '${azurerm_resource_group.gateway_resource-group.name}',
          sku_name: 'Balanced_B0',
          high_availability_enabled: false,
          public_network_access: 'Enabled',
          default_database: {
            access_keys_authentication_enabled: true,
            client_protocol: 'Encrypted',
            clustering_policy: 'EnterpriseCluster',
            eviction_policy: 'AllKeysLRU',
          },
        },
      },
      azurerm_api_management_redis_cache: {
        cache: {
          name: 'default',
          api_management_id: '${azurerm_api_management.gateway_api-management.id}',
          cache_location: 'default',
          connection_string:
            '${azurerm_managed_redis.cache_redis.hostname}:10000,password=${azurerm_managed_redis.cache_redis.default_database[0].primary_access_key},ssl=True,abortConnect=False',
          redis_cache_id: '${azurerm_managed_redis.cache_redis.id}',
        },
      },
    });
  });

  it('is reached from the network of the gateway alone, where it has one', () => {
    const made = synthTypes([...TYPES, 'azurerm_private_endpoint'], (stack) => {
      const gateway = gatewayIn(stack, { sku: 'StandardV2', network: {} });
      cacheIn(stack, { gateway });
    });
    expect(made).toMatchObject({
      azurerm_managed_redis: { cache_redis: { public_network_access: 'Disabled' } },
      azurerm_private_endpoint: {
        'gateway_network_endpoint-cache-managedredis': {
          private_service_connection: { subresource_names: ['redisEnterprise'] },
        },
      },
      azurerm_api_management_redis_cache: {
        cache: { depends_on: ['azurerm_private_endpoint.gateway_network_endpoint-cache-managedredis'] },
      },
    });
  });

  it('uses a Redis of somebody else by its connection string', () => {
    const made = synthTypes(TYPES, (stack) => {
      const variable = new TerraformVariable(stack, 'redis', { type: 'string', sensitive: true });
      cacheIn(stack, { connectionString: variable.stringValue });
    });
    expect(made).toEqual({
      azurerm_api_management_redis_cache: {
        cache: {
          name: 'default',
          api_management_id: '${azurerm_api_management.gateway_api-management.id}',
          cache_location: 'default',
          connection_string: '${var.redis}',
        },
      },
    });
  });

  it.each([
    [{ sku: 'Premium' }, ['redis-sku']],
    [{ sku: 'MemoryOptimized_M10', highAvailability: true }, []],
    [{ sku: 'Balanced_B0', connectionString: '${var.redis}' }, ['redis-own-sku', 'redis-secret-literal']],
    [{ highAvailability: false, connectionString: 'x' }, ['redis-own-highavailability', 'redis-secret-literal']],
  ])('checks %j', (props, rules) => {
    expect(brokenRules((stack) => cacheIn(stack, props))).toEqual(rules);
  });

  it('shows nothing of a connection string that stands in the program', () => {
    const broken = (): unknown =>
      synthTypes(TYPES, (stack) => cacheIn(stack, { connectionString: 'password=hunter2' }));
    expect(broken).toThrow('connectionString is "..."');
  });
});
