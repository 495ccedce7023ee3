import type { ResolvedResource } from '../../stack/resolved-stack';
import { builtInAuthentication, type BuiltInAuthentication } from '../built-in-authentication';
import { nestedBlock } from '../stack-values';

/**
 * Reads `auth_settings_v2` of a function app: what checks requests before the Functions host sees them.
 * @returns undefined when everybody reaches the host
 * @throws Error naming the setting that the local gateway cannot honour
 */
export function readFunctionAuthentication(app: ResolvedResource): BuiltInAuthentication | undefined {
  const settings = nestedBlock(app.attributes.auth_settings_v2);
  if (settings === undefined || settings['auth_enabled'] !== true) return undefined;
  if (settings['require_authentication'] !== true) {
    throw new Error(
      `${app.address}: auth_settings_v2.require_authentication is ${JSON.stringify(settings['require_authentication']) ?? 'not set'}; the local gateway provides true. Correct it in the stack.`,
    );
  }
  const entra = nestedBlock(settings['active_directory_v2']);
  return builtInAuthentication(app.address, {
    clientId: entra?.['client_id'],
    openIdIssuer: entra?.['tenant_auth_endpoint'],
    allowedAudiences: entra?.['allowed_audiences'],
    allowedIdentities: entra?.['allowed_identities'],
    allowedApplications: entra?.['allowed_applications'],
    unauthenticatedClientAction: settings['unauthenticated_action'],
    excludedPaths: settings['excluded_paths'],
  });
}
