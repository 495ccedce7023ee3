import type { RequestTrace, TraceEvent } from '../gateway/trace';
import type { Masker } from './mask';

/** A line of a trace as the console shows it. Everything in it is masked. */
export interface TraceLine {
  /** Milliseconds after the request arrived. */
  readonly at: number;
  /** Nesting, for indentation. */
  readonly depth: number;
  readonly kind: TraceEvent['kind'];
  readonly text: string;
}

/** A request as the console shows it. */
export interface TraceSummary {
  readonly requestId: string;
  readonly method: string;
  readonly url: string;
  readonly started: string;
  readonly statusCode: number | undefined;
  readonly durationMilliseconds: number | undefined;
  readonly lines: readonly TraceLine[];
}

const MAX_SOURCE_CHARACTERS = 200;

/** Turns a recorded request into masked text. */
export function describeTrace(trace: RequestTrace, masker: Masker): TraceSummary {
  let depth = 0;
  const lines: TraceLine[] = [];
  trace.events.forEach((event, index) => {
    if (event.kind === 'leave') depth = Math.max(0, depth - 1);
    else
      lines.push({
        at: rounded(event.at),
        depth,
        kind: event.kind,
        text: describe(event, trace.events[index + 1], masker),
      });
    if (event.kind === 'enter') depth += 1;
  });
  return {
    requestId: trace.requestId,
    method: trace.method,
    url: masker.text(trace.url),
    started: new Date(trace.startedMilliseconds).toISOString(),
    statusCode: trace.statusCode,
    durationMilliseconds: trace.durationMilliseconds === undefined ? undefined : rounded(trace.durationMilliseconds),
    lines,
  };
}

function describe(event: TraceEvent, next: TraceEvent | undefined, masker: Masker): string {
  switch (event.kind) {
    case 'enter':
    case 'leave': {
      const { policy, policyId, scope, section, document, position } = event.place;
      const where = position === undefined ? document : `${document}:${position.line}:${position.column}`;
      return `<${policy}>${policyId === '' ? '' : ` id=${policyId}`} ${scope} ${section} ${where}`;
    }
    case 'expression':
      // What goes into a variable is as sensitive as the variable.
      return `${shortened(event.source)} = ${masker.value(event.value, next?.kind === 'variable' ? next.name : undefined)}`;
    case 'variable':
      return `${event.name} := ${masker.value(event.value, event.name)}`;
    case 'message':
      return `${event.source}: ${masker.text(event.message)}`;
    case 'failure':
      return `${event.error.reason === '' ? 'Failure' : event.error.reason} (${event.error.statusCode}): ${masker.text(event.error.message)}`;
  }
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}

function shortened(source: string): string {
  return source.length > MAX_SOURCE_CHARACTERS ? `${source.slice(0, MAX_SOURCE_CHARACTERS)}...` : source;
}
