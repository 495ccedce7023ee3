import type { BodyView, PolicyContext, RequestView, UrlView } from '../../../emulator/expressions/policy-context';
import { ClrException } from '../../../emulator/expressions/clr-exception';
import type { ClrValue } from '../../../emulator/expressions/clr-value';
import { compileExpression } from '../../../emulator/expressions/compile-expression';
import { runtimeTypeName, toDisplayString } from '../../../emulator/expressions/conversions';

/** A URL as the gateway would hand it over. */
export function url(text: string): UrlView {
  const parsed = new URL(text);
  const query = new Map<string, string[]>();
  for (const [name, value] of parsed.searchParams) query.set(name, [...(query.get(name) ?? []), value]);
  return {
    scheme: parsed.protocol.slice(0, -1),
    host: parsed.hostname,
    port: Number(parsed.port || (parsed.protocol === 'https:' ? 443 : 80)),
    path: parsed.pathname,
    queryString: parsed.search,
    query,
  };
}

/** A body that can be consumed once. */
export function body(text: string): BodyView {
  let consumed = false;
  return {
    read: (preserve) => {
      if (consumed) throw new ClrException('System.InvalidOperationException', 'The body was read before.');
      consumed = !preserve;
      return Buffer.from(text, 'utf8');
    },
  };
}

interface Options {
  readonly request?: Partial<RequestView>;
  readonly variables?: Readonly<Record<string, ClrValue>>;
  readonly context?: Partial<PolicyContext>;
}

/** A context with a plain GET request, a clock at 2026-01-02T03:04:05Z and predictable bytes. */
export function makeContext({ request = {}, variables = {}, context = {} }: Options = {}): PolicyContext {
  let counter = 0;
  return {
    requestId: '12345678-1234-1234-1234-123456789abc',
    timestampMilliseconds: Date.UTC(2026, 0, 2, 3, 4, 5),
    tracing: false,
    request: {
      method: 'GET',
      url: url('https://backend.example/a/b?x=1&x=2&y=z'),
      originalUrl: url('https://gateway.example/mcp?x=1'),
      headers: new Map([
        ['authorization', ['Bearer abc.def']],
        ['accept', ['text/html', 'application/json']],
      ]),
      body: null,
      ipAddress: '203.0.113.7',
      matchedParameters: new Map([['id', '42']]),
      ...request,
    },
    response: null,
    variables: new Map(Object.entries(variables)),
    api: null,
    operation: null,
    backend: null,
    workspace: null,
    product: null,
    subscription: null,
    user: null,
    deployment: { region: 'local', serviceId: 'gw', serviceName: 'gw', gatewayId: 'managed' },
    lastError: null,
    clock: { nowMilliseconds: () => Date.UTC(2026, 0, 2, 3, 4, 5) },
    randomness: {
      bytes: (count) => Uint8Array.from({ length: count }, () => (counter = (counter + 1) % 256)),
    },
    trace: () => undefined,
    ...context,
  };
}

/** Evaluates an expression: a single one without its `@( )`, or a block when it starts with a brace. */
export function evaluate(code: string, options: Options = {}, maximumSteps?: number): ClrValue {
  const source = code.startsWith('{') ? `@${code}` : `@(${code})`;
  return compileExpression(source).evaluate(makeContext(options), maximumSteps);
}

/** What an expression answers, in one line: its text, `null`, or `!Type: message`. */
export function answer(code: string, options: Options = {}): string {
  try {
    const value = evaluate(code, options);
    if (value instanceof Uint8Array) return `b64:${Buffer.from(value).toString('base64')}`;
    return value === null ? 'null' : toDisplayString(value);
  } catch (error) {
    if (error instanceof ClrException) return `!${error.typeName}: ${error.message}`;
    throw error;
  }
}

/** The runtime type of what an expression answers. */
export function typeOf(code: string, options: Options = {}): string | null {
  return runtimeTypeName(evaluate(code, options));
}
