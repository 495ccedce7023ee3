import { ContainerAppMcpBackend } from '../../../constructs/container-app/container-app-mcp-backend';
import { UserError } from '../../../constructs/user-error';
import { gatewayIn } from '../gateway';
import { synth, type SynthesisedBlocks } from '../synth';
import type { McpGatewayProps } from '../../../constructs/mcp-gateway';

function withApp(props: Partial<McpGatewayProps>): SynthesisedBlocks {
  return synth((stack) => {
    const gateway = gatewayIn(stack, props);
    new ContainerAppMcpBackend(stack, 'tools', { gateway, path: 'tools', image: 'server:1' });
  });
}

describe('ContainerAppsEnvironment in a network', () => {
  it('has no public address, and its names resolve in the network', () => {
    const { resource = {} } = withApp({ sku: 'StandardV2', network: {} });
    expect(resource.azurerm_container_app_environment?.['gateway_container-apps']).toMatchObject({
      infrastructure_subnet_id: '${azurerm_subnet.gateway_network_subnets_subnet-container-apps.id}',
      internal_load_balancer_enabled: true,
    });
    const environment = 'azurerm_container_app_environment.gateway_container-apps';
    expect(Object.values(resource.azurerm_private_dns_zone ?? {}).map(({ name }) => name)).toContain(
      `\${${environment}.default_domain}`,
    );
    expect(Object.values(resource.azurerm_private_dns_a_record ?? {})).toContainEqual(
      expect.objectContaining({ name: '*', records: [`\${${environment}.static_ip_address}`] }),
    );
  });

  it('needs a subnet of an existing network', () => {
    const network = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet';
    const subnetIds = { apiManagement: `${network}/subnets/apim`, privateEndpoints: `${network}/subnets/endpoints` };
    const build = (): unknown =>
      withApp({ sku: 'StandardV2', network: { existing: { virtualNetworkId: network, subnetIds } } });
    expect(build).toThrow(UserError);
    expect(build).toThrow('network.existing.subnetIds.containerApps is not set');
  });
});
