import {
  ApiManagement as AzurermApiManagement,
  type ApiManagementConfig,
} from '@cdktf/provider-azurerm/lib/api-management';
import { ApiManagementNamedValue } from '@cdktf/provider-azurerm/lib/api-management-named-value';
import { ApiManagementPolicyFragment } from '@cdktf/provider-azurerm/lib/api-management-policy-fragment';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import type { PolicyFragment } from '../policies/documents/document';
import { serialise } from '../policies/language/xml/serialise';
import { API_MANAGEMENT_SKUS, DEFAULT_SKU, type ApiManagementSku } from './api-management-sku';
import { CustomDomain, type CustomDomainOptions } from './custom-domain';
import type { GatewayNetwork } from './network/gateway-network';
import { creating, type CreatedBlock, type OverrideProps } from './override';
import { PolicyDependencies } from './policy-dependencies';
import type { ResourceGroup, Tags } from './resource-group';
import { lintAtSynth } from './policy-lint';
import { checkRules, type Rule } from './rules';
import { escapeTerraform } from './terraform-text';
import type { UserAssignedIdentity } from './user-assigned-identity';

/** Who operates an API Management service, as Azure wants to know it. */
export interface Publisher {
  /** 1 to 100 characters; the developer portal shows it. */
  readonly name: string;
  /** Where Azure sends notices about the service. */
  readonly email: string;
}

/** Props of {@link ApiManagement}. */
export interface ApiManagementProps extends OverrideProps {
  readonly resourceGroup: ResourceGroup;
  /** Name of the service and first part of its host name. Changing it re-creates the service. */
  readonly name: string;
  readonly publisher: Publisher;
  /** @default 'BasicV2'. Changing between v2 and the others re-creates the service. */
  readonly sku?: ApiManagementSku;
  /** The identity the gateway shows to other services, besides the system-assigned one. */
  readonly identity: UserAssignedIdentity;
  /** The network it stands in. Changing it re-creates the service. @default none */
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

/**
 * An API Management service, with the named values and fragments its policies refer to. Its stack is refused at synth
 * when a policy in it has a mistake.
 */
export class ApiManagement extends Construct {
  readonly resource: AzurermApiManagement;
  /** There when a custom domain was given. */
  readonly customDomain?: CustomDomain;
  /** What policies of this service can refer to. */
  readonly policyDependencies = new PolicyDependencies();
  private readonly created: <Resource extends CreatedBlock>(resource: Resource) => Resource;

  constructor(scope: Construct, id: string, props: ApiManagementProps) {
    super(scope, id);
    checkRules(this, props, RULES);
    lintAtSynth(this);
    const { resourceGroup, name, publisher, identity, network, customDomain, tags, sku = DEFAULT_SKU } = props;
    this.created = creating(props.override);
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

  /** Azure resource id. */
  get id(): string {
    return this.resource.id;
  }

  get resourceGroupName(): string {
    return this.resource.resourceGroupName;
  }

  /**
   * Public origin without trailing slash, for instance `https://apim-mcpgw-x1y2z3.azure-api.net`: that of the custom domain
   * when there is one. Everything that names the gateway takes it from here.
   */
  get gatewayUrl(): string {
    return this.customDomain?.url ?? this.resource.gatewayUrl;
  }

  /** Object id of the system-assigned identity. */
  get principalId(): string {
    return this.resource.identity.principalId;
  }

  /**
   * Adds a named value. Policies find it by this name, so the resource and the display name are the same.
   * @param value 1 to 4,096 characters without `"` and `\`, because it may stand in a C# string
   * @param options.secret true hides the value in the portal and in the plan
   */
  addNamedValue(name: string, value: string, options: { readonly secret?: boolean } = {}): ApiManagementNamedValue {
    const resource = this.created(
      new ApiManagementNamedValue(this, `named-value-${name}`, {
        apiManagementName: this.name,
        resourceGroupName: this.resourceGroupName,
        name,
        displayName: name,
        value,
        secret: options.secret ?? false,
      }),
    );
    this.policyDependencies.register('namedValue', name, resource);
    return resource;
  }

  /** Adds a policy fragment, after the named values it refers to. */
  addFragment(fragment: PolicyFragment): ApiManagementPolicyFragment {
    const resource = this.created(
      new ApiManagementPolicyFragment(this, `fragment-${fragment.name}`, {
        apiManagementId: this.id,
        name: fragment.name,
        description: fragment.description,
        format: 'rawxml',
        value: escapeTerraform(serialise(fragment.root)),
      }),
    );
    resource.dependsOn = Lazy.listValue(
      { produce: () => this.policyDependencies.addressesFor(fragment.root) },
      { omitEmpty: true },
    );
    this.policyDependencies.register('fragment', fragment.name, resource);
    return resource;
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
