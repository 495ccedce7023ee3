import type { Exchange } from './exchange';
import type { ApiModel, GatewayModel, SubscriptionModel } from './gateway-model';
import { PolicyError } from './policy-error';

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
   * Puts the subscription of a request, and its product, into the exchange.
   * @throws PolicyError 401 when the API needs a key and there is none, or none that opens it
   */
  authorise(exchange: Exchange, api: ApiModel): SubscriptionModel | undefined {
    const { header, query } = api.subscriptionKeyNames;
    const { request } = exchange;
    const key = request.headers.first(header) ?? request.originalUrl.query.get(query)?.[0];
    const found = key === undefined ? undefined : this.#byKey.get(key);
    const subscription = found !== undefined && found.active && this.#opens(found, api) ? found : undefined;
    if (subscription !== undefined && key !== undefined) {
      exchange.subscription = { ...subscription, key };
      const product = this.model.products.find(({ id }) => id === subscription.productId);
      exchange.product = product === undefined ? null : { id: product.id, name: product.name };
      return subscription;
    }
    if (!api.subscriptionRequired) return undefined;
    throw new PolicyError(key === undefined ? MISSING : INVALID);
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
