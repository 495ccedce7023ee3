import type { ClrValue } from '../expressions/clr-value';
import type {
  ApiView,
  BackendView,
  DeploymentView,
  LastErrorView,
  NamedEntityView,
  OperationView,
  PolicyContext,
  ProductView,
  SubscriptionView,
  UserView,
} from '../expressions/policy-context';
import type { Clock, Randomness } from '../seams';
import type { CompiledDocument } from './compile-document';
import type { GatewayRequest } from './gateway-request';
import type { GatewayResponse } from './gateway-response';
import type { GatewayServices } from './gateway-services';
import type { PolicyError } from './policy-error';
import type { StepPlace } from './step';
import type { TraceRecorder } from './trace';

/** What one request brings, before any policy ran. */
export interface ExchangeStart {
  readonly requestId: string;
  readonly request: GatewayRequest;
  readonly services: GatewayServices;
  readonly signal: AbortSignal;
  readonly recorder: TraceRecorder | undefined;
}

/** One request on its way through the gateway: the state policies change, and the `context` expressions see. */
export class Exchange implements PolicyContext {
  readonly requestId: string;
  readonly timestampMilliseconds: number;
  readonly tracing = false;
  readonly request: GatewayRequest;
  readonly services: GatewayServices;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
  readonly recorder: TraceRecorder | undefined;
  readonly variables = new Map<string, ClrValue>();
  readonly clock: Clock;
  readonly randomness: Randomness;
  response: GatewayResponse | null = null;
  api: ApiView | null = null;
  operation: OperationView | null = null;
  backend: BackendView | null = null;
  product: ProductView | null = null;
  subscription: SubscriptionView | null = null;
  user: UserView | null = null;
  /** Services here have no workspaces. */
  readonly workspace: NamedEntityView | null = null;
  lastError: LastErrorView | null = null;
  /** Documents from the narrowest scope to the broadest. */
  documents: readonly CompiledDocument[] = [];
  /** True once a policy sent its own response: nothing runs after it. */
  isEnded = false;
  /** What `cors` adds to whatever is sent in the end. */
  corsHeaders: readonly (readonly [string, string])[] = [];
  /** Headers a policy of inbound adds to whatever is sent in the end (`rate-limit-by-key remaining-calls-header-name`). */
  readonly responseHeaders: (readonly [string, string])[] = [];
  /** True when the operator's `--backend` holds, whatever policies say. */
  isBackendPinned = false;
  /** Query parameters that the operation's template takes. */
  consumedQueryParameters: ReadonlySet<string> = new Set();
  /** What policies of inbound do when the backend's response is there, before outbound. */
  readonly onBackendResponse: ((response: GatewayResponse) => Promise<void> | void)[] = [];
  /** Counters that settle after outbound, because their increment depends on the response. */
  readonly afterOutbound: (() => Promise<void> | void)[] = [];
  #failure: PolicyError | undefined;

  constructor(start: ExchangeStart) {
    this.requestId = start.requestId;
    this.request = start.request;
    this.services = start.services;
    this.signal = start.signal;
    this.recorder = start.recorder;
    this.clock = start.services.clock;
    this.randomness = start.services.randomness;
    this.timestampMilliseconds = this.clock.nowMilliseconds();
  }

  get deployment(): DeploymentView {
    return this.services.deployment;
  }

  setVariable(name: string, value: ClrValue): void {
    this.variables.set(name, value);
    this.recorder?.variable(name, value);
  }

  trace(message: string): void {
    this.recorder?.message('context.Trace', message);
  }

  /** Ends the pipeline with `response`: `return-response`, `mock-response`, a preflight. */
  end(response: GatewayResponse): void {
    this.discardResponseBody();
    this.response = response;
    this.isEnded = true;
  }

  /** Frees the backend connection of a response that is being replaced. */
  discardResponseBody(): void {
    this.response?.body?.discard();
  }

  /** Remembers a failure as `LastError`; the innermost policy wins. Returns the error, to be thrown on. */
  recordFailure(error: PolicyError, place: StepPlace | undefined): PolicyError {
    if (this.#failure !== error) {
      this.#failure = error;
      this.lastError = {
        source: error.source ?? place?.policy ?? 'configuration',
        reason: error.reason,
        message: error.message,
        scope: place?.scope ?? '',
        section: place?.section ?? '',
        path: place?.path ?? '',
        policyId: place?.policyId ?? '',
      };
      this.recorder?.failure(error, place);
    }
    return error;
  }
}
