import type { ResolvedResource, ResolvedStack } from '../../stack/resolved-stack';
import { readAuthConfig, type BuiltInAuthentication } from '../built-in-authentication';
import { nestedBlock, requireText, resourcesOfType, textList } from '../stack-values';
import { readContainerEnvironment, type ContainerEnvironment } from './container-environment';
import { readContainerSecrets, type SecretReader } from './container-secrets';

/** A container app of the stack, as far as it matters on this machine. */
export interface ContainerApp {
  readonly resource: ResolvedResource;
  readonly name: string;
  readonly host: string;
  /** Port of the container that requests go to. */
  readonly targetPort: number;
  readonly image: string;
  /** Program and arguments in place of the image's; empty for the image's own. */
  readonly command: readonly string[];
  /** Arguments in place of the image's; empty for the image's own. */
  readonly args: readonly string[];
  readonly environment: ContainerEnvironment;
  /** Undefined lets everybody in. */
  readonly authentication: BuiltInAuthentication | undefined;
}

/**
 * Reads the container apps of a stack that take requests. An app without ingress has no part to play.
 * @throws Error naming the app and what Azure would refuse or the local gateway cannot play
 */
export function readContainerApps(stack: ResolvedStack, readSecret: SecretReader): readonly ContainerApp[] {
  return resourcesOfType(stack, 'azurerm_container_app').flatMap((resource) => {
    const ingress = nestedBlock(resource.attributes.ingress);
    if (ingress === undefined) return [];
    const container = onlyContainer(resource);
    const secrets = readContainerSecrets(resource, readSecret);
    return [
      {
        resource,
        name: requireText(resource, 'name'),
        host: String(ingress.fqdn),
        targetPort: targetPort(resource, ingress),
        image: String(container.image),
        command: textList(resource.address, 'template.container.command', container.command),
        args: textList(resource.address, 'template.container.args', container.args),
        environment: readContainerEnvironment(resource, container, secrets),
        authentication: authenticationOf(stack, resource),
      },
    ];
  });
}

/** Containers beside the first share its network here as little as they get requests: there is none to play. */
function onlyContainer(resource: ResolvedResource): Readonly<Record<string, unknown>> {
  const containers: unknown = nestedBlock(resource.attributes.template)?.container;
  const container = nestedBlock(containers);
  if (container === undefined || (Array.isArray(containers) && containers.length !== 1)) {
    const count = Array.isArray(containers) ? containers.length : 0;
    throw new Error(
      `${resource.address}: template.container holds ${count} containers; the local gateway plays apps of one. Name the backend's URL with --backend instead.`,
    );
  }
  if (typeof container.image !== 'string' || container.image === '') {
    throw new Error(`${resource.address}: template.container.image is not set. Name the image of the container.`);
  }
  return container;
}

function targetPort(resource: ResolvedResource, ingress: Readonly<Record<string, unknown>>): number {
  const { target_port: port, transport = 'auto' } = ingress;
  if (transport === 'tcp' || transport === 'http2') {
    throw new Error(
      `${resource.address}: ingress.transport is "${transport}"; the local gateway plays "auto" and "http". Correct it in the stack.`,
    );
  }
  if (typeof port !== 'number') {
    throw new Error(
      `${resource.address}: ingress.target_port is ${JSON.stringify(port) ?? 'not set'}; it must be the port the container listens on.`,
    );
  }
  return port;
}

/** `Microsoft.App/containerApps/authConfigs`, which azurerm has no resource for. */
function authenticationOf(stack: ResolvedStack, resource: ResolvedResource): BuiltInAuthentication | undefined {
  const appId = requireText(resource, 'id').toLowerCase();
  const config = resourcesOfType(stack, 'azapi_resource').find(
    ({ attributes }) =>
      String(attributes.type).startsWith('Microsoft.App/containerApps/authConfigs@') &&
      String(attributes.parent_id).toLowerCase() === appId,
  );
  if (config === undefined) return undefined;
  if (config.attributes.name !== 'current') {
    throw new Error(
      `${config.address}: name is ${JSON.stringify(config.attributes.name)}; the authentication of a container app is called "current".`,
    );
  }
  return readAuthConfig(config.address, nestedBlock(config.attributes.body)?.properties);
}
