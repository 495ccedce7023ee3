import type { ApiView } from '../expressions/policy-context';
import type { ApiModel } from './gateway-model';
import { RequestUrl } from './url-state';

/** What expressions see of an API, with the URL at which its backend is. */
export function apiView(api: ApiModel, serviceUrl: URL | undefined): ApiView {
  return {
    id: api.id,
    name: api.name,
    path: api.path,
    protocols: api.protocols,
    serviceUrl: serviceUrl === undefined ? null : RequestUrl.of(serviceUrl),
    revision: api.revision,
    isCurrentRevision: true,
    version: api.version,
    subscriptionKeyNames: api.subscriptionKeyNames,
  };
}
