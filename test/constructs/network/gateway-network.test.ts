import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import { FunctionMcpBackend } from '../../../constructs/function-app/function-mcp-backend';
import { GatewayNetwork, type GatewayNetworkProps } from '../../../constructs/network/gateway-network';
import { PRIVATE_LINKS } from '../../../constructs/network/private-link';
import { Naming } from '../../../constructs/naming';
import { gatewayIn } from '../gateway';
import { brokenRules, groupIn, synth } from '../synth';

const NETWORK_ID = '/subscriptions/s/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub';
const EXISTING = {
  virtualNetworkId: NETWORK_ID,
  subnetIds: {
    apiManagement: `${NETWORK_ID}/subnets/apim`,
    privateEndpoints: `${NETWORK_ID}/subnets/endpoints`,
  },
};

function networkIn(stack: TerraformStack, props: Partial<GatewayNetworkProps> = {}): GatewayNetwork {
  const naming = new Naming(stack, 'naming', { prefix: 'test' });
  return new GatewayNetwork(stack, 'network', { resourceGroup: groupIn(stack), naming, sku: 'StandardV2', ...props });
}

const resources = (build: (stack: TerraformStack) => void): Record<string, Record<string, unknown>> =>
  synth(build).resource ?? {};

describe('GatewayNetwork', () => {
  it('makes a network with a subnet for each part, delegated as Azure wants it', () => {
    const { azurerm_virtual_network: networks, azurerm_subnet: subnets } = resources((stack) => networkIn(stack));
    expect(networks).toEqual({
      network_subnets: {
        name: 'vnet-test',
        location: '${azurerm_resource_group.group.location}',
        resource_group_name: '${azurerm_resource_group.group.name}',
        address_space: ['10.90.0.0/20'],
      },
    });
    const place = {
      resource_group_name: '${azurerm_resource_group.group.name}',
      virtual_network_name: '${azurerm_virtual_network.network_subnets.name}',
    };
    const delegation = (name: string, action: string): unknown => [
      {
        name: 'service',
        service_delegation: { name, actions: [`Microsoft.Network/virtualNetworks/subnets/${action}`] },
      },
    ];
    expect(subnets).toEqual({
      'network_subnets_subnet-api-management': {
        ...place,
        name: 'snet-test-api-management',
        address_prefixes: ['10.90.0.0/23'],
        delegation: delegation('Microsoft.Web/serverFarms', 'action'),
      },
      'network_subnets_subnet-functions': {
        ...place,
        name: 'snet-test-functions',
        address_prefixes: ['10.90.2.0/23'],
        delegation: delegation('Microsoft.App/environments', 'join/action'),
      },
      'network_subnets_subnet-container-apps': {
        ...place,
        name: 'snet-test-container-apps',
        address_prefixes: ['10.90.4.0/23'],
        delegation: delegation('Microsoft.App/environments', 'join/action'),
      },
      'network_subnets_subnet-private-endpoints': {
        ...place,
        name: 'snet-test-private-endpoints',
        address_prefixes: ['10.90.6.0/23'],
      },
    });
  });

  it.each([
    ['StandardV2', 'public', 'Microsoft.Web/serverFarms', []],
    ['PremiumV2', 'public', 'Microsoft.Web/serverFarms', []],
    ['PremiumV2', 'private', 'Microsoft.Web/hostingEnvironments', []],
    ['Developer', 'public', undefined, ['443', '3443', '6390']],
    ['Premium', 'public', undefined, ['443', '3443', '6390']],
    ['Premium', 'private', undefined, ['3443', '6390']],
  ] as const)('gives %s with exposure %s the delegation %s and the ports %j', (sku, exposure, service, ports) => {
    const made = resources((stack) => networkIn(stack, { sku, exposure }));
    const subnet = made.azurerm_subnet?.['network_subnets_subnet-api-management'];
    expect(subnet).toEqual(
      service === undefined
        ? expect.not.objectContaining({ delegation: expect.anything() as unknown })
        : expect.objectContaining({
            delegation: [
              expect.objectContaining({ service_delegation: expect.objectContaining({ name: service }) as unknown }),
            ],
          }),
    );
    const rules = Object.values(made.azurerm_network_security_rule ?? {}) as { destination_port_range: string }[];
    expect(rules.map((rule) => rule.destination_port_range)).toEqual(ports);
  });

  it('makes private endpoints whose names resolve before anything waits for them, with one zone for each kind', () => {
    const made = resources((stack) => {
      const network = networkIn(stack);
      network.addPrivateEndpoint('blob', 'one', '/one');
      network.addPrivateEndpoint('blob', 'two', '/two');
    });
    expect(Object.keys(made.azurerm_private_dns_zone ?? {})).toEqual(['network_domain-blob']);
    expect(made.azurerm_private_dns_zone_virtual_network_link).toEqual({
      'network_domain-blob_link': {
        name: 'gateway',
        private_dns_zone_name: '${azurerm_private_dns_zone.network_domain-blob.name}',
        resource_group_name: '${azurerm_resource_group.group.name}',
        virtual_network_id: '${azurerm_virtual_network.network_subnets.id}',
      },
    });
    expect(made.azurerm_private_endpoint?.['network_endpoint-one-blob']).toEqual({
      name: 'pep-test-one-blob',
      location: '${azurerm_resource_group.group.location}',
      resource_group_name: '${azurerm_resource_group.group.name}',
      subnet_id: '${azurerm_subnet.network_subnets_subnet-private-endpoints.id}',
      private_service_connection: {
        name: 'one-blob',
        is_manual_connection: false,
        private_connection_resource_id: '/one',
        subresource_names: ['blob'],
      },
      private_dns_zone_group: {
        name: 'default',
        private_dns_zone_ids: ['${azurerm_private_dns_zone.network_domain-blob.id}'],
      },
      depends_on: ['azurerm_private_dns_zone_virtual_network_link.network_domain-blob_link'],
    });
  });

  it('makes every name of a domain resolve to one address', () => {
    const made = resources((stack) => networkIn(stack).addPrivateDomain('apps', 'apps.example', '10.90.4.10'));
    expect(made.azurerm_private_dns_a_record).toEqual({
      'network_domain-apps_record': {
        name: '*',
        records: ['10.90.4.10'],
        resource_group_name: '${azurerm_resource_group.group.name}',
        ttl: 300,
        zone_name: '${azurerm_private_dns_zone.network_domain-apps.name}',
      },
    });
  });

  it('uses an existing network and its zones, and makes neither', () => {
    const zone = '/subscriptions/s/resourceGroups/rg-hub/providers/Microsoft.Network/privateDnsZones/blob';
    const made = resources((stack) => {
      const network = networkIn(stack, { existing: EXISTING, privateDnsZoneIds: { blob: zone } });
      expect(network.subnetId('apiManagement')).toBe(EXISTING.subnetIds.apiManagement);
      expect(network.apiManagementPrerequisites).toBeUndefined();
      network.addPrivateEndpoint('blob', 'one', '/one');
    });
    expect(Object.keys(made).sort()).toEqual(['azurerm_private_endpoint', 'azurerm_resource_group', 'random_string']);
    expect(made.azurerm_private_endpoint?.['network_endpoint-one-blob']).toMatchObject({
      subnet_id: EXISTING.subnetIds.privateEndpoints,
      private_dns_zone_group: { private_dns_zone_ids: [zone] },
    });
  });

  it('names the subnet that an existing network lacks', () => {
    resources((stack) => {
      const network = networkIn(stack, { existing: EXISTING });
      expect(() => network.subnetId('functions')).toThrow(/network\.existing\.subnetIds\.functions is not set/);
    });
  });

  it.each([
    [{ sku: 'BasicV2' }, ['network-sku']],
    [{ sku: 'Basic' }, ['network-sku']],
    [{ sku: 'Standard' }, ['network-sku']],
    [{ sku: 'StandardV2', exposure: 'private' }, ['network-sku']],
    [{ exposure: 'internal' }, ['network-exposure']],
    [{ addressSpace: '10.90.0.0/25' }, ['network-address-space']],
    [{ addressSpace: '10.90.0.0/20', existing: EXISTING }, ['network-address-space-existing']],
    [{ existing: { ...EXISTING, virtualNetworkId: 'vnet-hub' } }, ['network-existing-ids']],
    [
      { existing: { ...EXISTING, subnetIds: { ...EXISTING.subnetIds, functions: NETWORK_ID } } },
      ['network-existing-ids'],
    ],
    [{ privateDnsZoneIds: { blob: 'privatelink.blob.core.windows.net' } }, ['network-dns-zone-ids']],
    [{ privateDnsZoneIds: { file: '' } }, ['network-dns-zone-ids']],
  ])('checks %j', (props, rules) => {
    expect(brokenRules((stack) => networkIn(stack, props as Partial<GatewayNetworkProps>))).toEqual(rules);
  });
});

