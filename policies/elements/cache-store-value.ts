import type { XmlElement } from '../language/xml/node';
import { element } from './element';
import type { PolicyProps } from './element';

/** What {@link cacheStoreValue} takes. */
export interface CacheStoreValueProps extends PolicyProps {
  readonly key: string;
  readonly value: string;
  /** Seconds, or an expression that yields them. */
  readonly durationSeconds: number | string;
}

/** Puts a value into APIM's cache, without waiting for it (https://learn.microsoft.com/azure/api-management/cache-store-value-policy). */
export function cacheStoreValue({ key, value, durationSeconds, id }: CacheStoreValueProps): XmlElement {
  return element('cache-store-value', { id, key, value, duration: durationSeconds });
}
