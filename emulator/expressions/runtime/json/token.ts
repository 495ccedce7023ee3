import type { ClrValue } from '../../clr-value';
import type { ClrEnumerable } from '../collections/enumerable';
import { ReferenceObject } from '../reference-object';

/** `JTokenType` by name. */
export type TokenType =
  | 'Object'
  | 'Array'
  | 'Constructor'
  | 'Property'
  | 'Comment'
  | 'Integer'
  | 'Float'
  | 'String'
  | 'Boolean'
  | 'Null'
  | 'Undefined'
  | 'Date'
  | 'Raw'
  | 'Bytes'
  | 'Guid'
  | 'Uri'
  | 'TimeSpan';

/** Where in its text a token ended when it was read, as Newtonsoft counts: lines from 1, characters from 0. */
export interface LineInfo {
  readonly line: number;
  readonly position: number;
}

/** What a container looks like to the tokens in it. */
export interface TokenParent extends JToken {
  children(): readonly JToken[];
  /** The place of a child, to be appended to this container's own path. */
  segmentOf(child: JToken): string;
}

/** A Newtonsoft JToken. A token stands in one container at most; adding it to a second one adds a copy. */
export abstract class JToken extends ReferenceObject implements ClrEnumerable {
  abstract override readonly clrType: string;
  abstract readonly type: TokenType;
  parent: TokenParent | null = null;
  /** Null for a token that was not read from text; errors of conversions name it. */
  lineInfo: LineInfo | null = null;

  abstract children(): readonly JToken[];
  protected abstract copy(): JToken;
  /** JSON text; `newLine` is a line break with the indentation of this token, or empty for compact text. */
  abstract write(newLine: string): string;

  /** A copy of the token and of all that is in it, without a parent; it keeps its place in the text. */
  clone(): this {
    const copy = this.copy();
    copy.lineInfo = this.lineInfo;
    return copy as this;
  }

  override toClrString(): string {
    return this.write('\n');
  }

  iterate(): Iterable<ClrValue> {
    return this.children();
  }

  get root(): JToken {
    return this.parent === null ? this : this.parent.root;
  }

  /** The token's place in its document, as Newtonsoft writes it: `a.b[0]`. */
  get path(): string {
    return this.parent === null ? '' : placeOf(this).replace(/^\.+/, '');
  }

  /** What the token itself adds to the path: the name of a property. */
  get ownSegment(): string {
    return '';
  }
}

function placeOf(token: JToken): string {
  const outer = token.parent === null ? '' : placeOf(token.parent) + token.parent.segmentOf(token);
  return outer + token.ownSegment;
}

/** One property name within a path: `.name`, or `['na me']` when it holds special characters. */
export function pathSegment(name: string): string {
  return /[ '".[\]()/@\\{}\t\r\n\f\b\u0085\u2028\u2029]/.test(name)
    ? `['${name.replace(/(['\\])/g, '\\$1')}']`
    : `.${name}`;
}

/** The short name of a token's class, which messages use: `JObject`. */
export function classNameOf(token: JToken): string {
  return token.clrType.slice(token.clrType.lastIndexOf('.') + 1);
}

/** Writes a token as JSON text: compact, or indented by two spaces. */
export function writeToken(token: JToken, indented: boolean): string {
  return token.write(indented ? '\n' : '');
}
