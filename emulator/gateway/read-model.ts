import { errorMessage } from './error-details';
import { parseRawXml } from '../../policies/language/xml/parse';
import type { DocumentSource } from '../../policies/language/service/model';
import { readService } from '../../policies/language/service/read-service';
import type { VaultReference } from '../azure/key-vault/vault-values';
import { escapeTemplates, type Resolution } from '../stack/resolve-stack';
import type { ResolvedResource, ResolvedStack } from '../stack/resolved-stack';
import { StackError } from '../stack/stack-error';
import type {
  ApiModel,
  GatewayModel,
  NamedValueModel,
  OperationModel,
  ProductModel,
  SourceDocument,
  SubscriptionModel,
} from './gateway-model';

/**
 * Reads the API Management service of a resolved stack: APIs, operations, documents, fragments, named values.
 * @param vaultValue reads a secret that a named value refers to
 * @throws StackError with everything that is wrong or not supported
 */
export function readGatewayModel(
  resolution: Resolution,
  vaultValue: (reference: VaultReference) => string,
): GatewayModel {
  return new ModelReader(resolution, vaultValue).read();
}

class ModelReader {
  readonly #problems: string[] = [];
  readonly #stack: ResolvedStack;

  constructor(
    private readonly resolution: Resolution,
    private readonly vaultValue: (reference: VaultReference) => string,
  ) {
    this.#stack = resolution.stack;
  }

  read(): GatewayModel {
    const service = this.#service();
    for (const { address, reason, fix } of service.unreadable)
      this.#problems.push(`${address}: ${reason}. ${capitalised(fix)}.`);
    const resource = this.#resource(service.address ?? '');
    const [globalSource] = service.policies.filter(({ scope }) => scope === 'global');
    const model: GatewayModel = {
      address: service.address ?? '',
      name: service.name,
      region: text(resource, 'location') ?? 'local',
      skuName: service.sku ?? '',
      globalPolicy: this.#document(globalSource),
      apis: service.apis.map((api): ApiModel => {
        const block = this.#resource(api.address);
        if (api.imported)
          this.#problems.push(
            `${api.address}: "import" is not supported by the local gateway. Write the operations as resources.`,
          );
        if (text(block, 'version_set_id') !== undefined)
          this.#problems.push(`${api.address}: API versions are not supported by the local gateway.`);
        const names = nested(block?.attributes.subscription_key_parameter_names);
        return {
          id: api.name ?? api.address,
          name: text(block, 'display_name') ?? api.name ?? api.address,
          path: api.path ?? '',
          protocols: api.protocols.length > 0 ? api.protocols : ['https'],
          serviceUrl: api.serviceUrl === '' ? undefined : api.serviceUrl,
          revision: api.revision,
          version: api.version ?? '',
          subscriptionRequired: api.subscriptionRequired,
          subscriptionKeyNames: {
            header: String(names?.header ?? 'Ocp-Apim-Subscription-Key'),
            query: String(names?.query ?? 'subscription-key'),
          },
          policy: this.#document(api.document),
          operations: api.operations.map((operation): OperationModel => ({
            id: operation.operationId ?? operation.address,
            name: text(this.#resource(operation.address), 'display_name') ?? operation.operationId ?? '',
            method: (operation.method ?? 'GET').toUpperCase(),
            urlTemplate: operation.urlTemplate ?? '/',
            policy: this.#document(operation.document),
          })),
        };
      }),
      products: service.products.map((product): ProductModel => ({
        id: product.productId ?? product.address,
        name: text(this.#resource(product.address), 'display_name') ?? product.productId ?? '',
        apiIds: this.#ofType('azurerm_api_management_product_api')
          .filter((link) => text(link, 'product_id') === product.productId)
          .map((link) => text(link, 'api_name') ?? ''),
        ...readProduct(this.#resource(product.address)),
        groups: this.#ofType('azurerm_api_management_product_group')
          .filter((link) => text(link, 'product_id') === product.productId)
          .map((link) => text(link, 'group_name') ?? ''),
        policy: this.#document(product.document),
      })),
      subscriptions: this.#ofType('azurerm_api_management_subscription').map(readSubscription),
      namedValues: this.#namedValues(service.address ?? '', service.namedValues),
      fragments: new Map(
        service.fragments.flatMap((fragment) => {
          if (fragment.format === 'xml') {
            this.#problems.push(
              `${fragment.address}: format = "xml" is not supported by the local gateway, and it is the default. Set format = "rawxml".`,
            );
            return [];
          }
          const source = this.#document(fragment);
          return source === undefined ? [] : [[fragment.name ?? fragment.address, source] as const];
        }),
      ),
      hasExternalCache: this.#stack.resources.some(({ type }) => type === 'azurerm_api_management_redis_cache'),
      backends: new Map(
        service.backends.flatMap((backend) => {
          const url = text(this.#resource(backend.address), 'url');
          return backend.name === undefined || url === undefined ? [] : [[backend.name, url] as const];
        }),
      ),
    };
    if (this.#problems.length > 0) throw new StackError(this.#problems);
    return model;
  }

  #service() {
    try {
      // The file is read as Terraform JSON again, so literal text has to look as Terraform would write it.
      return readService({
        resource: escapeTemplates(this.resolution.file.resource),
        data: escapeTemplates(this.resolution.file.data),
      });
    } catch (error) {
      throw new StackError([errorMessage(error)]);
    }
  }

  #resource(address: string): ResolvedResource | undefined {
    return this.#stack.resources.find((resource) => resource.address === address);
  }

  #ofType(type: string): readonly ResolvedResource[] {
    return this.#stack.resources.filter((resource) => resource.type === type && resource.mode === 'managed');
  }

