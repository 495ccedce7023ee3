import type { Clock, Randomness } from '../seams';
import type { ClrValue } from './clr-value';

/**
 * What a policy expression sees through `context`: plain JavaScript data that the gateway provides and the expression
 * runtime presents as the .NET members documented for policy expressions
 * (https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables).
 */
export interface PolicyContext {
  readonly requestId: string;
  /** Milliseconds since the epoch at which the request arrived. */
  readonly timestampMilliseconds: number;
  readonly tracing: boolean;
  readonly request: RequestView;
  /** Null until a backend answered or an error set a status. */
  readonly response: ResponseView | null;
  readonly variables: ReadonlyMap<string, ClrValue>;
  readonly api: ApiView | null;
  readonly operation: OperationView | null;
  /** The backend entity that `set-backend-service` chose; null while requests go to a plain URL. */
  readonly backend: BackendView | null;
  readonly product: ProductView | null;
  readonly subscription: SubscriptionView | null;
  readonly user: UserView | null;
  readonly workspace: NamedEntityView | null;
  readonly deployment: DeploymentView;
  readonly lastError: LastErrorView | null;
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** `context.Trace(message)`. */
  trace(message: string): void;
}

/** Header, query or claim values by name, each received value a separate string, in order of arrival. */
export type MultiValueMap = ReadonlyMap<string, readonly string[]>;

export interface UrlView {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** Starts with `/`, still percent-encoded. */
  readonly path: string;
  /** Empty, or starts with `?`, still percent-encoded. */
  readonly queryString: string;
  /** Names and values percent-decoded. */
  readonly query: MultiValueMap;
}

/**
 * A message body. The gateway buffers it before it evaluates an expression whose `uses` says that it reads the body,
 * so reading is synchronous.
 */
export interface BodyView {
  /**
   * Returns the bytes. With `preserve` false the body counts as consumed afterwards; reading a consumed body
   * throws a ClrException System.InvalidOperationException.
   */
  read(preserve: boolean): Uint8Array;
}

export interface RequestView {
  readonly method: string;
  readonly url: UrlView;
  readonly originalUrl: UrlView;
  /** Keys lower-case; lookups by expressions ignore case. */
  readonly headers: MultiValueMap;
  readonly body: BodyView | null;
  readonly ipAddress: string;
  /** Template parameters, percent-decoded. */
  readonly matchedParameters: ReadonlyMap<string, string>;
}

export interface ResponseView {
  readonly statusCode: number;
  readonly statusReason: string;
  readonly headers: MultiValueMap;
  readonly body: BodyView | null;
}

export interface NamedEntityView {
  readonly id: string;
  readonly name: string;
}

export interface BackendView {
  readonly id: string;
  readonly azureRegion: string | null;
  readonly type: 'Single' | 'Pool';
}

export interface ProductView extends NamedEntityView {
  readonly apis: readonly ApiView[];
  readonly approvalRequired: boolean;
  readonly groups: readonly NamedEntityView[];
  readonly published: boolean;
  readonly subscriptionRequired: boolean;
  /** Null: no limit. */
  readonly subscriptionsLimit: number | null;
}

export interface ApiView extends NamedEntityView {
  readonly path: string;
  readonly protocols: readonly string[];
  readonly serviceUrl: UrlView | null;
  readonly revision: string;
  readonly isCurrentRevision: boolean;
  readonly version: string;
  /** Names of the header and the query parameter that carry the subscription key. */
  readonly subscriptionKeyNames: { readonly header: string; readonly query: string };
}

export interface OperationView extends NamedEntityView {
  readonly method: string;
  readonly urlTemplate: string;
}

/** Dates are milliseconds since the epoch; null where there is none. */
export interface SubscriptionView extends NamedEntityView {
  readonly createdDate: number | null;
  readonly startDate: number | null;
  readonly endDate: number | null;
  readonly key: string;
  readonly primaryKey: string;
  readonly secondaryKey: string;
}

export interface UserView {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly note: string | null;
  /** Milliseconds since the epoch; null where it is not known. */
  readonly registrationDate: number | null;
  readonly groups: readonly NamedEntityView[];
  readonly identities: readonly UserIdentityView[];
}

export interface UserIdentityView {
  readonly id: string;
  readonly provider: string;
}

export interface DeploymentView {
  readonly region: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly gatewayId: string;
}

export interface LastErrorView {
  readonly source: string;
  readonly reason: string;
  readonly message: string;
  readonly scope: string;
  readonly section: string;
  readonly path: string;
  readonly policyId: string;
}
