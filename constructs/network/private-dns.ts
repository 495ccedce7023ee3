import { PrivateDnsARecord } from '@cdktf/provider-azurerm/lib/private-dns-a-record';
import { PrivateDnsZone } from '@cdktf/provider-azurerm/lib/private-dns-zone';
import { PrivateDnsZoneVirtualNetworkLink } from '@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link';
import { Construct } from 'constructs';
import { creating, type OverrideProps } from '../override';
import type { IResourceGroup, Tags } from '../resource-group';

/** How long resolvers may keep a record, in seconds. */
const RECORD_TTL_SECONDS = 300;

/** Props of {@link PrivateDomain}. */
export interface PrivateDomainProps extends OverrideProps {
  readonly resourceGroup: IResourceGroup;
  readonly virtualNetworkId: string;
  /** Name of the zone, for instance `privatelink.blob.core.windows.net`. */
  readonly zone: string;
  /** Address every name in the zone resolves to. @default none: private endpoints write their own records */
  readonly ipAddress?: string;
  /** @default no tags */
  readonly tags?: Tags;
}

/** A DNS zone that only one virtual network sees. */
export class PrivateDomain extends Construct {
  readonly zone: PrivateDnsZone;
  readonly link: PrivateDnsZoneVirtualNetworkLink;
  /** There when the domain has an address. */
  readonly record: PrivateDnsARecord | undefined;

  constructor(scope: Construct, id: string, props: PrivateDomainProps) {
    super(scope, id);
    const { resourceGroup, virtualNetworkId, ipAddress, tags } = props;
    const created = creating(props.override);
    const resourceGroupName = resourceGroup.name;
    this.zone = created(new PrivateDnsZone(this, 'Resource', { name: props.zone, resourceGroupName, tags }));
    const zoneName = this.zone.name;
    this.link = created(
      new PrivateDnsZoneVirtualNetworkLink(this, 'link', {
        name: 'gateway',
        resourceGroupName,
        privateDnsZoneName: zoneName,
        virtualNetworkId,
        tags,
      }),
    );
    this.record =
      ipAddress === undefined
        ? undefined
        : created(
            new PrivateDnsARecord(this, 'record', {
              name: '*',
              resourceGroupName,
              zoneName,
              ttl: RECORD_TTL_SECONDS,
              records: [ipAddress],
              tags,
            }),
          );
  }
}
