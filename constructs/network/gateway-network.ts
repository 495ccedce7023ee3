import { PrivateEndpoint } from '@cdktf/provider-azurerm/lib/private-endpoint';
import { Token, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ApiManagementSku } from '../api-management/api-management-sku';
import type { Naming } from '../naming';
import { creating, type CreatedBlock, type OverrideProps } from '../override';
import type { IResourceGroup, Tags } from '../resource-group';
import { checkRules, type Rule } from '../rules';
import { UserError } from '../user-error';
import { isAddressSpace } from './address-space';
import { networkPlacement, skusWithNetwork, type GatewayExposure, type NetworkPlacement } from './exposure';
import { PrivateDomain } from './private-dns';
import { PRIVATE_LINKS, type PrivateLinkKind } from './private-link';
import { NewSubnets, type SubnetPurpose } from './subnets';

/** A virtual network that somebody else looks after. */
export interface ExistingNetwork {
  /** Azure id of the network, in the region of the gateway. */
  readonly virtualNetworkId: string;
  /**
   * Azure ids of its subnets. docs/private-network.md says what each needs; leave out that of what you do not deploy.
   */
  readonly subnetIds: Readonly<Pick<Record<SubnetPurpose, string>, 'apiManagement' | 'privateEndpoints'>> &
    Readonly<Partial<Record<SubnetPurpose, string>>>;
}

/** What a user says of the network of a gateway. */
export interface GatewayNetworkOptions {
  /** IPv4 range of /16 to /24; an eighth goes to each of four subnets. Changing it re-creates everything. @default '10.90.0.0/20' */
  readonly addressSpace?: string;
  /** Who reaches the gateway's endpoint. @default 'public': clients come from the internet, what is behind is private */
  readonly exposure?: GatewayExposure;
  /** Use this network instead of a new one. @default a new one */
  readonly existing?: ExistingNetwork;
  /** Azure ids of private DNS zones that are linked to the network already, by what they are for. @default new zones */
  readonly privateDnsZoneIds?: Readonly<Partial<Record<PrivateLinkKind, string>>>;
}

/** Props of {@link GatewayNetwork}. */
export interface GatewayNetworkProps extends GatewayNetworkOptions, OverrideProps {
  readonly resourceGroup: IResourceGroup;
  readonly naming: Naming;
  readonly sku: ApiManagementSku;
  /** @default no tags */
  readonly tags?: Tags;
}

const isAzureId = (type: string, id: string): boolean =>
  Token.isUnresolved(id) ||
  new RegExp(`^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.Network/${type}$`).test(id);

const RULES: readonly Rule<GatewayNetworkProps>[] = [
  {
    id: 'network-sku',
    prop: 'sku',
    when: ({ sku, exposure = 'public' }) =>
      skusWithNetwork(exposure).length > 0 && networkPlacement(sku, exposure) === undefined,
    message: `In a virtual network API Management runs as ${skusWithNetwork('public').join(', ')}, and with exposure "private" as ${skusWithNetwork('private').join(', ')}.`,
    fix: 'Use "StandardV2", the least expensive of them with a service level agreement; for exposure "private" use "PremiumV2".',
  },
  {
    id: 'network-exposure',
    prop: 'exposure',
    when: ({ exposure = 'public' }) => skusWithNetwork(exposure).length === 0,
    message: 'The endpoint of a gateway is reached from the internet, "public", or from its network, "private".',
    fix: 'Use "public" unless every client is in or connected to the network.',
  },
  {
    id: 'network-address-space',
    prop: 'addressSpace',
    when: ({ addressSpace }) => addressSpace !== undefined && !isAddressSpace(addressSpace),
    message: 'An address space is an IPv4 range of /16 to /24 that begins at its first address.',
    fix: 'Write it like "10.90.0.0/20".',
  },
  {
    id: 'network-address-space-existing',
    prop: 'addressSpace',
    when: ({ addressSpace, existing }) => addressSpace !== undefined && existing !== undefined,
    message: 'An existing network has its address space already.',
    fix: 'Leave addressSpace out, or existing.',
  },
  {
    id: 'network-existing-ids',
    prop: 'existing',
    when: ({ existing }) =>
      existing !== undefined &&
      !(
        isAzureId('virtualNetworks/[^/]+', existing.virtualNetworkId) &&
        Object.values(existing.subnetIds).every((id) => isAzureId('virtualNetworks/[^/]+/subnets/[^/]+', id))
      ),
    message: 'A network and its subnets are named by their Azure ids.',
    fix: 'Write "/subscriptions/.../resourceGroups/.../providers/Microsoft.Network/virtualNetworks/<name>", and "/subnets/<name>" behind it for a subnet.',
  },
  {
    id: 'network-dns-zone-ids',
    prop: 'privateDnsZoneIds',
    when: ({ privateDnsZoneIds = {} }) =>
      Object.entries(privateDnsZoneIds).some(
        ([kind, id]) => !(kind in PRIVATE_LINKS) || !isAzureId('privateDnsZones/[^/]+', id),
      ),
    message: `A private DNS zone is named by its Azure id, and is for one of ${Object.keys(PRIVATE_LINKS).join(', ')}.`,
    fix: 'Write "/subscriptions/.../resourceGroups/.../providers/Microsoft.Network/privateDnsZones/<zone>".',
  },
];