  #document(source: Pick<DocumentSource, 'address' | 'text'> | undefined): SourceDocument | undefined {
    if (source?.text === undefined) return undefined;
    try {
      return { name: source.address, root: parseRawXml(source.text) };
    } catch (error) {
      this.#problems.push(`${source.address}: ${errorMessage(error)}`);
      return undefined;
    }
  }

  #namedValues(
    ownerAddress: string,
    values: readonly { address: string; displayName: string | undefined; secret: boolean; value: string | undefined }[],
  ) {
    const found = new Map<string, NamedValueModel>();
    for (const { address, displayName, secret, value } of values) {
      const reference = nested(this.#resource(address)?.attributes.value_from_key_vault);
      if (reference !== undefined) {
        if (!secret) this.#problems.push(`${address}: a named value from a key vault is a secret. Set secret = true.`);
        const read = this.#vaultValue(address, ownerAddress, reference);
        if (read !== undefined) found.set(displayName ?? address, { value: read, secret: true });
      } else if (value === undefined || value === '') {
        this.#problems.push(
          `${address}: the named value has no value. Set "value" to at least one character, or "value_from_key_vault".`,
        );
      } else {
        found.set(displayName ?? address, { value, secret });
      }
    }
    return found;
  }

  #vaultValue(address: string, ownerAddress: string, reference: Readonly<Record<string, unknown>>): string | undefined {
    const { secret_id: secretId, identity_client_id: clientId } = reference;
    try {
      return this.vaultValue({
        ownerAddress,
        secretId: String(secretId),
        identityClientId: typeof clientId === 'string' && clientId !== '' ? clientId : undefined,
      });
    } catch (error) {
      this.#problems.push(`${address}: ${errorMessage(error)}`);
      return undefined;
    }
  }
}

function readProduct(
  resource: ResolvedResource | undefined,
): Pick<ProductModel, 'subscriptionRequired' | 'approvalRequired' | 'published' | 'subscriptionsLimit'> {
  const attributes = resource?.attributes ?? {};
  return {
    subscriptionRequired: attributes.subscription_required !== false,
    approvalRequired: attributes.approval_required === true,
    published: attributes.published === true,
    subscriptionsLimit: typeof attributes.subscriptions_limit === 'number' ? attributes.subscriptions_limit : undefined,
  };
}

function readSubscription(resource: ResolvedResource): SubscriptionModel {
  // Ids of products and APIs end in their names; an API's may carry its revision.
  const last = (name: string): string | undefined =>
    text(resource, name)
      ?.split('/')
      .pop()
      ?.replace(/;rev=.*$/, '');
  return {
    id: text(resource, 'subscription_id') ?? resource.address,
    name: text(resource, 'display_name') ?? '',
    primaryKey: text(resource, 'primary_key') ?? '',
    secondaryKey: text(resource, 'secondary_key') ?? '',
    // azurerm creates subscriptions as submitted, which Azure refuses until somebody activates them.
    active: text(resource, 'state') === 'active',
    productId: last('product_id'),
    apiId: last('api_id'),
  };
}

function text(resource: ResolvedResource | undefined, name: string): string | undefined {
  const value = resource?.attributes[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function nested(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const block: unknown = Array.isArray(value) ? value[0] : value;
  return typeof block === 'object' && block !== null ? Object.fromEntries(Object.entries(block)) : undefined;
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
