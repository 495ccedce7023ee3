import type { XmlElement } from '../language/xml/node';
import { element } from './element';
import type { PolicyProps } from './element';

/** What {@link setStatus} takes. */
export interface SetStatusProps extends PolicyProps {
  /** HTTP status, or an expression that yields it. */
  readonly code: number | string;
  /** Reason phrase. */
  readonly reason: string;
}

/** Sets the status of the response (https://learn.microsoft.com/azure/api-management/set-status-policy). */
export function setStatus({ code, reason, id }: SetStatusProps): XmlElement {
  return element('set-status', { id, code, reason });
}
