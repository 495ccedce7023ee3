import { scanExpression } from '../expressions/scan';
import { findEntity, indexOfExpression, isExpression } from './expression-text';
import type { RawXmlFinding, RawXmlFindingKind } from './raw-xml-error';

/** A stretch of text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One attribute value, or one run of text between tags, by where it ends. */
export interface LiftedValue {
  readonly start: number;
  /** The expression, when the value is one; its brackets included, white space around it not. */
  readonly expression?: Span;
}

/** A mistake before its offset is turned into a line and a column. */
export type OffsetFinding = Omit<RawXmlFinding, 'position'> & { readonly offset: number };

/** rawxml with its C# taken out. */
export interface Lifted {
  /** The text with each expression replaced by a placeholder of the same length, so offsets stay what they were. */
  readonly xml: string;
  /** By the offset of the closing quote (attribute), of the next `<` or of the end of the text (text). */
  readonly values: ReadonlyMap<number, LiftedValue>;
  readonly findings: readonly OffsetFinding[];
  /** False when an expression never closes: what follows it cannot be told apart from C#. */
  readonly complete: boolean;
}

/** `@{{` plus the longest display name of a named value plus `}}`: enough text to tell a block from a named value. */
const LONGEST_OPENING = 261;

class UnclosedExpression extends Error {}

const FIXES = {
  mixed:
    'make the whole value one expression, for example @("Bearer " + token), or remove "@(" and "@{" from the literal text.',
  cdata: 'write the expression as element text without CDATA; in rawxml C# needs no escaping.',
  entity: 'write the character itself; in rawxml C# stands unescaped.',
  doctype: 'delete the document type declaration.',
  instruction: 'delete it; a policy document starts with its root element.',
  unclosed: 'close every bracket, string and comment of the expression.',
};

/**
 * Takes the C# out of rawxml, so that an XML parser can read the rest: finds each `@(...)` and `@{...}` in attribute
 * values and element text, where it may hold quotes, `<` and `&`, and blanks it out.
 */
export function liftExpressions(text: string): Lifted {
  return new Lifter(text).run();
}

class Lifter {
  private readonly pieces: string[] = [];
  private copied = 0;
  private readonly values = new Map<number, LiftedValue>();
  private readonly findings: OffsetFinding[] = [];

  constructor(private readonly text: string) {}

  run(): Lifted {
    let complete = true;
    try {
      let offset = 0;
      while (offset < this.text.length) offset = this.text[offset] === '<' ? this.markup(offset) : this.textRun(offset);
    } catch (error) {
      if (!(error instanceof UnclosedExpression)) throw error;
      complete = false;
    }
    this.pieces.push(this.text.slice(this.copied));
    return { xml: this.pieces.join(''), values: this.values, findings: this.findings, complete };
  }

  /** Text between tags. Returns the offset of the next `<`. */
  private textRun(start: number): number {
    const first = this.firstInk(start);
    if (this.opensAt(first)) {
      const end = this.lift(first);
      const next = this.firstInk(end);
      if (next >= this.text.length || this.text[next] === '<') {
        this.values.set(next, { start, expression: { start: first, end } });
        return next;
      }
      this.report('mixed-expression', first, 'A policy expression is followed by literal text.', FIXES.mixed);
      return this.literalText(start, end);
    }
    return this.literalText(start, start);
  }

  private literalText(start: number, from: number): number {
    const end = this.literal(from, '<');
    this.values.set(end, { start });
    return end;
  }

  /** Literal text up to `stop`, with any expression in it reported and lifted. Returns the offset of `stop`. */
  private literal(from: number, stop: string): number {
    let offset = from;
    for (;;) {
      const found = this.text.indexOf(stop, offset);
      const end = found === -1 ? this.text.length : found;
      const expression = indexOfExpression(this.text.slice(offset, end));
      if (expression === -1) return end;
      const start = offset + expression;
      this.report('mixed-expression', start, 'A policy expression stands inside literal text.', FIXES.mixed);
      offset = this.lift(start);
    }
  }

  private markup(start: number): number {
    if (this.text.startsWith('<!--', start)) return this.after('-->', start + 4);
    if (this.text.startsWith('<![CDATA[', start)) return this.cdata(start);
    if (this.text.startsWith('<!', start)) {
      this.report('doctype', start, 'A document type declaration is not allowed in a policy document.', FIXES.doctype);
      return this.after('>', start + 2);
    }
    if (this.text.startsWith('<?', start)) {
      const what = /^<\?xml\s/.test(this.text.slice(start, start + 6))
        ? 'An XML declaration'
        : 'A processing instruction';
      this.report('processing-instruction', start, `${what} is not allowed in a policy document.`, FIXES.instruction);
      return this.after('?>', start + 2);
    }
    return this.tag(start + 1);
  }

  private cdata(start: number): number {
    const end = this.after(']]>', start + 9);
    const expression = indexOfExpression(this.text.slice(start, end));
    if (expression !== -1)
      this.report('mixed-expression', start + expression, 'A policy expression stands inside CDATA.', FIXES.cdata);
    return end;
  }

  private tag(start: number): number {
    let offset = start;
    for (; offset < this.text.length; offset++) {
      const char = this.text[offset];
      if (char === '>') return offset + 1;
      if (char === '<') return offset;
      if (char === '"' || char === "'") offset = this.attributeValue(offset + 1, char);
    }
    return offset;
  }

  /** Returns the offset of the closing quote. */
  private attributeValue(start: number, quote: string): number {
    const first = this.firstInk(start);
    if (this.opensAt(first)) {
      const end = this.lift(first);
      const next = this.firstInk(end);
      if (this.text[next] === quote) {
        this.values.set(next, { start, expression: { start: first, end } });
        return next;
      }
      this.report('mixed-expression', first, 'A policy expression is followed by literal text.', FIXES.mixed);
      const close = this.literal(end, quote);
      this.values.set(close, { start });
      return close;
    }
    const close = this.literal(start, quote);
    this.values.set(close, { start });
    return close;
  }

  private opensAt(offset: number): boolean {
    return this.text[offset] === '@' && isExpression(this.text.slice(offset, offset + LONGEST_OPENING));
  }

  /** Blanks out the expression at `start` and returns the offset after it. */
  private lift(start: number): number {
    let end: number;
    try {
      end = scanExpression(this.text, start);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.report('unclosed-expression', start, `The policy expression does not close: ${reason}`, FIXES.unclosed);
      throw new UnclosedExpression();
    }
    const entity = findEntity(this.text.slice(start, end));
    if (entity) {
      const message = `The XML entity ${entity.entity} stands inside a policy expression.`;
      this.report('expression-entity', start + entity.index, message, FIXES.entity);
    }
    this.pieces.push(this.text.slice(this.copied, start), 'x'.repeat(end - start));
    this.copied = end;
    return end;
  }

  private firstInk(offset: number): number {
    while (offset < this.text.length && ' \t\r\n'.includes(this.text.charAt(offset))) offset++;
    return offset;
  }

  private after(mark: string, from: number): number {
    const found = this.text.indexOf(mark, from);
    return found === -1 ? this.text.length : found + mark.length;
  }

  private report(kind: RawXmlFindingKind, offset: number, message: string, fix: string): void {
    this.findings.push({ kind, offset, message, fix });
  }
}
