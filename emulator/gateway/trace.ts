import type { ClrValue } from '../expressions/clr-value';
import type { PolicyError } from './policy-error';
import type { StepPlace } from './step';

/** Something that happened while a request was processed, `atMilliseconds` after it arrived. */
export type TraceEvent =
  | { readonly kind: 'enter' | 'leave'; readonly at: number; readonly place: StepPlace }
  | { readonly kind: 'expression'; readonly at: number; readonly source: string; readonly value: ClrValue }
  | { readonly kind: 'variable'; readonly at: number; readonly name: string; readonly value: ClrValue }
  | { readonly kind: 'message'; readonly at: number; readonly source: string; readonly message: string }
  | {
      readonly kind: 'failure';
      readonly at: number;
      readonly error: PolicyError;
      readonly place: StepPlace | undefined;
    };

/** One recorded request. Values are as they were; the console masks them when it shows them. */
export interface RequestTrace {
  readonly requestId: string;
  readonly method: string;
  readonly url: string;
  readonly startedMilliseconds: number;
  readonly events: readonly TraceEvent[];
  readonly statusCode: number | undefined;
  readonly durationMilliseconds: number | undefined;
}

/** Events kept per request: a loop in a policy must not fill the memory. */
const MAX_EVENTS = 2000;

/** Records one request. Cheap on purpose: it keeps references, and nothing is formatted until somebody looks. */
export class TraceRecorder implements RequestTrace {
  readonly events: TraceEvent[] = [];
  statusCode: number | undefined;
  durationMilliseconds: number | undefined;
  readonly #start = performance.now();

  constructor(
    readonly requestId: string,
    readonly method: string,
    readonly url: string,
    readonly startedMilliseconds: number,
  ) {}

  enter(place: StepPlace): void {
    this.#add({ kind: 'enter', at: this.#elapsed(), place });
  }

  leave(place: StepPlace): void {
    this.#add({ kind: 'leave', at: this.#elapsed(), place });
  }

  expression(source: string, value: ClrValue): void {
    this.#add({ kind: 'expression', at: this.#elapsed(), source, value });
  }

  variable(name: string, value: ClrValue): void {
    this.#add({ kind: 'variable', at: this.#elapsed(), name, value });
  }

  message(source: string, message: string): void {
    this.#add({ kind: 'message', at: this.#elapsed(), source, message });
  }

  failure(error: PolicyError, place: StepPlace | undefined): void {
    this.#add({ kind: 'failure', at: this.#elapsed(), error, place });
  }

  finish(statusCode: number): void {
    this.statusCode = statusCode;
    this.durationMilliseconds = this.#elapsed();
  }

  #elapsed(): number {
    return performance.now() - this.#start;
  }

  #add(event: TraceEvent): void {
    if (this.events.length < MAX_EVENTS) this.events.push(event);
  }
}

/** The last requests, oldest first. */
export class TraceLog {
  readonly #traces: RequestTrace[] = [];

  constructor(private readonly capacity = 50) {}

  add(trace: RequestTrace): void {
    this.#traces.push(trace);
    if (this.#traces.length > this.capacity) this.#traces.shift();
  }

  list(): readonly RequestTrace[] {
    return this.#traces;
  }
}
