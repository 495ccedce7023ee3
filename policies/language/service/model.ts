import type { Gateway, Scope } from '../reference/facts';

/** The API Management service of a stack, as far as its policies are concerned. Nothing in it was evaluated. */
export interface ServiceModel {
  /** Terraform address, for instance `azurerm_api_management.gateway`; absent when the stack only names the service. */
  readonly address: string | undefined;
  /** Name of the resource, or the expression that gives it. */
  readonly name: string;
  /** For instance `BasicV2_1`; absent when it is not literal. */
  readonly sku: string | undefined;
  /** The kind of gateway the SKU has; absent when the SKU is unknown. */
  readonly gateway: Gateway | undefined;
  readonly apis: readonly ApiModel[];
  readonly products: readonly ProductModel[];
  /** Documents of the service itself and of its workspaces. */
  readonly policies: readonly DocumentSource[];
  readonly fragments: readonly FragmentSource[];
  readonly namedValues: readonly NamedValueModel[];
  /** Ids that `backend-id` may name. */
  readonly backends: readonly EntityModel[];
  /** Ids that `logger-id` may name. */
  readonly loggers: readonly EntityModel[];
  /** What could not be read, with the reason. */
  readonly unreadable: readonly Unreadable[];
  /** Terraform addresses each block needs before it, by its own: what it refers to and its `depends_on`. */
  readonly dependencies: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A block of the stack that cannot be read without evaluating it. */
export interface Unreadable {
  readonly address: string;
  readonly reason: string;
  readonly fix: string;
}

/** Something policies refer to by its id. */
export interface EntityModel {
  readonly address: string;
  /** The id; absent when it is not literal. */
  readonly name: string | undefined;
}

/** The text of a policy document and where it applies. */
export interface DocumentSource {
  /** Terraform address of the policy block; findings name it. */
  readonly address: string;
  readonly scope: Scope;
  /** Policy text as Azure gets it: Terraform's escapes undone. Absent when it is a link or an expression. */
  readonly text: string | undefined;
}

/** A policy fragment. */
export interface FragmentSource {
  readonly address: string;
  /** The `fragment-id` documents include it by; absent when it is not literal. */
  readonly name: string | undefined;
  readonly format: 'xml' | 'rawxml';
  readonly text: string | undefined;
}

/** A named value: policies hold it as `{{displayName}}`. */
export interface NamedValueModel {
  readonly address: string;
  /** Absent when it is not literal. */
  readonly displayName: string | undefined;
  readonly secret: boolean;
  /** Absent for a secret of a vault and for a value that is not literal. */
  readonly value: string | undefined;
}

/** An API. */
export interface ApiModel {
  readonly address: string;
  readonly name: string | undefined;
  /** Below the gateway, without slashes around it; empty for the root; absent when it is not literal. */
  readonly path: string | undefined;
  readonly protocols: readonly string[];
  readonly subscriptionRequired: boolean;
  readonly serviceUrl: string | undefined;
  readonly revision: string;
  readonly version: string | undefined;
  /** An OpenAPI document brings operations that the stack does not list. */
  readonly imported: boolean;
  readonly document: DocumentSource | undefined;
  readonly operations: readonly OperationModel[];
}

/** An operation of an API. */
export interface OperationModel {
  readonly address: string;
  readonly operationId: string | undefined;
  readonly method: string | undefined;
  /** For instance `/users/{id}`. */
  readonly urlTemplate: string | undefined;
  readonly templateParameters: readonly string[];
  readonly document: DocumentSource | undefined;
}

/** A product. */
export interface ProductModel {
  readonly address: string;
  readonly productId: string | undefined;
  readonly document: DocumentSource | undefined;
}
