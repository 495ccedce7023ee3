import {
  ApiManagement as AzurermApiManagement,
  type ApiManagementConfig,
} from '@cdktf/provider-azurerm/lib/api-management';
import type { Construct } from 'constructs';
import { ApiManagementBase, type ApiManagementBaseProps } from './api-management-base';
import type { IApiManagement } from './api-management-interface';
import { API_MANAGEMENT_SKUS, DEFAULT_SKU, type ApiManagementSku } from './api-management-sku';
import { CustomDomain, type CustomDomainOptions } from './custom-domain';
import type { GatewayNetwork } from '../network/gateway-network';
import { ExistingApiManagement, type ExistingApiManagementProps } from './existing-api-management';
import type { IResourceGroup, Tags } from '../resource-group';
import { checkRules, type Rule } from '../rules';

/** Who operates an API Management service, as Azure wants to know it. */
export interface Publisher {
  /** 1 to 100 characters; the developer portal shows it. */
  readonly name: string;
  /** Where Azure sends notices about the service. */
  readonly email: string;
}

/** Props of {@link ApiManagement}. */
export interface ApiManagementProps extends ApiManagementBaseProps {
  readonly resourceGroup: IResourceGroup;
  /** Name of the service and first part of its host name. Changing it re-creates the service. */
  readonly name: string;
  readonly publisher: Publisher;
  /** @default 'BasicV2'. Changing between v2 and the others re-creates the service. */
  readonly sku?: ApiManagementSku;
  /** The network it stands in. Changing or removing it re-creates the service. @default none */
  readonly network?: GatewayNetwork;
  /** The host name clients use. @default the one Azure gives */
  readonly customDomain?: CustomDomainOptions;
  /** @default no tags */
  readonly tags?: Tags;
}

const RULES: readonly Rule<ApiManagementProps>[] = [
  {
    id: 'apim-sku-consumption',
    prop: 'sku',
    when: ({ sku }) => (sku as string | undefined) === 'Consumption',
    message:
      'The Consumption SKU has no cache, no rate-limit-by-key policy and ends every request after 30 seconds, and the gateway needs all three.',
    fix: 'Use "BasicV2".',
  },
  {
    id: 'apim-sku-known',
    prop: 'sku',
    when: ({ sku }) => sku !== undefined && (sku as string) !== 'Consumption' && !API_MANAGEMENT_SKUS.includes(sku),
    message: `The SKU of API Management is one of ${API_MANAGEMENT_SKUS.join(', ')}.`,
    fix: 'Use "BasicV2" unless you need more.',
  },
  {
    id: 'publisher-name',
    prop: 'publisher',
    when: ({ publisher }) => !/^.{1,100}$/.test(publisher.name),
    message: 'The publisher name has 1 to 100 characters.',
    fix: 'Give the name of your team or company.',
  },
  {
    id: 'publisher-email',
    prop: 'publisher',
    when: ({ publisher }) => !/^[^\s@]+@[^\s@]+$/.test(publisher.email) || publisher.email.length > 100,
    message: 'The publisher e-mail is an e-mail address of at most 100 characters.',
    fix: 'Give an address that somebody reads.',
  },
];

/** An API Management service of this gateway alone. */
export class ApiManagement extends ApiManagementBase {
  readonly resource: AzurermApiManagement;
  /** There when a custom domain was given. */
  readonly customDomain?: CustomDomain;
  readonly isShared = false;

  /**
   * A service that is there already and may have other APIs. It is looked up and not changed; named values, fragments, APIs
   * and a logger are added to it. docs/existing-resources.md says what it needs.
   */
  static fromExisting(scope: Construct, id: string, props: ExistingApiManagementProps): IApiManagement {
    return new ExistingApiManagement(scope, id, props);
  }

  constructor(scope: Construct, id: string, props: ApiManagementProps) {
    super(scope, id, props);
    checkRules(this, props, RULES);
    const { resourceGroup, name, publisher, identity, network, customDomain, tags, sku = DEFAULT_SKU } = props;
    this.resource = this.created(
      new AzurermApiManagement(this, 'Resource', {
        name,
        resourceGroupName: resourceGroup.name,
        location: resourceGroup.location,
        publisherName: publisher.name,
        publisherEmail: publisher.email,
        skuName: `${sku}_1`,
        identity: { type: 'SystemAssigned, UserAssigned', identityIds: [identity.id] },
        ...(network === undefined ? {} : networkArguments(network)),
        tags,
      }),
    );
    if (customDomain !== undefined) {
      this.customDomain = new CustomDomain(this, 'custom-domain', {
        ...customDomain,
        apiManagementId: this.id,
        principalId: this.principalId,
        override: props.override,
      });
    }
  }

  get name(): string {
    return this.resource.name;
  }

  get id(): string {
    return this.resource.id;
  }

  get resourceGroupName(): string {
    return this.resource.resourceGroupName;
  }

  /** That of the custom domain when there is one. Everything that names the gateway takes it from here. */
  get gatewayUrl(): string {
    return this.customDomain?.url ?? this.resource.gatewayUrl;
  }

  get principalId(): string {
    return this.resource.identity.principalId;
  }
}

function networkArguments(
  network: GatewayNetwork,
): Pick<ApiManagementConfig, 'virtualNetworkType' | 'virtualNetworkConfiguration' | 'dependsOn'> {
  return {
    virtualNetworkType: network.placement.type,
    virtualNetworkConfiguration: { subnetId: network.subnetId('apiManagement') },
    dependsOn: network.apiManagementPrerequisites,
  };
}
