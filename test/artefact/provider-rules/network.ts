import { azureId, between, items, matching, notEmpty, oneOf, type TypeRules } from '../argument-rules';
import { RESOURCE_GROUP_NAME } from './common';

const FOLDER = 'internal/services/network';
const NAMED = matching(/^[a-zA-Z0-9](?:[\w.-]{0,78}\w)?$/);
const CIDR = matching(/^\d+\.\d+\.\d+\.\d+\/\d+$/);
const SUBNET = azureId('subnets');
const ENDS = ['source', 'destination'] as const;

const each = (rule: typeof CIDR): typeof CIDR => ({
  wants: `one or more, each ${rule.wants}`,
  accepts: (value) => Array.isArray(value) && value.length > 0 && value.every((item) => rule.accepts(item)),
});

/** Virtual networks, private endpoints and private DNS. */
export const NETWORK_RULES: Readonly<Record<string, TypeRules>> = {
  azurerm_virtual_network: {
    source: `${FOLDER}/virtual_network_resource.go`,
    values: { name: NAMED, resource_group_name: RESOURCE_GROUP_NAME, address_space: each(CIDR) },
    exactlyOne: [['address_space', 'ip_address_pool']],
  },
  azurerm_subnet: {
    source: `${FOLDER}/subnet_resource.go`,
    values: {
      name: NAMED,
      resource_group_name: RESOURCE_GROUP_NAME,
      address_prefixes: each(CIDR),
      'delegation.service_delegation.name': oneOf(
        'Microsoft.App/environments',
        'Microsoft.Web/serverFarms',
        'Microsoft.Web/hostingEnvironments',
      ),
      'delegation.service_delegation.actions': each(
        oneOf(
          'Microsoft.Network/virtualNetworks/subnets/action',
          'Microsoft.Network/virtualNetworks/subnets/join/action',
        ),
      ),
      private_endpoint_network_policies: oneOf(
        'Disabled',
        'Enabled',
        'NetworkSecurityGroupEnabled',
        'RouteTableEnabled',
      ),
    },
    exactlyOne: [['address_prefixes', 'ip_address_pool']],
  },
  azurerm_network_security_group: {
    source: `${FOLDER}/network_security_group_resource.go`,
    values: { name: NAMED, resource_group_name: RESOURCE_GROUP_NAME },
  },
  azurerm_network_security_rule: {
    source: `${FOLDER}/network_security_rule_resource.go`,
    values: {
      name: NAMED,
      resource_group_name: RESOURCE_GROUP_NAME,
      priority: between(100, 4096),
      direction: oneOf('Inbound', 'Outbound'),
      access: oneOf('Allow', 'Deny'),
      protocol: oneOf('*', 'Ah', 'Esp', 'Icmp', 'Tcp', 'Udp'),
    },
    conflicts: ENDS.flatMap((end) => [
      [`${end}_port_range`, `${end}_port_ranges`],
      [`${end}_address_prefix`, `${end}_address_prefixes`, `${end}_application_security_group_ids`],
    ]),
    atLeastOne: ENDS.flatMap((end) => [
      [`${end}_port_range`, `${end}_port_ranges`],
      [`${end}_address_prefix`, `${end}_address_prefixes`, `${end}_application_security_group_ids`],
    ]),
  },
  azurerm_subnet_network_security_group_association: {
    source: `${FOLDER}/subnet_network_security_group_association_resource.go`,
    values: { subnet_id: SUBNET, network_security_group_id: azureId('networkSecurityGroups') },
  },
  azurerm_private_endpoint: {
    source: `${FOLDER}/private_endpoint_resource.go`,
    values: {
      name: matching(/^[a-zA-Z0-9](?:[\w.-]{0,78}\w)?$/),
      resource_group_name: RESOURCE_GROUP_NAME,
      subnet_id: SUBNET,
      'private_service_connection.name': matching(/^[a-zA-Z0-9](?:[\w.-]{0,78}\w)?$/),
      'private_service_connection.subresource_names': items(1, 1),
      'private_dns_zone_group.name': notEmpty,
      'private_dns_zone_group.private_dns_zone_ids': items(1),
    },
    exactlyOne: [
      [
        'private_service_connection.private_connection_resource_id',
        'private_service_connection.private_connection_resource_alias',
      ],
    ],
  },
  azurerm_private_dns_zone: {
    source: 'internal/services/privatedns/private_dns_zone_resource.go',
    values: { name: matching(/^(?=.{1,253}$)[\w-]+(?:\.[\w-]+)+$/), resource_group_name: RESOURCE_GROUP_NAME },
  },
  azurerm_private_dns_zone_virtual_network_link: {
    source: 'internal/services/privatedns/private_dns_zone_virtual_network_link_resource.go',
    values: {
      name: NAMED,
      resource_group_name: RESOURCE_GROUP_NAME,
      virtual_network_id: azureId('virtualNetworks'),
      resolution_policy: oneOf('Default', 'NxDomainRedirect'),
    },
  },
  azurerm_private_dns_a_record: {
    source: 'internal/services/privatedns/private_dns_a_record_resource.go',
    values: {
      name: notEmpty,
      resource_group_name: RESOURCE_GROUP_NAME,
      ttl: between(0, 2147483647),
      records: items(1, 20),
    },
  },
};
