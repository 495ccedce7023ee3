import type { XmlElement } from '../language/xml/node';
import { element } from './element';
import type { PolicyProps } from './element';

/** What {@link cacheRemoveValue} takes. */
export interface CacheRemoveValueProps extends PolicyProps {
  readonly key: string;
}

/** Removes a value from APIM's cache (https://learn.microsoft.com/azure/api-management/cache-remove-value-policy). */
export function cacheRemoveValue({ key, id }: CacheRemoveValueProps): XmlElement {
  return element('cache-remove-value', { id, key });
}
