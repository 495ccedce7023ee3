import { ClrException } from '../expressions/clr-exception';
import type { ClrValue } from '../expressions/clr-value';
import type { Exchange } from '../gateway/exchange';
import type { PolicyElement } from '../gateway/policy-element';
import { toText, whenReady, type Value } from '../gateway/value';
import type { PolicyExecutor } from './executor';
import { targetOf, type MessageTarget } from './message-target';

/** Values of these stay header lines of their own; those of any other header are joined with commas. */
const SEPARATE = new Set([
  'user-agent',
  'www-authenticate',
  'proxy-authenticate',
  'cookie',
  'set-cookie',
  'warning',
  'date',
  'expires',
  'if-modified-since',
  'if-unmodified-since',
  'last-modified',
  'retry-after',
]);

/** They belong to the connection, not to the message. */
const FORBIDDEN = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding']);

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Compiles a `set-header` element into what it does to a message. */
export function compileSetHeader(
  element: PolicyElement,
): (exchange: Exchange, target: MessageTarget) => Promise<void> | void {
  const name = element.required('name');
  const action = element.choice('exists-action', ['override', 'skip', 'append', 'delete'], 'override');
  const values = element.parts('value').map((part) => {
    const text = part.text();
    part.finish();
    return text;
  });
  if (name.literal !== undefined) {
    const why = refusal(name.literal, action);
    if (why !== undefined) element.problem(why);
  }
  const write = (header: string, results: readonly ClrValue[], target: MessageTarget): void => {
    // An expression that yields null leaves the header alone (docs/fidelity.md, question 20).
    const written = results.filter((result) => result !== null).map((result) => checkedValue(header, toText(result)));
    if (written.length === 0) return;
    const key = header.toLowerCase();
    const all = [...(action === 'append' ? (target.headers.get(key) ?? []) : []), ...written];
    target.headers.replace(header, SEPARATE.has(key) ? all : [all.join(',')]);
  };
  return (exchange, target) =>
    whenReady(name.text(exchange), (header) => {
      const why = refusal(header, action);
      if (why !== undefined) throw new ClrException('System.ArgumentException', why);
      if (action === 'delete') return target.headers.remove(header);
      if (action === 'skip' && target.headers.has(header.toLowerCase())) return;
      return whenReady(evaluateAll(values, exchange), (results) => write(header, results, target));
    });
}

/** The values of expressions in their order; an element without text is empty text. */
function evaluateAll(values: readonly (Value | undefined)[], exchange: Exchange): ClrValue[] | Promise<ClrValue[]> {
  return values.reduce<ClrValue[] | Promise<ClrValue[]>>(
    (before, value) =>
      whenReady(before, (results) =>
        whenReady(value === undefined ? '' : value.evaluate(exchange), (result) => [...results, result]),
      ),
    [],
  );
}

/** Sets, adds or deletes a header of the request (inbound, backend) or the response (outbound, on-error). */
export const setHeader: PolicyExecutor = {
  name: 'set-header',
  sections: 'IBOE',
  compile: (element) => {
    const target = targetOf(element.place.section);
    const apply = compileSetHeader(element);
    return (exchange) => apply(exchange, target(exchange));
  },
};

function refusal(name: string, action: string): string | undefined {
  const lower = name.toLowerCase();
  if (!HEADER_NAME.test(name)) return `"${name}" is no header name.`;
  if (FORBIDDEN.has(lower)) return `header "${name}" belongs to the connection and may not be changed.`;
  return lower === 'server' && action === 'delete' ? 'header "Server" may not be removed.' : undefined;
}

function checkedValue(name: string, value: string): string {
  // A line break would let a value end its line and start a header of its own.
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
    throw new ClrException(
      'System.FormatException',
      `The value of header ${name} contains characters that a header may not hold.`,
    );
  }
  return value.trim();
}
