/** What a policy that refuses a request, or a step of the gateway that fails, tells the rest of the pipeline. */
export interface PolicyErrorDetails {
  /** `LastError.Reason`, a code such as `TokenExpired`. Empty when Azure gives none. */
  readonly reason: string;
  /** `LastError.Message`. Never a secret. */
  readonly message: string;
  /** HTTP status of the response unless on-error changes it. @default 500 */
  readonly statusCode?: number;
  /** `message` of the default error body where it differs from LastError.Message. */
  readonly publicMessage?: string;
  /** Response headers that come with the refusal, such as Retry-After. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `LastError.Source`. @default the policy element that failed */
  readonly source?: string;
}

/** A refusal or failure that ends the current section and runs on-error. */
export class PolicyError extends Error {
  readonly reason: string;
  readonly statusCode: number;
  readonly publicMessage: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly source: string | undefined;

  constructor(details: PolicyErrorDetails) {
    super(details.message);
    this.name = 'PolicyError';
    this.reason = details.reason;
    this.statusCode = details.statusCode ?? 500;
    // Azure tells callers no more than this about a failure of its own.
    this.publicMessage = details.publicMessage ?? (this.statusCode === 500 ? 'Internal server error' : details.message);
    this.headers = details.headers ?? {};
    this.source = details.source;
  }
}
