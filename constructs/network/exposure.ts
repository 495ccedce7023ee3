import type { ApiManagementSku } from '../api-management/api-management-sku';

/**
 * Who reaches the gateway's own endpoint: `public`, the internet; `private`, only what is in the virtual network or
 * connected to it.
 */
export type GatewayExposure = 'public' | 'private';

/** How an API Management service stands in a virtual network. */
export interface NetworkPlacement {
  /** `virtual_network_type` of the service. The v2 SKUs call outbound integration `External` too. */
  readonly type: 'External' | 'Internal';
  /** Service the subnet has to be delegated to; the classic SKUs take a subnet without delegation only. */
  readonly delegation?: 'Microsoft.Web/serverFarms' | 'Microsoft.Web/hostingEnvironments';
}

const INTEGRATED: NetworkPlacement = { type: 'External', delegation: 'Microsoft.Web/serverFarms' };

/**
 * What each SKU can do in a virtual network. A SKU that is not here, or has no entry for an exposure, cannot.
 * https://learn.microsoft.com/azure/api-management/virtual-network-concepts
 */
const PLACEMENTS: Readonly<Partial<Record<ApiManagementSku, Partial<Record<GatewayExposure, NetworkPlacement>>>>> = {
  Developer: { public: { type: 'External' }, private: { type: 'Internal' } },
  Premium: { public: { type: 'External' }, private: { type: 'Internal' } },
  StandardV2: { public: INTEGRATED },
  PremiumV2: { public: INTEGRATED, private: { type: 'Internal', delegation: 'Microsoft.Web/hostingEnvironments' } },
};

/** How a service of a SKU stands in a virtual network, or undefined when Azure does not offer it. */
export function networkPlacement(sku: ApiManagementSku, exposure: GatewayExposure): NetworkPlacement | undefined {
  return PLACEMENTS[sku]?.[exposure];
}

/** The SKUs that can stand in a virtual network with an exposure. */
export function skusWithNetwork(exposure: GatewayExposure): readonly ApiManagementSku[] {
  return (Object.keys(PLACEMENTS) as ApiManagementSku[]).filter((sku) => networkPlacement(sku, exposure) !== undefined);
}