describe('PRIVATE_LINKS', () => {
  it('has a zone of its own for each kind', () => {
    const zones = Object.values(PRIVATE_LINKS).map(({ zone }) => zone);
    expect(new Set(zones).size).toBe(zones.length);
  });
});

describe('a gateway in a network', () => {
  it('has data services that only the network reaches, and integrates what runs', () => {
    const made = resources((stack) => {
      const gateway = gatewayIn(stack, { sku: 'StandardV2', network: {} });
      new FunctionMcpBackend(stack, 'tools', { gateway, path: 'mcp', code: join(__dirname, '../../../functions') });
    });
    expect(made.azurerm_api_management?.['gateway_api-management']).toMatchObject({
      virtual_network_type: 'External',
      virtual_network_configuration: {
        subnet_id: '${azurerm_subnet.gateway_network_subnets_subnet-api-management.id}',
      },
      depends_on: [
        'azurerm_subnet_network_security_group_association.gateway_network_subnets_security-group-association',
      ],
    });
    expect(made.azurerm_cosmosdb_account?.gateway_store).toMatchObject({ public_network_access_enabled: false });
    expect(made.azurerm_storage_account?.tools_app_storage).toMatchObject({ public_network_access_enabled: false });
    const endpoints = ['blob', 'queue', 'table'].map((kind) => `gateway_network_endpoint-tools-${kind}`);
    expect(Object.keys(made.azurerm_private_endpoint ?? {})).toEqual(expect.arrayContaining(endpoints));
    expect(made.azurerm_private_endpoint).toHaveProperty(['gateway_network_endpoint-store-cosmos']);
    const app = made.azurerm_function_app_flex_consumption?.tools_app as { depends_on: string[] };
    expect(app).toMatchObject({
      virtual_network_subnet_id: '${azurerm_subnet.gateway_network_subnets_subnet-functions.id}',
    });
    expect(app.depends_on).toEqual(expect.arrayContaining(endpoints.map((name) => `azurerm_private_endpoint.${name}`)));
  });

  it('is refused on a SKU without networks', () => {
    expect(brokenRules((stack) => gatewayIn(stack, { network: {} }))).toEqual(['network-sku']);
  });
});
