import { isClrObject, type ClrValue } from '../expressions/clr-value';
import type { RequestTrace } from './trace';
import type { ScopeName, SectionName } from './step';

/** A policy that ran. */
export interface RecordedPolicy {
  /** Element name, for instance `set-header`. */
  readonly name: string;
  /** The element's `id`; empty without one. */
  readonly id: string;
  readonly scope: ScopeName;
  readonly section: SectionName;
}

/** What the policies did with one request. Nothing in it is masked. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query as the caller sent them. */
  readonly url: string;
  /** Status the caller got; undefined while the request runs. */
  readonly status: number | undefined;
  /** The policies in the order they began. */
  readonly policies: readonly RecordedPolicy[];
  /** The context variables by name, each with its last value as .NET's `ToString()` writes it; null for null. */
  readonly variables: ReadonlyMap<string, string | null>;
  /** What ended the request in an error, when something did: the message of `context.LastError`. */
  readonly failure: string | undefined;
}

/** Reads a trace for who wants to assert on it. */
export function recordedRequest(trace: RequestTrace): RecordedRequest {
  const { method, url, statusCode, events } = trace;
  const failure = events.find((event) => event.kind === 'failure');
  return {
    method,
    url,
    status: statusCode,
    policies: events.flatMap((event) =>
      event.kind === 'enter'
        ? [
            {
              name: event.place.policy,
              id: event.place.policyId,
              scope: event.place.scope,
              section: event.place.section,
            },
          ]
        : [],
    ),
    variables: new Map(
      events.flatMap((event) => (event.kind === 'variable' ? [[event.name, clrText(event.value)] as const] : [])),
    ),
    failure: failure?.error.message,
  };
}

function clrText(value: ClrValue): string | null {
  if (value === null) return null;
  if (value instanceof Uint8Array) return 'System.Byte[]';
  if (isClrObject(value)) return value.toClrString();
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}
