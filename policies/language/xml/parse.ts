import { SaxesParser } from 'saxes';
import { liftExpressions, type Lifted } from './lift';
import { indexLines, type LineIndex } from './line-index';
import type { XmlAttribute, XmlElement, XmlNode } from './node';
import { RawXmlError, type RawXmlFinding } from './raw-xml-error';

/**
 * Reads rawxml, the dialect of policy text in which C# stands unescaped: lifts the expressions out, then parses the
 * rest strictly. Literal values are decoded, expressions are C# exactly as written, without the white space around
 * them. Comments and white space between elements are dropped. Positions refer to `text`.
 *
 * @throws RawXmlError with every finding: not well-formed XML, elements nested hundreds deep, `--` in a comment, an
 * unknown entity, a document type declaration or processing instruction, an expression that does not close, is mixed
 * with text or holds an XML entity.
 */
export function parseRawXml(text: string): XmlElement {
  const lines = indexLines(text);
  const lifted = liftExpressions(text);
  const findings: RawXmlFinding[] = lifted.findings.map(({ offset, ...rest }) => ({
    ...rest,
    position: lines.at(offset),
  }));
  const reader = new Reader(text, lifted, lines);
  // Without the end of an expression the XML parser would only report the C# it runs into.
  if (lifted.complete) findings.push(...reader.read());
  if (findings.length > 0)
    throw new RawXmlError(findings.sort((one, other) => one.position.offset - other.position.offset));
  if (!reader.root) throw new Error('The XML parser reported neither a root element nor a mistake.');
  return reader.root;
}

/** Deeper than any policy nests, and shallow enough to walk a tree by recursion. */
const DEEPEST_NESTING = 200;

interface OpenElement {
  readonly name: string;
  readonly start: number;
  readonly attributes: XmlAttribute[];
  readonly children: XmlNode[];
  text: TextRun[];
}

interface TextRun {
  readonly value: string;
  readonly start: number;
  readonly expression: boolean;
}

/** Builds the tree from the events of the XML parser; every offset is the same in the lifted text and in the original. */
class Reader {
  root: XmlElement | undefined;
  private readonly stack: OpenElement[] = [];
  private readonly findings: RawXmlFinding[] = [];
  private readonly parser = new SaxesParser<{ position: false }>({ position: false });

  constructor(
    private readonly text: string,
    private readonly lifted: Lifted,
    private readonly lines: LineIndex,
  ) {}

  read(): readonly RawXmlFinding[] {
    const { parser } = this;
    parser.on('error', (error) => this.malformed(error.message));
    parser.on('opentagstart', ({ name }) => this.open(name));
    parser.on('attribute', ({ name, value }) => this.attribute(name, value));
    parser.on('text', (value) => this.characters(value));
    parser.on('cdata', (value) => this.cdata(value));
    parser.on('closetag', () => this.close());
    parser.write(this.lifted.xml).close();
    return this.findings;
  }

  private open(name: string): void {
    const parent = this.stack.at(-1);
    if (parent) this.flush(parent);
    const start = this.lifted.xml.lastIndexOf('<', this.parser.position - 1);
    this.stack.push({ name, start, attributes: [], children: [], text: [] });
    if (this.stack.length === DEEPEST_NESTING + 1)
      this.report(
        'malformed',
        start,
        `Elements are nested more than ${DEEPEST_NESTING} deep.`,
        'move inner policies to a fragment.',
      );
  }

  private attribute(name: string, value: string): void {
    const lifted = this.lifted.values.get(this.parser.position - 1);
    const expression = lifted?.expression;
    this.stack.at(-1)?.attributes.push({
      name,
      value: expression ? this.text.slice(expression.start, expression.end) : value,
      position: this.lines.at(expression?.start ?? lifted?.start ?? this.parser.position - 1),
    });
  }

  private characters(value: string): void {
    const element = this.stack.at(-1);
    if (!element) return;
    const lifted = this.lifted.values.get(this.parser.position - 1);
    const expression = lifted?.expression;
    element.text.push({
      value: expression ? this.text.slice(expression.start, expression.end) : value,
      start: expression?.start ?? lifted?.start ?? this.parser.position - 1,
      expression: expression !== undefined,
    });
  }

  private cdata(value: string): void {
    const start = this.lifted.xml.lastIndexOf('<![CDATA[', this.parser.position);
    this.stack.at(-1)?.text.push({ value, start, expression: false });
  }

  private close(): void {
    const closed = this.stack.pop();
    if (!closed) return;
    this.flush(closed);
    const element: XmlElement = {
      type: 'element',
      name: closed.name,
      attributes: closed.attributes,
      children: closed.children,
      position: this.lines.at(closed.start),
    };
    const parent = this.stack.at(-1);
    if (parent) parent.children.push(element);
    else this.root ??= element;
  }

  /** Comments and CDATA cut text into runs; a reader of the document sees one text. */
  private flush(element: OpenElement): void {
    const runs = element.text.filter(({ value, expression }) => expression || /[^ \t\r\n]/.test(value));
    const [first] = runs;
    if (first) {
      const expression = runs.find((run) => run.expression);
      if (expression && runs.length > 1)
        this.report(
          'mixed-expression',
          expression.start,
          'A policy expression stands beside literal text.',
          'make the whole text one expression, or move the literal text into it.',
        );
      const value = expression ? expression.value : element.text.map((run) => run.value).join('');
      const start = (expression ?? element.text[0] ?? first).start;
      element.children.push({ type: 'text', value, position: this.lines.at(start) });
    }
    element.text = [];
  }

  private malformed(reason: string): void {
    const after = this.parser.position;
    if (reason === 'malformed comment.')
      return this.report(
        'comment',
        after - 3,
        'An XML comment contains "--".',
        'replace "--" inside the comment, for example by a single dash; a comment cannot nest another.',
      );
    if (reason === 'undefined entity.') {
      const start = this.lifted.xml.lastIndexOf('&', after - 1);
      const entity = this.lifted.xml.slice(start, after);
      return this.report(
        'entity',
        start,
        `The entity ${entity} is unknown.`,
        'use one of &amp; &lt; &gt; &quot; &apos; or a numeric reference such as &#160;.',
      );
    }
    // One slip makes the XML parser report several; only the first names the cause.
    if (this.findings.some(({ kind }) => kind === 'malformed')) return;
    const message = `The document is not well-formed XML: ${reason}`;
    this.report('malformed', this.causeOf(reason), message, 'correct the XML at this place.');
  }

  /** The parser stops where it can no longer go on, which for some mistakes is far behind the place to correct. */
  private causeOf(reason: string): number {
    const { xml } = this.lifted;
    const after = this.parser.position;
    if (reason.startsWith('unclosed tag')) return this.stack.at(-1)?.start ?? 0;
    if (reason.includes('only one root')) return xml.lastIndexOf('<', after - 1);
    if (reason.startsWith('text data outside')) {
      const start = xml.lastIndexOf('>', after - 2) + 1;
      return start + Math.max(0, xml.slice(start).search(/\S/));
    }
    const ampersand = xml.lastIndexOf('&', after - 1);
    const bare = ampersand !== -1 && !xml.slice(ampersand, after).includes(';');
    if (reason.includes('entity') || (reason === 'unexpected end.' && bare)) return ampersand;
    return Math.max(0, after - 1);
  }

  private report(kind: RawXmlFinding['kind'], offset: number, message: string, fix: string): void {
    this.findings.push({ kind, message, fix, position: this.lines.at(offset) });
  }
}
