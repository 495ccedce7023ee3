import type { Resolution } from '../stack/resolve-stack';
import type { ResolvedStack } from '../stack/resolved-stack';

/**
 * A gateway with a host name of its own has one name here all the same, `http://localhost:<port>`: wherever the stack says
 * `https://<host>`, the local origin stands instead, so that clients, redirect URIs and token issuers agree.
 * @param origin of the local gateway, without trailing slash
 */
export function withLocalOrigin(resolution: Resolution, origin: string): Resolution {
  const hosts = customHosts(resolution.stack);
  if (hosts.length === 0) return resolution;
  const names = hosts.map((host) => host.replaceAll('.', '\\.')).join('|');
  const publicOrigin = new RegExp(`https://(?:${names})(?![\\w.-])`, 'gi');
  return renamed(resolution, (text) => text.replace(publicOrigin, () => origin));
}

/** Host names of the gateway endpoint, without those of the portals. */
function customHosts(stack: ResolvedStack): readonly string[] {
  return stack.resources
    .filter(({ type }) => type === 'azurerm_api_management_custom_domain')
    .flatMap(({ attributes }) => [attributes.gateway ?? []].flat())
    .flatMap((gateway: unknown) =>
      typeof gateway === 'object' && gateway !== null && 'host_name' in gateway ? [String(gateway.host_name)] : [],
    );
}

function renamed<T>(value: T, rename: (text: string) => string): T;
function renamed(value: unknown, rename: (text: string) => string): unknown {
  if (typeof value === 'string') return rename(value);
  if (Array.isArray(value)) return value.map((item: unknown) => renamed(item, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renamed(item, rename)]));
}
