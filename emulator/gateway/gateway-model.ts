import type { XmlElement } from '../../policies/language/xml/node';
import type { CompiledDocument } from './compile-document';
import type { UrlTemplate } from './url-template';

/** The API Management service of a stack as the gateway serves it: resolved values, documents parsed, not yet compiled. */
export interface GatewayModel {
  /** Terraform address of the `azurerm_api_management`; it owns the managed identities. */
  readonly address: string;
  readonly name: string;
  readonly region: string;
  /** For instance `BasicV2_1`. */
  readonly skuName: string;
  readonly globalPolicy: SourceDocument | undefined;
  readonly apis: readonly ApiModel[];
  readonly products: readonly ProductModel[];
  readonly subscriptions: readonly SubscriptionModel[];
  readonly namedValues: ReadonlyMap<string, NamedValueModel>;
  readonly fragments: ReadonlyMap<string, SourceDocument>;
  /** Base URL by backend id. */
  readonly backends: ReadonlyMap<string, string>;
  /** Whether the stack has a Redis that `caching-type="external"` means. */
  readonly hasExternalCache: boolean;
}

/** A policy document or fragment with the address to name in messages. */
export interface SourceDocument {
  readonly name: string;
  readonly root: XmlElement;
}

/** A named value; expressions and attributes hold it as `{{name}}`. */
export interface NamedValueModel {
  readonly value: string;
  readonly secret: boolean;
}

/** One API. */
export interface ApiModel {
  readonly id: string;
  readonly name: string;
  /** Without slashes around it; empty for the root API. */
  readonly path: string;
  readonly protocols: readonly string[];
  readonly serviceUrl: string | undefined;
  readonly revision: string;
  readonly version: string;
  readonly subscriptionRequired: boolean;
  readonly subscriptionKeyNames: { readonly header: string; readonly query: string };
  readonly policy: SourceDocument | undefined;
  readonly operations: readonly OperationModel[];
}

/** One operation of an API. */
export interface OperationModel {
  readonly id: string;
  readonly name: string;
  readonly method: string;
  readonly urlTemplate: string;
  readonly policy: SourceDocument | undefined;
}

/** A product: its policy applies to calls made with one of its subscriptions. */
export interface ProductModel {
  readonly id: string;
  readonly name: string;
  readonly apiIds: readonly string[];
  /** Whether its APIs want a key; a product without is open. */
  readonly subscriptionRequired: boolean;
  readonly approvalRequired: boolean;
  readonly published: boolean;
  /** How many subscriptions one user may have; undefined where that is not limited. */
  readonly subscriptionsLimit: number | undefined;
  /** Names of the groups that see the product. */
  readonly groups: readonly string[];
  readonly policy: SourceDocument | undefined;
}

/** A subscription and what its keys open: one product, one API, or, with neither, all APIs. */
export interface SubscriptionModel {
  readonly id: string;
  readonly name: string;
  readonly primaryKey: string;
  readonly secondaryKey: string;
  readonly active: boolean;
  readonly productId: string | undefined;
  readonly apiId: string | undefined;
}

/** An API whose documents are compiled and whose templates are ready to match. */
export interface ServedApi {
  readonly model: ApiModel;
  readonly document: CompiledDocument | undefined;
  readonly operations: readonly ServedOperation[];
  /** Where requests go until a policy says otherwise. */
  readonly serviceUrl: URL | undefined;
  /** True when `--backend` set the service URL, which policies then cannot change. */
  readonly isPinned: boolean;
}

/** An operation ready to serve. */
export interface ServedOperation {
  readonly model: OperationModel;
  readonly template: UrlTemplate;
  readonly document: CompiledDocument | undefined;
}
