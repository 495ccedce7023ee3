import type { ClrValue } from '../../clr-value';
import { argument, argumentOutOfRange, indexOutOfRange, invalidOperation } from '../errors';
import { JToken } from './token';
import type { TokenParent } from './token';
import { JValue } from './value';

/** Says whether a token may stay where it is because its successor is the same or an equal value. */
function isUnchanged(previous: JToken, next: JToken | null): boolean {
  return previous instanceof JValue && (next === null ? previous.type === 'Null' : previous.equals(next));
}

/** A token that holds others, in order. */
export abstract class JContainer extends JToken implements TokenParent {
  protected readonly held: JToken[] = [];
  private version = 0;

  abstract segmentOf(child: JToken): string;

  children(): readonly JToken[] {
    return this.held;
  }

  get count(): number {
    return this.held.length;
  }

  /** Walks the children; a change meanwhile ends the walk as .NET's enumerators do. */
  *walk(): Iterable<JToken> {
    const { version } = this;
    for (let index = 0; index < this.held.length; index += 1) {
      const child = this.held[index];
      if (child !== undefined) yield child;
      if (this.version !== version)
        throw invalidOperation('Collection was modified; enumeration operation may not execute.');
    }
  }

  override iterate(): Iterable<ClrValue> {
    return this.walk();
  }

  /** The child at an index; past the ends it throws as List's indexer does. */
  at(index: number): JToken {
    const found = this.held[index];
    if (found === undefined) throw indexOutOfRange();
    return found;
  }

  /** The position of this very token, -1 when it is not a child. */
  indexOf(token: JToken | null): number {
    return token === null ? -1 : this.held.indexOf(token);
  }

  add(token: JToken | null): void {
    this.insert(this.held.length, token);
  }

  /** Puts a token in; null becomes a null value, a token that stands elsewhere or holds this one is copied. */
  insert(index: number, token: JToken | null): void {
    const owned = this.owned(token);
    if (index < 0) throw indexOutOfRange();
    if (index > this.held.length) throw argumentOutOfRange('Index must be within the bounds of the List.', 'index');
    this.admit(owned, undefined);
    owned.parent = this;
    this.held.splice(index, 0, owned);
    this.version += 1;
  }

  replaceAt(index: number, token: JToken | null): void {
    const previous = this.held[this.requireIndex(index)];
    if (previous === undefined || isUnchanged(previous, token)) return;
    const owned = this.owned(token);
    this.admit(owned, previous);
    previous.parent = null;
    owned.parent = this;
    this.held[index] = owned;
    this.version += 1;
  }

  removeAt(index: number): void {
    this.requireIndex(index);
    for (const removed of this.held.splice(index, 1)) {
      removed.parent = null;
      this.released(removed);
    }
    this.version += 1;
  }

  /** Removes this very token; answers whether it was there. */
  removeChild(token: JToken | null): boolean {
    const index = this.indexOf(token);
    if (index !== -1) this.removeAt(index);
    return index !== -1;
  }

  removeAll(): void {
    for (const removed of this.held.splice(0)) {
      removed.parent = null;
      this.released(removed);
    }
    this.version += 1;
  }

  /** Throws when the token may not stand here, `previous` being the one it replaces. */
  protected admit(token: JToken, _previous: JToken | undefined): void {
    if (token.type === 'Property') throw argument(`Can not add ${token.clrType} to ${this.clrType}.`);
  }

  /** Called for each token that leaves. */
  protected released(_token: JToken): void {}

  private owned(token: JToken | null): JToken {
    if (token === null) return JValue.null();
    const closesCircle = token === this || (token.children().length > 0 && this.root === token);
    return token.parent !== null || closesCircle ? token.clone() : token;
  }

  private requireIndex(index: number): number {
    if (index < 0) throw argumentOutOfRange('Index is less than 0.', 'index');
    if (index >= this.held.length) throw argumentOutOfRange('Index is equal to or greater than Count.', 'index');
    return index;
  }

  protected writeChildren(open: string, close: string, newLine: string): string {
    const inner = newLine === '' ? '' : `${newLine}  `;
    let text = '';
    let isFirst = true;
    for (const child of this.held) {
      const isComment = child.type === 'Comment';
      // A comment takes no comma, and in an object no line.
      text += `${isFirst || isComment ? '' : ','}${isComment && this.type === 'Object' ? '' : inner}${child.write(inner)}`;
      isFirst &&= isComment;
    }
    if (this.held.length === 0) return open + close;
    // After nothing but comments the end stays on their line.
    return isFirst ? `${open}${text}${close}` : `${open}${text}${newLine}${close}`;
  }
}
