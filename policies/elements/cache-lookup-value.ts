import type { XmlElement } from '../language/xml/node';
import { element } from './element';
import type { PolicyProps } from './element';

/** What {@link cacheLookupValue} takes. */
export interface CacheLookupValueProps extends PolicyProps {
  readonly key: string;
  /** Set on a hit. */
  readonly variableName: string;
  /** Value of the variable on a miss. @default the variable is not created */
  readonly defaultValue?: string;
}

/** Reads a value from APIM's cache (https://learn.microsoft.com/azure/api-management/cache-lookup-value-policy). */
export function cacheLookupValue({ key, variableName, defaultValue, id }: CacheLookupValueProps): XmlElement {
  return element('cache-lookup-value', { id, key, 'variable-name': variableName, 'default-value': defaultValue });
}
