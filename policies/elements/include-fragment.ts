import type { XmlElement } from '../language/xml/node';
import { element } from './element';
import type { PolicyProps } from './element';

/** What {@link includeFragment} takes. */
export interface IncludeFragmentProps extends PolicyProps {
  /** Name of a policy fragment of the service. */
  readonly fragmentId: string;
}

/** Inserts the text of a policy fragment at this place (https://learn.microsoft.com/azure/api-management/include-fragment-policy). */
export function includeFragment({ fragmentId, id }: IncludeFragmentProps): XmlElement {
  return element('include-fragment', { 'fragment-id': fragmentId, id });
}
