import type { ProductView, SubscriptionView } from '../expressions/policy-context';
import { apiView } from './api-view';
import type { Exchange } from './exchange';
import type { ApiModel, GatewayModel, ProductModel, SubscriptionModel } from './gateway-model';
import { PolicyError } from './policy-error';

/** Subscriptions begin with the stack and do not end. */
function subscriptionView(
  { id, name, primaryKey, secondaryKey }: SubscriptionModel,
  key: string,
  startedMilliseconds: number,
): SubscriptionView {
  return {
    id,
    name,
    key,
    primaryKey,
    secondaryKey,
    createdDate: startedMilliseconds,
    startDate: startedMilliseconds,
    endDate: null,
  };
}

/** Finds subscriptions by key and decides whether they open an API. */
export class Subscriptions {
  readonly #byKey = new Map<string, SubscriptionModel>();

  constructor(private readonly model: GatewayModel) {
    for (const subscription of model.subscriptions) {
      for (const key of [subscription.primaryKey, subscription.secondaryKey])
        if (key !== '') this.#byKey.set(key, subscription);
    }
  }

  /**
   * Puts the subscription of a request, and its product, into the exchange. A key that opens nothing here is refused even
   * where none is needed, unless an open product has the API: then it is ignored
   * (https://learn.microsoft.com/azure/api-management/api-management-subscriptions).
   * @returns the product in whose context the request runs
   * @throws PolicyError 401 when the key does not open the API, or the API needs one and there is none
   */
  authorise(exchange: Exchange, api: ApiModel): ProductModel | undefined {
    const { header, query } = api.subscriptionKeyNames;
    const { request } = exchange;
    const key = request.headers.first(header) ?? request.originalUrl.query.get(query)?.[0];
    const found = key === undefined ? undefined : this.#byKey.get(key);
    const subscription = found !== undefined && found.active && this.#opens(found, api) ? found : undefined;
    const open = this.model.products.find(
      (product) => !product.subscriptionRequired && product.apiIds.includes(api.id),
    );
    const product =
      subscription === undefined ? open : this.model.products.find(({ id }) => id === subscription.productId);
    if (subscription !== undefined && key !== undefined)
      exchange.subscription = subscriptionView(subscription, key, exchange.services.startedMilliseconds);
    else if (open === undefined && key !== undefined) throw new PolicyError(INVALID);
    else if (open === undefined && api.subscriptionRequired) throw new PolicyError(MISSING);
    exchange.product = product === undefined ? null : this.#productView(product);
    return product;
  }

  #productView(product: ProductModel): ProductView {
    return {
      id: product.id,
      name: product.name,
      apis: this.model.apis
        .filter(({ id }) => product.apiIds.includes(id))
        .map((api) => apiView(api, api.serviceUrl === undefined ? undefined : new URL(api.serviceUrl))),
      approvalRequired: product.approvalRequired,
      groups: product.groups.map((name) => ({ id: name, name })),
      published: product.published,
      subscriptionRequired: product.subscriptionRequired,
      subscriptionsLimit: product.subscriptionsLimit ?? null,
    };
  }

  #opens(subscription: SubscriptionModel, api: ApiModel): boolean {
    if (subscription.apiId !== undefined) return subscription.apiId === api.id;
    if (subscription.productId === undefined) return true;
    return this.model.products.some(({ id, apiIds }) => id === subscription.productId && apiIds.includes(api.id));
  }
}

const MISSING = {
  source: 'authorization',
  reason: 'SubscriptionKeyNotFound',
  message:
    'Access denied due to missing subscription key. Make sure to include subscription key when making requests to this API.',
  statusCode: 401,
};

const INVALID = {
  source: 'authorization',
  reason: 'SubscriptionKeyInvalid',
  message:
    'Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.',
  statusCode: 401,
};
