import {
  ContainerApp as AzurermContainerApp,
  type ContainerAppTemplateContainer,
} from '@cdktf/provider-azurerm/lib/container-app';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { Construct } from 'constructs';
import { ARM_TYPES } from '../azapi/arm-types';
import { AzapiResource } from '../azapi/resource';
import { CONTAINER_APP_RULES, checkedContainerApp, replicasAtMost, type CONTAINER_CPUS } from './container-app-rules';
import { CONSUMPTION_PROFILE } from './container-apps-environment';
import { storeContainerSecrets, type ContainerSecret } from './container-secrets';
import { BackendApplication } from '../backends/backend-application';
import { containerAuthConfig, gatewayAuthentication } from '../backends/gateway-authentication';
import { addLocalProgram, type LocalProgram } from '../backends/local-program';
import type { IMcpGateway } from '../mcp-gateway-interface';
import { creating, type CreatedBlock, type OverrideProps } from '../override';
import { checkRules } from '../rules';
import type { SecretValue } from '../secret';
import { UserAssignedIdentity, type IUserAssignedIdentity } from '../user-assigned-identity';

/** What runs in a container, and how. */
export interface ContainerSettings {
  /** Image with a tag other than `latest`, or a digest, for instance `ghcr.io/owner/server:v1.2.3`. */
  readonly image: string;
  /** Azure id of the Container Registry the image comes from; the app may then pull from it. @default the image is public */
  readonly registryId?: string;
  /** Port the server listens on, at all addresses of the container. @default 8080 */
  readonly port?: number;
  /** Program to start instead of the image's. @default the image's */
  readonly command?: readonly string[];
  /** Arguments instead of the image's. @default the image's */
  readonly args?: readonly string[];
  /** Environment variables that everybody may read. @default none */
  readonly env?: Readonly<Record<string, string>>;
  /** Environment variables with secrets, which stay in the gateway's Key Vault. @default none */
  readonly secrets?: Readonly<Record<string, SecretValue>>;
  /**
   * What it reads its secrets and pulls its image with: an identity of yours that may read secrets of another vault, for one.
   * @default an identity of its own
   */
  readonly identity?: IUserAssignedIdentity;
  /** vCPUs of a replica; it has twice as many GiB of memory. @default 0.25 */
  readonly cpu?: (typeof CONTAINER_CPUS)[number];
  /** Path that answers a GET with 200 while the server is well. @default none: a connection to the port is enough */
  readonly healthPath?: string;
  /** Whether any replica can answer any request, because the server keeps nothing between two. @default false */
  readonly stateless?: boolean;
  /** Replicas while nobody calls; 0 costs nothing, and the next caller waits for a start. @default 0 when stateless, else 1 */
  readonly minReplicas?: number;
  /** Replicas at most; more than 1 only when stateless. @default 3 when stateless, else 1 */
  readonly maxReplicas?: number;
  /** What runs in its place on this machine. @default what the local gateway knows of the image */
  readonly local?: LocalProgram;
}

/** Props of {@link ContainerApp}. */
export interface ContainerAppProps extends ContainerSettings, OverrideProps {
  readonly gateway: IMcpGateway;
  /** What the app is for, part of its names. Changing it re-creates the app. */
  readonly name: string;
}

/** A container app that lets in the gateway and nobody else, in the environment that the gateway's apps share. */
export class ContainerApp extends Construct {
  /** What it reads its secrets and pulls its image with. */
  readonly identity: IUserAssignedIdentity;
  readonly secrets: readonly ContainerSecret[];
  /** Lets it pull its image; undefined for a public image. */
  readonly registryRole: RoleAssignment | undefined;
  readonly resource: AzurermContainerApp;
  /** Whom the gateway's tokens for it are for. */
  readonly application: BackendApplication;
  /** Built-in authentication in front of it. */
  readonly authentication: AzapiResource;

