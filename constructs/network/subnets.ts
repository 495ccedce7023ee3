import { Subnet } from '@cdktf/provider-azurerm/lib/subnet';
import { SubnetNetworkSecurityGroupAssociation } from '@cdktf/provider-azurerm/lib/subnet-network-security-group-association';
import { NetworkSecurityGroup } from '@cdktf/provider-azurerm/lib/network-security-group';
import { NetworkSecurityRule } from '@cdktf/provider-azurerm/lib/network-security-rule';
import { VirtualNetwork } from '@cdktf/provider-azurerm/lib/virtual-network';
import { Construct } from 'constructs';
import type { Naming } from '../naming';
import { creating, type OverrideProps } from '../override';
import type { IResourceGroup, Tags } from '../resource-group';
import { eighthOf } from './address-space';
import type { NetworkPlacement } from './exposure';
import { apiManagementSecurityRules } from './security-rules';

/** What each subnet of a gateway is for. */
export type SubnetPurpose = 'apiManagement' | 'functions' | 'containerApps' | 'privateEndpoints';

/** Place of each subnet among the eighths of the address space; the upper half stays free. */
const EIGHTHS: Readonly<Record<SubnetPurpose, number>> = {
  apiManagement: 0,
  functions: 1,
  containerApps: 2,
  privateEndpoints: 3,
};

/** Last part of each subnet's name. Function apps take no subnet with an underscore in its name. */
const NAMES: Readonly<Record<SubnetPurpose, string>> = {
  apiManagement: 'api-management',
  functions: 'functions',
  containerApps: 'container-apps',
  privateEndpoints: 'private-endpoints',
};

/** What a delegated service may do with the subnet: Azure sets it, and Terraform has to agree. */
const DELEGATED_ACTIONS = {
  'Microsoft.App/environments': 'Microsoft.Network/virtualNetworks/subnets/join/action',
  'Microsoft.Web/serverFarms': 'Microsoft.Network/virtualNetworks/subnets/action',
  'Microsoft.Web/hostingEnvironments': 'Microsoft.Network/virtualNetworks/subnets/action',
} as const;

/** Props of {@link NewSubnets}. */
export interface NewSubnetsProps extends OverrideProps {
  readonly resourceGroup: IResourceGroup;
  readonly naming: Naming;
  /** IPv4 range of /16 to /24. */
  readonly addressSpace: string;
  /** How API Management stands in its subnet. */
  readonly placement: NetworkPlacement;
  /** @default no tags */
  readonly tags?: Tags;
}

/** A virtual network with a subnet for each part of a gateway. */
export class NewSubnets extends Construct {
  readonly virtualNetwork: VirtualNetwork;
  readonly subnets: Readonly<Record<SubnetPurpose, Subnet>>;
  readonly securityGroup: NetworkSecurityGroup;
  /** Azure ids of the subnets. */
  readonly subnetIds: Readonly<Record<SubnetPurpose, string>>;
  /** Rules of the group by name. */
  readonly securityRules: ReadonlyMap<string, NetworkSecurityRule>;
  /** API Management is refused in a subnet without it. */
  readonly securityGroupAssociation: SubnetNetworkSecurityGroupAssociation;

  constructor(scope: Construct, id: string, props: NewSubnetsProps) {
    super(scope, id);
    const { resourceGroup, naming, addressSpace, placement, tags } = props;
    const created = creating(props.override);
    const place = { resourceGroupName: resourceGroup.name, location: resourceGroup.location, tags };
    this.virtualNetwork = created(
      new VirtualNetwork(this, 'Resource', {
        ...place,
        name: naming.of('virtualNetwork'),
        addressSpace: [addressSpace],
      }),
    );
    const subnet = (purpose: SubnetPurpose, delegation: keyof typeof DELEGATED_ACTIONS | undefined): Subnet =>
      created(
        new Subnet(this, `subnet-${NAMES[purpose]}`, {
          name: naming.of('subnet', NAMES[purpose]),
          resourceGroupName: resourceGroup.name,
          virtualNetworkName: this.virtualNetwork.name,
          addressPrefixes: [eighthOf(addressSpace, EIGHTHS[purpose])],
          ...(delegation === undefined ? {} : { delegation: [delegationTo(delegation)] }),
        }),
      );
    this.subnets = {
      apiManagement: subnet('apiManagement', placement.delegation),
      functions: subnet('functions', 'Microsoft.App/environments'),
      containerApps: subnet('containerApps', 'Microsoft.App/environments'),
      privateEndpoints: subnet('privateEndpoints', undefined),
    };
    this.subnetIds = {
      apiManagement: this.subnets.apiManagement.id,
      functions: this.subnets.functions.id,
      containerApps: this.subnets.containerApps.id,
      privateEndpoints: this.subnets.privateEndpoints.id,
    };
    this.securityGroup = created(
      new NetworkSecurityGroup(this, 'security-group', {
        ...place,
        name: naming.of('networkSecurityGroup', NAMES.apiManagement),
      }),
    );
    const group = { resourceGroupName: resourceGroup.name, networkSecurityGroupName: this.securityGroup.name };
    this.securityRules = new Map(
      apiManagementSecurityRules(placement).map((rule) => [
        rule.name,
        created(new NetworkSecurityRule(this, `security-rule-${rule.name}`, { ...group, ...rule })),
      ]),
    );
    this.securityGroupAssociation = created(
      new SubnetNetworkSecurityGroupAssociation(this, 'security-group-association', {
        subnetId: this.subnetIds.apiManagement,
        networkSecurityGroupId: this.securityGroup.id,
      }),
    );
  }

  /** Azure id of the network. */
  get virtualNetworkId(): string {
    return this.virtualNetwork.id;
  }
}

function delegationTo(name: keyof typeof DELEGATED_ACTIONS): {
  name: string;
  serviceDelegation: { name: string; actions: string[] };
} {
  return { name: 'service', serviceDelegation: { name, actions: [DELEGATED_ACTIONS[name]] } };
}