/**
 * The virtual network of a gateway. API Management, function apps and container apps reach out through their subnets;
 * data services are reached by private endpoints alone.
 */
export class GatewayNetwork extends Construct {
  /** How API Management stands in the network. */
  readonly placement: NetworkPlacement;
  /** The network and subnets that were made; undefined for an existing network. */
  readonly made?: NewSubnets;
  /** Private DNS zones by what they are for; those that exist already are not here. */
  readonly domains = new Map<string, PrivateDomain>();
  /** Private endpoints by name, for instance `store-cosmos`. */
  readonly privateEndpoints = new Map<string, PrivateEndpoint>();
  private readonly network: ExistingNetwork;
  private readonly created: <Resource extends CreatedBlock>(resource: Resource) => Resource;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: GatewayNetworkProps,
  ) {
    super(scope, id);
    checkRules(this, props, RULES);
    const { sku, exposure = 'public', existing } = props;
    this.created = creating(props.override);
    const placement = networkPlacement(sku, exposure);
    if (placement === undefined) throw new TypeError(`${sku} has no place in a network.`);
    this.placement = placement;
    if (existing === undefined) {
      const { resourceGroup, naming, addressSpace = '10.90.0.0/20', override, tags } = props;
      const shared = { resourceGroup, naming, override, tags };
      this.made = new NewSubnets(this, 'subnets', { ...shared, addressSpace, placement });
      this.network = this.made;
    } else {
      this.network = existing;
    }
  }

  get virtualNetworkId(): string {
    return this.network.virtualNetworkId;
  }

  /**
   * Azure id of a subnet.
   * @throws UserError when an existing network was given without it
   */
  subnetId(purpose: SubnetPurpose): string {
    const id = this.network.subnetIds[purpose];
    if (id !== undefined) return id;
    throw new UserError(
      `${this.node.path}: network.existing.subnetIds.${purpose} is not set, and something of this gateway needs that subnet. Give its Azure id; docs/private-network.md says what the subnet needs. [network-subnet-missing]`,
    );
  }

  /** What has to be there before API Management goes into its subnet, where this construct makes it. */
  get apiManagementPrerequisites(): ITerraformDependable[] | undefined {
    const { made } = this;
    return made === undefined ? undefined : [made.securityGroupAssociation, ...made.securityRules.values()];
  }

  /**
   * Makes a service reachable from the network under its public name.
   * @param part what it is for, unique with the kind, for instance `store`
   * @param resourceId Azure id of the service
   */
  addPrivateEndpoint(kind: PrivateLinkKind, part: string, resourceId: string): PrivateEndpoint {
    const { resourceGroup, naming, tags } = this.props;
    const name = `${part}-${kind.toLowerCase()}`;
    const zone = this.zoneOf(kind);
    const endpoint = this.created(
      new PrivateEndpoint(this, `endpoint-${name}`, {
        name: naming.of('privateEndpoint', name),
        resourceGroupName: resourceGroup.name,
        location: resourceGroup.location,
        subnetId: this.subnetId('privateEndpoints'),
        privateServiceConnection: {
          name,
          isManualConnection: false,
          privateConnectionResourceId: resourceId,
          subresourceNames: [PRIVATE_LINKS[kind].subresource],
        },
        privateDnsZoneGroup: { name: 'default', privateDnsZoneIds: [zone.id] },
        tags,
        // Whoever waits for the endpoint can resolve its name too.
        dependsOn: zone.dependencies,
      }),
    );
    this.privateEndpoints.set(name, endpoint);
    return endpoint;
  }

  /**
   * Makes every name in a domain resolve to one address of the network, as an internal Container Apps environment needs.
   * @param part what it is for, for instance `container-apps`
   */
  addPrivateDomain(part: string, zone: string, ipAddress: string): PrivateDomain {
    return this.addDomain(part, zone, ipAddress);
  }

  private zoneOf(kind: PrivateLinkKind): { readonly id: string; readonly dependencies?: ITerraformDependable[] } {
    const existing = this.props.privateDnsZoneIds?.[kind];
    if (existing !== undefined) return { id: existing };
    const { zone, link } = this.domains.get(kind) ?? this.addDomain(kind, PRIVATE_LINKS[kind].zone);
    return { id: zone.id, dependencies: [link] };
  }

  private addDomain(part: string, zone: string, ipAddress?: string): PrivateDomain {
    const { resourceGroup, override, tags } = this.props;
    const { virtualNetworkId } = this;
    const domain = new PrivateDomain(this, `domain-${part}`, {
      resourceGroup,
      virtualNetworkId,
      zone,
      ipAddress,
      override,
      tags,
    });
    this.domains.set(part, domain);
    return domain;
  }
}
