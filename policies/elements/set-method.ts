import type { XmlElement } from '../language/xml/node';
import { element, text } from './element';
import type { PolicyProps } from './element';

/** What {@link setMethod} takes. */
export interface SetMethodProps extends PolicyProps {
  /** HTTP method in capitals. */
  readonly method: string;
}

/** Sets the HTTP method of a request (https://learn.microsoft.com/azure/api-management/set-method-policy). */
export function setMethod({ method, id }: SetMethodProps): XmlElement {
  return element('set-method', { id }, [text(method)]);
}
