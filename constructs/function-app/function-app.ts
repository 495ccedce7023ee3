import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FunctionAppFlexConsumption } from '@cdktf/provider-azurerm/lib/function-app-flex-consumption';
import type { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { ServicePlan } from '@cdktf/provider-azurerm/lib/service-plan';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { FUNCTION_NODE_VERSION, FUNCTION_SOURCES, writeFunctionPackage } from './function-package';
import { FunctionStorage } from './function-storage';
import { functionAuthSettings, type GatewayAuthentication } from '../backends/gateway-authentication';
import type { Naming } from '../naming';
import type { GatewayNetwork } from '../network/gateway-network';
import { creating, type OverrideProps } from '../override';
import type { IResourceGroup, Tags } from '../resource-group';
import { checkRules, type Rule } from '../rules';
import { UserAssignedIdentity } from '../user-assigned-identity';

/** A blob container that functions keep data in, and the app settings that tell them where it is. */
export interface FunctionBlobContainer {
  /** 3 to 63 lower-case letters, digits and single hyphens. Changing it loses the data. */
  readonly name: string;
  /** App setting that gets the blob endpoint of the storage account. */
  readonly endpointSetting: string;
  /** App setting that gets the name of the container. */
  readonly nameSetting: string;
}

/** Props of {@link FunctionApp}. */
export interface FunctionAppProps extends OverrideProps {
  readonly resourceGroup: IResourceGroup;
  readonly naming: Naming;
  /** What the app is for, part of its names. Changing it re-creates the app and loses its data. */
  readonly name: string;
  /** Folder with host.json, package.json and src/index.ts, relative to the working directory. */
  readonly code: string;
  /** Containers the functions may read and write with their system-assigned identity. @default none */
  readonly containers?: readonly FunctionBlobContainer[];
  /**
   * Whom built-in authentication in front of the app lets in; the host behind it then asks for no key.
   * @default everybody reaches the host, which asks for its keys
   */
  readonly admits?: GatewayAuthentication;
  /** Where the app sends telemetry. @default nowhere */
  readonly applicationInsightsConnectionString?: string;
  /** The network it reaches out through, to its storage by private endpoints. @default the internet */
  readonly network?: GatewayNetwork;
  /** @default no tags */
  readonly tags?: Tags;
}

const RULES: readonly Rule<FunctionAppProps>[] = [
  {
    id: 'function-code-files',
    prop: 'code',
    when: ({ code }) => !FUNCTION_SOURCES.every((file) => existsSync(join(resolve(code), file))),
    message: `A folder with functions holds ${FUNCTION_SOURCES.join(', ')}.`,
    fix: 'Give the path of that folder, relative to where you run the command.',
  },
  {
    id: 'function-container-name',
    prop: 'containers',
    when: ({ containers = [] }) =>
      containers.some(({ name }) => !/^[a-z0-9](?:-?[a-z0-9]){2,62}$/.test(name) || name === 'deployment'),
    message:
      'A container name has 3 to 63 lower-case letters, digits and single hyphens; "deployment" is taken by the package.',
    fix: 'Choose another name.',
  },
];

/**
 * A function app on the Flex Consumption plan with its storage, bundled from source at synth. It fetches its package
 * and keeps its locks by a user-assigned identity, which has its roles before the app exists; the functions themselves
 * use the system-assigned identity, which has roles on their containers only.
 */
export class FunctionApp extends Construct {
  readonly identity: UserAssignedIdentity;
  readonly storage: FunctionStorage;
  readonly plan: ServicePlan;
  readonly package: TerraformAsset;
  readonly resource: FunctionAppFlexConsumption;

  constructor(scope: Construct, id: string, props: FunctionAppProps) {
    super(scope, id);
    checkRules(this, props, RULES);
    const { resourceGroup, naming, name, code, containers = [], network, override, tags } = props;
    const created = creating(override);
    const place = { resourceGroupName: resourceGroup.name, location: resourceGroup.location, tags };

    this.identity = new UserAssignedIdentity(this, 'identity', {
      resourceGroup,
      name: naming.of('userAssignedIdentity', name),
      override,
      tags,
    });
    this.storage = new FunctionStorage(this, 'storage', {
      resourceGroup,
      accountName: naming.of('storageAccount', name),
      ...(network === undefined ? {} : { network: { network, part: name } }),
      override,
      tags,
    });
    const hostRoles = this.grantHost();
    const dataContainers = containers.map(({ name: container }) => this.storage.addContainer(container));
    this.plan = created(
      new ServicePlan(this, 'plan', {
        ...place,
        name: naming.of('servicePlan', name),
        osType: 'Linux',
        skuName: 'FC1',
      }),
    );
    this.package = new TerraformAsset(this, 'package', {
      path: writeFunctionPackage(resolve(code), props.admits === undefined ? 'system-key' : 'anonymous'),
      type: AssetType.FILE,
    });
    this.resource = created(
      new FunctionAppFlexConsumption(this, 'Resource', {
        ...place,
        name: naming.of('functionApp', name),
        servicePlanId: this.plan.id,
        runtimeName: 'node',
        runtimeVersion: FUNCTION_NODE_VERSION,
        instanceMemoryInMb: 2048,
        maximumInstanceCount: 40,
        httpsOnly: true,
        identity: { type: 'SystemAssigned, UserAssigned', identityIds: [this.identity.id] },
        storageContainerType: 'blobContainer',
        storageContainerEndpoint: `${this.storage.blobEndpoint}${this.storage.deploymentContainer.name}`,
        storageAuthenticationType: 'UserAssignedIdentity',
        storageUserAssignedIdentityId: this.identity.id,
        siteConfig: { applicationInsightsConnectionString: props.applicationInsightsConnectionString },
        appSettings: { ...this.hostStorageSettings(), ...this.containerSettings(containers) },
        zipDeployFile: this.package.path,
        ...(props.admits === undefined ? {} : { authSettingsV2: functionAuthSettings(props.admits) }),
        ...(network === undefined ? {} : { virtualNetworkSubnetId: network.subnetId('functions') }),
        dependsOn: [...hostRoles, ...this.storage.privateEndpoints],
      }),
    );
    for (const container of dataContainers) {
      this.storage.grant(
        `app-${container.node.id}`,
        this.resource.identity.principalId,
        'Storage Blob Data Contributor',
        container.id,
      );
    }
  }

  get name(): string {
    return this.resource.name;
  }

  /** Azure resource id. */
  get id(): string {
    return this.resource.id;
  }

  /** Public origin of the app, without trailing slash. */
  get origin(): string {
    return `https://${this.resource.defaultHostname}`;
  }

  private grantHost(): RoleAssignment[] {
    const { storage, identity } = this;
    return [
      storage.grant('host-blobs', identity.principalId, 'Storage Blob Data Owner', storage.account.id),
      storage.grant('host-queues', identity.principalId, 'Storage Queue Data Contributor', storage.account.id),
      storage.grant('host-tables', identity.principalId, 'Storage Table Data Contributor', storage.account.id),
    ];
  }

  private hostStorageSettings(): Record<string, string> {
    return {
      // azurerm writes a connection string without a key here, whatever the authentication type (azurerm issue 29693).
      AzureWebJobsStorage: '',
      AzureWebJobsStorage__accountName: this.storage.account.name,
      AzureWebJobsStorage__credential: 'managedidentity',
      AzureWebJobsStorage__clientId: this.identity.clientId,
    };
  }

  private containerSettings(containers: readonly FunctionBlobContainer[]): Record<string, string> {
    return Object.fromEntries(
      containers.flatMap(({ name, endpointSetting, nameSetting }) => [
        [endpointSetting, this.storage.blobEndpoint],
        [nameSetting, name],
      ]),
    );
  }
}
