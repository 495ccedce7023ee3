import { ContainerAppEnvironment } from '@cdktf/provider-azurerm/lib/container-app-environment';
import { Construct } from 'constructs';
import { creating, type OverrideProps } from '../override';
import type { GatewayNetwork } from '../network/gateway-network';
import type { IResourceGroup, Tags } from '../resource-group';

/** Name of the workload profile that apps run in: pay per second, scaled to zero, no machines to choose. */
export const CONSUMPTION_PROFILE = 'Consumption';

/** Props of {@link ContainerAppsEnvironment}. */
export interface ContainerAppsEnvironmentProps extends OverrideProps {
  readonly resourceGroup: IResourceGroup;
  /** Changing it re-creates the environment with everything in it. */
  readonly name: string;
  /** Azure id of the Log Analytics workspace that the output of containers goes to. */
  readonly workspaceId: string;
  /**
   * The network it stands in, and is reached from alone. Changing it re-creates the environment.
   * @default a public address, where built-in authentication keeps strangers out
   */
  readonly network?: GatewayNetwork;
  /** @default no tags */
  readonly tags?: Tags;
}

/** Where the container apps of a gateway run. One is enough for all of them. */
export class ContainerAppsEnvironment extends Construct {
  readonly resource: ContainerAppEnvironment;

  constructor(scope: Construct, id: string, props: ContainerAppsEnvironmentProps) {
    super(scope, id);
    const { resourceGroup, name, workspaceId, network, tags, override } = props;
    this.resource = creating(override)(
      new ContainerAppEnvironment(this, 'Resource', {
        name,
        resourceGroupName: resourceGroup.name,
        location: resourceGroup.location,
        logsDestination: 'log-analytics',
        logAnalyticsWorkspaceId: workspaceId,
        workloadProfile: [{ name: CONSUMPTION_PROFILE, workloadProfileType: 'Consumption' }],
        ...(network === undefined
          ? {}
          : { infrastructureSubnetId: network.subnetId('containerApps'), internalLoadBalancerEnabled: true }),
        tags,
        // Azure chooses this group itself, and azurerm would re-create the environment each time to have none.
        lifecycle: { ignoreChanges: ['infrastructure_resource_group_name'] },
      }),
    );
    network?.addPrivateDomain('container-apps', this.resource.defaultDomain, this.resource.staticIpAddress);
  }

  /** Azure resource id. */
  get id(): string {
    return this.resource.id;
  }
}
