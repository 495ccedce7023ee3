import type { XmlElement } from '../language/xml/node';
import { element } from './element';
import type { PolicyProps } from './element';

/** What {@link emitMetric} takes. */
export interface EmitMetricProps extends PolicyProps {
  /** Literal. */
  readonly name: string;
  /** Literal. @default 'API Management' */
  readonly namespace?: string;
  /** A number, or a policy expression that yields one. @default 1 */
  readonly value?: string;
  /** Names and values of 1 to 5 dimensions. A value may be a policy expression. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/**
 * Sends a custom metric to Application Insights (https://learn.microsoft.com/azure/api-management/emit-metric-policy). The
 * diagnostic of the API has to have metrics on.
 */
export function emitMetric({ id, name, namespace, value, dimensions }: EmitMetricProps): XmlElement {
  return element(
    'emit-metric',
    { id, name, value, namespace },
    Object.entries(dimensions).map(([dimension, content]) => element('dimension', { name: dimension, value: content })),
  );
}
