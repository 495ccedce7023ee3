import type { NetworkSecurityRuleConfig } from '@cdktf/provider-azurerm/lib/network-security-rule';
import type { NetworkPlacement } from './exposure';

/** A rule of a network security group, without the group. */
export type SecurityRule = Omit<NetworkSecurityRuleConfig, 'resourceGroupName' | 'networkSecurityGroupName'>;

/**
 * What the network security group of API Management's subnet lets in, beside Azure's default rules, which allow traffic
 * inside the network and everything outbound. The classic SKUs put the service itself into the subnet, so clients and
 * Azure's control plane come in there; the v2 SKUs need a group and no rule.
 * https://learn.microsoft.com/azure/api-management/virtual-network-reference
 */
export function apiManagementSecurityRules({ type, delegation }: NetworkPlacement): readonly SecurityRule[] {
  if (delegation !== undefined) return [];
  return [
    ...(type === 'External' ? [inbound('clients', 100, 'Internet', '443')] : []),
    inbound('control-plane', 110, 'ApiManagement', '3443'),
    inbound('load-balancer', 120, 'AzureLoadBalancer', '6390'),
  ];
}

function inbound(name: string, priority: number, source: string, port: string): SecurityRule {
  return {
    name,
    priority,
    direction: 'Inbound',
    access: 'Allow',
    protocol: 'Tcp',
    sourceAddressPrefix: source,
    sourcePortRange: '*',
    destinationAddressPrefix: 'VirtualNetwork',
    destinationPortRange: port,
  };
}
