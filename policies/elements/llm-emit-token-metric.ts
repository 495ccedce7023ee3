import type { XmlElement } from '../language/xml/node';
import { element } from './element';
import type { PolicyProps } from './element';

/** A dimension of a metric. */
export interface MetricDimension {
  readonly name: string;
  /** @default what API Management knows under the name, for instance `API ID` or `Subscription ID` */
  readonly value?: string;
}

/** What {@link llmEmitTokenMetric} takes. */
export interface LlmEmitTokenMetricProps extends PolicyProps {
  /** @default 'API Management' */
  readonly namespace?: string;
  /** 1 to 5. */
  readonly dimensions: readonly [MetricDimension, ...MetricDimension[]];
}

/**
 * Sends the tokens of prompt, completion and both to Application Insights as custom metrics
 * (https://learn.microsoft.com/azure/api-management/llm-emit-token-metric-policy). The API's diagnostic has to have metrics on.
 */
export function llmEmitTokenMetric({ id, namespace, dimensions }: LlmEmitTokenMetricProps): XmlElement {
  return element(
    'llm-emit-token-metric',
    { id, namespace },
    dimensions.map(({ name, value }) => element('dimension', { name, value })),
  );
}
