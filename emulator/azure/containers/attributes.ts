import { createHash } from 'node:crypto';
import { azureResourceId, identityBlock } from '../managed-identity/principals';
import { argumentText, nestedBlock } from '../stack-values';
import type { ArgumentReader, ComputedAttributes } from '../stand-in';

/** The attributes Azure computes for Container Apps. */
export const CONTAINER_ATTRIBUTES: Readonly<Record<string, ComputedAttributes>> = {
  azurerm_container_app_environment: {
    id: environmentId,
    default_domain: (environment) => defaultDomain(environmentId(environment)),
    static_ip_address: () => '127.0.0.1',
    custom_domain_verification_id: (environment) => digest(environmentId(environment)).toUpperCase(),
    docker_bridge_cidr: () => '',
    platform_reserved_cidr: () => '',
    platform_reserved_dns_ip_address: () => '',
  },
  azurerm_container_app: {
    id: (app) => azureResourceId(argumentText(app, 'resource_group_name'), `Microsoft.App/containerApps/${name(app)}`),
    identity: identityBlock,
    ingress: (app) => {
      const ingress = nestedBlock(app.argument('ingress'));
      return ingress === undefined ? [] : [{ ...ingress, fqdn: host(app, name(app)) }];
    },
    latest_revision_name: (app) => `${name(app)}--local`,
    latest_revision_fqdn: (app) =>
      nestedBlock(app.argument('ingress')) === undefined ? '' : host(app, `${name(app)}--local`),
    outbound_ip_addresses: () => ['127.0.0.1'],
    custom_domain_verification_id: (app) => digest(name(app)).toUpperCase(),
    location: () => 'local',
  },
};

/** Public host of an app or a revision of it. Azure puts `internal` into the name of what is reachable inside its environment alone. */
function host(app: ArgumentReader, label: string): string {
  const isExternal = nestedBlock(app.argument('ingress'))?.external_enabled === true;
  return `${label}${isExternal ? '' : '.internal'}.${defaultDomain(argumentText(app, 'container_app_environment_id'))}`;
}

/** Azure makes up a name, a suffix and the region; here the region is `local`, because an app knows only its environment's id. */
function defaultDomain(id: string): string {
  return `environment-${digest(id.toLowerCase()).slice(0, 8)}.local.azurecontainerapps.io`;
}

function environmentId(environment: ArgumentReader): string {
  return azureResourceId(
    argumentText(environment, 'resource_group_name'),
    `Microsoft.App/managedEnvironments/${name(environment)}`,
  );
}

function name(resource: ArgumentReader): string {
  return argumentText(resource, 'name');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
