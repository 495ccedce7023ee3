import { TerraformVariable, type TerraformStack } from 'cdktf';
import { McpGateway } from '../../constructs/mcp-gateway';
import { RedisCache } from '../../constructs/api-management/redis-cache';

const publisher = { name: 'Contoso', email: 'platform@example.com' };

/** The gateway in a network of its own in docs/private-network.md. */
export function addNetwork(stack: TerraformStack): McpGateway {
  // private-network.md
  const gateway = new McpGateway(stack, 'gateway', {
    publisher,
    location: 'swedencentral',
    sku: 'StandardV2',
    network: {},
  });
  // end
  return gateway;
}

/** The gateway in a network that exists, in docs/private-network.md. */
export function addExistingNetwork(stack: TerraformStack): McpGateway {
  // private-network.md
  const hub = '/subscriptions/<subscription>/resourceGroups/rg-hub/providers/Microsoft.Network';
  const network = `${hub}/virtualNetworks/vnet-hub`;
  const gateway = new McpGateway(stack, 'gateway', {
    publisher,
    location: 'swedencentral',
    sku: 'StandardV2',
    network: {
      existing: {
        virtualNetworkId: network,
        subnetIds: {
          apiManagement: `${network}/subnets/snet-apim`,
          functions: `${network}/subnets/snet-functions`,
          privateEndpoints: `${network}/subnets/snet-endpoints`,
        },
      },
      privateDnsZoneIds: { cosmos: `${hub}/privateDnsZones/privatelink.documents.azure.com` },
    },
  });
  // end
  return gateway;
}

/** The gateway of docs/custom-domain.md. */
export function addCustomDomain(stack: TerraformStack): McpGateway {
  // custom-domain.md
  const gateway = new McpGateway(stack, 'gateway', {
    publisher,
    location: 'swedencentral',
    customDomain: {
      hostName: 'mcp.contoso.com',
      certificateSecretId: 'https://kv-contoso.vault.azure.net/secrets/mcp-contoso-com',
      keyVaultId: '/subscriptions/<subscription>/resourceGroups/rg-hub/providers/Microsoft.KeyVault/vaults/kv-contoso',
    },
  });
  // end
  return gateway;
}

/** The Redis that docs/cache.md makes. */
export function addRedis(stack: TerraformStack, gateway: McpGateway): void {
  // cache.md
  new RedisCache(stack, 'cache', { gateway });
  // end
}

/** The Redis that docs/cache.md uses. */
export function addOwnRedis(stack: TerraformStack, gateway: McpGateway): void {
  // cache.md
  const redis = new TerraformVariable(stack, 'redis', { type: 'string', sensitive: true });
  new RedisCache(stack, 'cache', { gateway, connectionString: redis.stringValue });
  // end
}
