import type { XmlElement } from '../language/xml/node';
import { element, text } from './element';
import type { PolicyProps } from './element';

/** What {@link setQueryParameter} takes. */
export interface SetQueryParameterProps extends PolicyProps {
  readonly name: string;
  /** @default override */
  readonly existsAction?: 'override' | 'skip' | 'append' | 'delete';
  /** None for `delete`; several repeat the parameter. */
  readonly values?: readonly string[];
}

/**
 * Sets or removes a query parameter of the request that goes to the backend
 * (https://learn.microsoft.com/azure/api-management/set-query-parameter-policy).
 */
export function setQueryParameter(props: SetQueryParameterProps): XmlElement {
  const { name, existsAction = 'override', values = [], id } = props;
  return element(
    'set-query-parameter',
    { id, name, 'exists-action': existsAction },
    values.map((value) => element('value', {}, [text(value)])),
  );
}
