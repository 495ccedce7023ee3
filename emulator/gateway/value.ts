import { ClrException } from '../expressions/clr-exception';
import { isClrObject, type ClrValue } from '../expressions/clr-value';
import type { CompiledExpression } from './expressions';
import type { Exchange } from './exchange';

/**
 * Goes on with a value at once when it is there, and only otherwise by a promise: most policies never wait, and a request
 * runs through about a hundred of them.
 */
export function whenReady<T, R>(value: T | Promise<T>, next: (ready: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** An attribute or text of a policy: literal text, or an expression compiled at boot. */
export class Value {
  private constructor(
    /** The literal text, named values in place; undefined for an expression. */
    readonly literal: string | undefined,
    private readonly expression: CompiledExpression | undefined,
    private readonly source: string,
  ) {}

  static literal(text: string): Value {
    return new Value(text, undefined, text);
  }

  /** @param source the text as the document has it, named values not resolved, for the trace */
  static expression(expression: CompiledExpression, source: string): Value {
    return new Value(undefined, expression, source);
  }

  /** Static .NET type of the value. */
  get type(): string {
    return this.expression?.type ?? 'System.String';
  }

  /** Buffers the bodies the expression reads, then evaluates it. A literal is a string. */
  evaluate(exchange: Exchange): ClrValue | Promise<ClrValue> {
    const { expression } = this;
    if (expression === undefined) return this.literal ?? '';
    const request =
      expression.uses.requestBody && exchange.request.body?.isStream === true ? exchange.request.body : undefined;
    const response =
      expression.uses.responseBody && exchange.response?.body?.isStream === true ? exchange.response.body : undefined;
    if (request === undefined && response === undefined) return this.run(expression, exchange);
    return (async () => {
      await request?.buffer();
      await response?.buffer();
      return this.run(expression, exchange);
    })();
  }

  /** `ToString()` of the value; empty for null. */
  text(exchange: Exchange): string | Promise<string> {
    if (this.literal !== undefined) return this.literal;
    return whenReady(this.evaluate(exchange), toText);
  }

  /** @throws ClrException when an expression yields anything but a boolean, or a literal is neither true nor false */
  boolean(exchange: Exchange): boolean | Promise<boolean> {
    return whenReady(this.evaluate(exchange), toBoolean);
  }

  /** @throws ClrException when the value is no whole number */
  integer(exchange: Exchange): number | Promise<number> {
    return whenReady(this.evaluate(exchange), toInteger);
  }

  private run(expression: CompiledExpression, exchange: Exchange): ClrValue {
    const value = expression.evaluate(exchange);
    exchange.recorder?.expression(this.source, value);
    return value;
  }
}

/** What .NET's `ToString()` answers under the invariant culture; empty for null. */
export function toText(value: ClrValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return isClrObject(value) ? value.toClrString() : 'System.Byte[]';
}

function toBoolean(value: ClrValue): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  throw new ClrException(
    'System.InvalidCastException',
    `A boolean is needed here, and the value is ${describe(value)}.`,
  );
}

function toInteger(value: ClrValue): number {
  if (typeof value === 'number') return value;
  const number = Number(toText(value));
  if (Number.isInteger(number) && toText(value).trim() !== '') return number;
  throw new ClrException(
    'System.FormatException',
    `A whole number is needed here, and the value is ${describe(value)}.`,
  );
}

/** Names the kind of a value without showing it: it may be a secret. */
function describe(value: ClrValue): string {
  if (value === null) return 'null';
  if (isClrObject(value)) return `a ${value.clrType}`;
  return value instanceof Uint8Array ? 'a byte[]' : `a ${typeof value}`;
}
