import type { Exchange } from '../gateway/exchange';
import type { PolicyElement } from '../gateway/policy-element';

const MAX_DIMENSIONS = 5;

/** Dimensions that Azure fills in when the policy gives no value. */
const DEFAULT_DIMENSIONS: Readonly<Record<string, (exchange: Exchange) => string>> = {
  'API ID': (exchange) => exchange.api?.id ?? '',
  'Operation ID': (exchange) => exchange.operation?.id ?? '',
  'Product ID': (exchange) => exchange.product?.id ?? '',
  'User ID': (exchange) => exchange.user?.id ?? '',
  'Subscription ID': (exchange) => exchange.subscription?.id ?? '',
  Location: (exchange) => exchange.deployment.region,
  'Gateway ID': (exchange) => exchange.deployment.gatewayId,
};

/** Compiles the `<dimension>` children of a metric into what each has for a request, by name. */
export function compileDimensions(
  element: PolicyElement,
): (exchange: Exchange) => Promise<Readonly<Record<string, string>>> {
  const dimensions = element.parts('dimension').map((part) => {
    const dimension = { name: part.required('name'), value: part.value('value') };
    part.finish();
    return dimension;
  });
  if (dimensions.length === 0 || dimensions.length > MAX_DIMENSIONS)
    element.problem(`1 to ${MAX_DIMENSIONS} <dimension> elements are needed.`);
  return async (exchange) => {
    const written: Record<string, string> = {};
    for (const dimension of dimensions) {
      const key = await dimension.name.text(exchange);
      written[key] = (await dimension.value?.text(exchange)) ?? DEFAULT_DIMENSIONS[key]?.(exchange) ?? '';
    }
    return written;
  };
}
