import { StackError } from '../stack/stack-error';
import type { GatewayModel } from './gateway-model';

/**
 * Finds the API each `--backend NAME=URL` means, by its name or its path. Other APIs in front of the same service URL go
 * with it, unless they have a `--backend` of their own.
 * @returns the URL to dial, by API id
 * @throws StackError naming the APIs there are, when a name is none of them, and for a URL that is not absolute
 */
export function pinnedBackends(
  model: GatewayModel,
  backends: Readonly<Record<string, string>>,
): ReadonlyMap<string, URL> {
  const pinned = new Map<string, URL>();
  const byServiceUrl = new Map<string, URL>();
  const problems: string[] = [];
  for (const [name, url] of Object.entries(backends)) {
    const wanted = name.replace(/^\/+|\/+$/g, '').toLowerCase();
    const api = model.apis.find(
      ({ id, path }) => id.toLowerCase() === wanted || (path !== '' && path.toLowerCase() === wanted),
    );
    if (api === undefined) {
      const known = model.apis.map(({ id, path }) => (path === '' ? id : `${id} (/${path})`)).join(', ');
      problems.push(`--backend ${name}=${url}: there is no API of that name or path. There is ${known || 'none'}.`);
    } else if (!URL.canParse(url) || !/^https?:/i.test(url)) {
      problems.push(`--backend ${name}=${url}: the URL must be an absolute http URL.`);
    } else {
      pinned.set(api.id, new URL(url));
      if (api.serviceUrl !== undefined) byServiceUrl.set(api.serviceUrl, new URL(url));
    }
  }
  if (problems.length > 0) throw new StackError(problems);
  for (const { id, serviceUrl = '' } of model.apis) {
    const url = byServiceUrl.get(serviceUrl);
    if (url !== undefined && !pinned.has(id)) pinned.set(id, url);
  }
  return pinned;
}
