/** What a private endpoint leads to, as Azure names it. */
interface PrivateLinkShape {
  /** Sub-resource of the service. */
  readonly subresource: string;
  /** Private DNS zone in which the service's public name resolves to the endpoint. */
  readonly zone: string;
}

/**
 * The services a gateway reaches by private endpoint.
 * https://learn.microsoft.com/azure/private-link/private-endpoint-dns
 */
export const PRIVATE_LINKS = {
  blob: { subresource: 'blob', zone: 'privatelink.blob.core.windows.net' },
  queue: { subresource: 'queue', zone: 'privatelink.queue.core.windows.net' },
  table: { subresource: 'table', zone: 'privatelink.table.core.windows.net' },
  cosmos: { subresource: 'Sql', zone: 'privatelink.documents.azure.com' },
  keyVault: { subresource: 'vault', zone: 'privatelink.vaultcore.azure.net' },
  openAi: { subresource: 'account', zone: 'privatelink.openai.azure.com' },
  managedRedis: { subresource: 'redisEnterprise', zone: 'privatelink.redis.azure.net' },
} as const satisfies Record<string, PrivateLinkShape>;

/** One of the {@link PRIVATE_LINKS}. */
export type PrivateLinkKind = keyof typeof PRIVATE_LINKS;
