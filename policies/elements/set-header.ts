import type { XmlElement } from '../language/xml/node';
import { element, text } from './element';
import type { PolicyProps } from './element';

/** What {@link setHeader} takes. */
export interface SetHeaderProps extends PolicyProps {
  readonly name: string;
  /** @default override */
  readonly existsAction?: 'override' | 'skip' | 'append' | 'delete';
  /** None for `delete`; several become several lines of the headers that may not be joined, one list otherwise. */
  readonly values?: readonly string[];
}

/** Sets or removes a header of the message at hand (https://learn.microsoft.com/azure/api-management/set-header-policy). */
export function setHeader({ name, existsAction = 'override', values = [], id }: SetHeaderProps): XmlElement {
  return element(
    'set-header',
    { id, name, 'exists-action': existsAction },
    values.map((value) => element('value', {}, [text(value)])),
  );
}
