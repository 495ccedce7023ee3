import type { XmlElement } from '../language/xml/node';
import { element } from './element';
import type { PolicyProps } from './element';

/** What {@link rateLimitByKey} takes. */
export interface RateLimitByKeyProps extends PolicyProps {
  readonly calls: number;
  /** At most 300. One key has the same calls and period wherever it is used. */
  readonly renewalPeriodSeconds: number;
  /** The counter; keys are global in a service, so it carries the name of the limit. */
  readonly counterKey: string;
}

/** Refuses with 429 when a key was used too often (https://learn.microsoft.com/azure/api-management/rate-limit-by-key-policy). Not on the Consumption tier. */
export function rateLimitByKey({ calls, renewalPeriodSeconds, counterKey, id }: RateLimitByKeyProps): XmlElement {
  return element('rate-limit-by-key', {
    id,
    calls,
    'renewal-period': renewalPeriodSeconds,
    'counter-key': counterKey,
  });
}
