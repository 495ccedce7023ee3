/**
 * How a stand-in fails while an outage lasts: `unavailable` answers 503, `throttled` answers 429 with a retry hint where the
 * service has one, `dropped` closes the connection without an answer.
 */
export type OutageKind = 'unavailable' | 'throttled' | 'dropped';

/** One failure a stand-in has to play. */
export interface OutageFailure {
  readonly kind: OutageKind;
  /** What a throttled answer tells the caller to wait. */
  readonly retryAfterMilliseconds: number;
}

/** A switch with which a test makes a stand-in fail, to prove what the gateway answers then. */
export class Outage {
  #failure: OutageFailure = { kind: 'unavailable', retryAfterMilliseconds: 0 };
  #remaining = 0;

  /** Fails the next `count` requests; `Infinity` until {@link recover}. */
  failNext(kind: OutageKind, count = 1, retryAfterMilliseconds = 1000): void {
    this.#failure = { kind, retryAfterMilliseconds };
    this.#remaining = count;
  }

  /** Ends the outage. */
  recover(): void {
    this.#remaining = 0;
  }

  /** The failure this request has to meet; counts it. Undefined when the service is well. */
  take(): OutageFailure | undefined {
    if (this.#remaining <= 0) {
      return undefined;
    }
    this.#remaining -= 1;
    return this.#failure;
  }
}