  constructor(scope: Construct, id: string, props: ContainerAppProps) {
    super(scope, id);
    checkRules(this, checkedContainerApp(props), CONTAINER_APP_RULES);
    const { gateway, name, override, stateless = false } = props;
    const created = creating(override);
    const { resourceGroup, naming, tags } = gateway;

    this.identity =
      props.identity ??
      new UserAssignedIdentity(this, 'identity', {
        resourceGroup,
        name: naming.of('userAssignedIdentity', name),
        override,
        tags,
      });
    this.secrets = storeContainerSecrets(props.secrets ?? {}, { gateway, identity: this.identity, prefix: name });
    this.registryRole = this.pullRole(props, created);
    const port = props.port ?? 8080;
    this.resource = created(
      new AzurermContainerApp(this, 'Resource', {
        name: naming.of('containerApp', name),
        resourceGroupName: resourceGroup.name,
        containerAppEnvironmentId: gateway.containerAppsEnvironment.id,
        workloadProfileName: CONSUMPTION_PROFILE,
        revisionMode: 'Single',
        identity: { type: 'UserAssigned', identityIds: [this.identity.id] },
        secret: unlessEmpty(
          this.secrets.map(({ name: secretName, keyVaultSecretId }) => ({
            name: secretName,
            keyVaultSecretId,
            identity: this.identity.id,
          })),
        ),
        registry:
          this.registryRole === undefined ? undefined : [{ server: host(props.image), identity: this.identity.id }],
        ingress: {
          // Reachable beyond the environment: within a network from there alone, else from everywhere, after authentication.
          externalEnabled: true,
          allowInsecureConnections: false,
          targetPort: port,
          trafficWeight: [{ latestRevision: true, percentage: 100 }],
        },
        template: {
          minReplicas: props.minReplicas ?? (stateless ? 0 : 1),
          maxReplicas: replicasAtMost(props.maxReplicas, stateless),
          container: [this.container(props, port)],
        },
        tags,
        dependsOn: unlessEmpty([
          ...this.secrets.flatMap(({ readable }) => readable),
          ...(this.registryRole === undefined ? [] : [this.registryRole]),
        ]),
      }),
    );
    addLocalProgram(this.resource, props.local);
    this.application = new BackendApplication(this, 'application', { gateway, name, override });
    this.authentication = created(
      new AzapiResource(this, 'authentication', {
        type: ARM_TYPES.containerAppAuthentication,
        // The only name Azure takes.
        name: 'current',
        parentId: this.resource.id,
        body: containerAuthConfig(gatewayAuthentication(gateway, this.application)),
      }),
    );
  }

  /** Origin of the app, without trailing slash. */
  get origin(): string {
    return `https://${this.resource.ingress.fqdn}`;
  }

  private pullRole(
    { registryId }: ContainerAppProps,
    created: <Resource extends CreatedBlock>(resource: Resource) => Resource,
  ): RoleAssignment | undefined {
    if (registryId === undefined) return undefined;
    return created(
      new RoleAssignment(this, 'role-pull', {
        scope: registryId,
        roleDefinitionName: 'AcrPull',
        principalId: this.identity.principalId,
        principalType: 'ServicePrincipal',
      }),
    );
  }

  private container(props: ContainerAppProps, port: number): ContainerAppTemplateContainer {
    const { name, image, command, args, env = {}, healthPath, cpu = 0.25 } = props;
    const check = healthPath === undefined ? { transport: 'TCP', port } : { transport: 'HTTP', port, path: healthPath };
    return {
      name,
      image,
      command: command === undefined ? undefined : [...command],
      args: args === undefined ? undefined : [...args],
      cpu,
      memory: `${cpu * 2}Gi`,
      env: unlessEmpty([
        ...Object.entries(env).map(([variable, value]) => ({ name: variable, value })),
        ...this.secrets.map(({ variable, name: secretName }) => ({ name: variable, secretName })),
      ]),
      // A hundred seconds to start, then half a minute of silence until it is started anew.
      startupProbe: [{ ...check, intervalSeconds: 10, timeout: 5, failureCountThreshold: 10 }],
      livenessProbe: [{ ...check, intervalSeconds: 10, timeout: 5, failureCountThreshold: 3 }],
    };
  }
}

/** A list of blocks; the file says nothing of none. */
function unlessEmpty<Block>(blocks: Block[]): Block[] | undefined {
  return blocks.length === 0 ? undefined : blocks;
}

/** Host of an image's registry. */
function host(image: string): string {
  return image.slice(0, image.indexOf('/'));
}
