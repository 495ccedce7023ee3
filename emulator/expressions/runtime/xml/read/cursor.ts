import type { ClrException } from '../../../clr-exception';
import {
  badNameCharacter,
  continuesName,
  invalidCharacter,
  isHighSurrogate,
  isLowSurrogate,
  isPlainUnit,
  startsName,
} from '../characters';
import { xmlException } from '../name';

const SPACE = ' \t\r\n';

/** A name; the prefix is empty where it has none. */
export interface QualifiedName {
  readonly prefix: string;
  readonly local: string;
  readonly whole: string;
}

/** A place in XML text, with the errors and the little steps that everything read from it shares. */
export class XmlCursor {
  at = 0;

  constructor(readonly text: string) {}

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The unit so many places on; empty past the end. */
  peek(ahead = 0): string {
    return this.text.charAt(this.at + ahead);
  }

  startsWith(word: string): boolean {
    return this.text.startsWith(word, this.at);
  }

  /** An XmlException that names line and position. */
  error(message: string, at = this.at): ClrException {
    const lines = this.text.slice(0, at).split(/\r\n|\r|\n/);
    return xmlException(`${message} Line ${lines.length}, position ${(lines.at(-1)?.length ?? 0) + 1}.`);
  }

  /** A token that is not the one, or not one of the two, that must stand here. */
  unexpected(expected: string, at = this.at, other?: string): ClrException {
    if (at >= this.text.length) return this.error('Unexpected end of file has occurred.', at);
    const wanted = other === undefined ? `'${expected}'` : `'${expected}' or '${other}'`;
    return this.error(`'${this.tokenAt(at)}' is an unexpected token. The expected token is ${wanted}.`, at);
  }

  expectingSpace(at = this.at): ClrException {
    if (at >= this.text.length) return this.error('Unexpected end of file has occurred.', at);
    return this.error(`'${this.tokenAt(at)}' is an unexpected token. Expecting whitespace.`, at);
  }

  endWithin(what: string, at = this.text.length): ClrException {
    return this.error(`Unexpected end of file while parsing ${what} has occurred.`, at);
  }

  /** What stands at a place, for messages: a name, else one unit. */
  tokenAt(at: number): string {
    if (!continuesName(this.text, at)) return this.text.charAt(at);
    return this.text.slice(at, this.nameEnd(at));
  }

  startsNameHere(): boolean {
    return startsName(this.text, this.at);
  }

  /** Whether the unit at a place goes on with a name, prefixes included. */
  continuesNameAt(at: number): boolean {
    return this.text.charAt(at) === ':' || continuesName(this.text, at);
  }

  private nameEnd(from: number): number {
    let end = from;
    while (end < this.text.length && continuesName(this.text, end)) end += 1;
    return end;
  }

  isSpace(at = this.at): boolean {
    return at < this.text.length && SPACE.includes(this.text.charAt(at));
  }

  /** Passes white space; answers how much there was. */
  skipSpace(): number {
    const start = this.at;
    while (this.isSpace()) this.at += 1;
    return this.at - start;
  }

  badName(isFirst: boolean, at: number): ClrException {
    return this.error(badNameCharacter(isFirst, this.text.charAt(at), this.text.charAt(at + 1)), at);
  }

  /** Reads a name; one with a prefix only where the name may have one. */
  readName(mayHavePrefix: boolean): QualifiedName {
    const start = this.at;
    let colon = -1;
    let end = start;
    for (;;) {
      if (!startsName(this.text, end))
        throw end + 1 >= this.text.length ? this.endWithin('Name', end) : this.badName(true, end);
      end = this.nameEnd(end + 1);
      if (this.text.charAt(end) !== ':') break;
      if (colon !== -1 || !mayHavePrefix) throw this.error(badNameCharacter(false, ':'), end);
      colon = end;
      end += 1;
    }
    if (end >= this.text.length) throw this.endWithin('Name', end);
    this.at = end;
    const whole = this.text.slice(start, end);
    return colon === -1
      ? { prefix: '', local: whole, whole }
      : { prefix: this.text.slice(start, colon), local: this.text.slice(colon + 1, end), whole };
  }

  /** Passes one character that may stand in XML, a pair of units or one; throws for another one. */
  takeCharacter(): string {
    const unit = this.peek();
    if (isPlainUnit(unit)) {
      this.at += 1;
      return unit;
    }
    // After a first half it is what follows that .NET finds wrong, if anything does.
    const isHalf = isHighSurrogate(unit) && this.at + 1 < this.text.length;
    if (isHalf && isLowSurrogate(this.peek(1))) {
      this.at += 2;
      return this.text.slice(this.at - 2, this.at);
    }
    const bad = this.at + (isHalf ? 1 : 0);
    throw this.error(invalidCharacter(this.text.charAt(bad), this.text.charAt(bad + 1)), bad);
  }

  /** Text up to an end mark, `--` or `?` among them, with line breaks as one LF; `what` names it where the text ends before. */
  readUntil(end: string, what: string): string {
    let found = '';
    while (!this.startsWith(end)) {
      // A part of the mark at the very end is left when the text ends.
      if (this.isAtEnd || (end.length > 1 && end.startsWith(this.text.slice(this.at))))
        throw this.endWithin(what, this.at);
      if (what === 'Comment' && this.startsWith('--')) {
        throw this.error("An XML comment cannot contain '--', and '-' cannot be the last character.");
      }
      found += this.takeCharacter();
    }
    this.at += end.length;
    return found.replace(/\r\n?/g, '\n');
  }
}
