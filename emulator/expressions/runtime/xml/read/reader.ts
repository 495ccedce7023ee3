import type { ClrException } from '../../../clr-exception';
import { invalidCharacter, isPlainUnit } from '../characters';
import { XmlDocument } from '../document';
import type { XmlContainer } from '../element';
import { XmlInstruction, XmlText } from '../leaf';
import { xmlException } from '../name';
import { XmlCursor } from './cursor';
import { Entities } from './entities';
import { hasDeclaration, readDeclaration, readDocumentType } from './prologue';
import { readReference } from './references';
import { readStartTag } from './start-tag';
import type { Namespaces, StartTag } from './start-tag';

/** Deeper XML would overflow the stack of those who walk it. */
const DEEPEST_NESTING = 500;
/** The shortest document, `<a/>`. */
const SHORTEST = 4;

type Open = StartTag & { readonly keepsSpace: boolean };

/**
 * Reads XML as .NET's XmlReader does under LINQ to XML: namespaces, entities of the document type, line breaks as LF, and
 * errors in the same words at the same place.
 */
export class XmlReader {
  private readonly cursor: XmlCursor;
  private readonly document = new XmlDocument();
  private readonly open: Open[] = [];
  private entities: Entities;

  /** @param keepsSpace keeps text of nothing but white space between tags */
  constructor(
    text: string,
    private readonly keepsSpace: boolean,
  ) {
    this.cursor = new XmlCursor(text);
    this.entities = Entities.of(this.cursor);
  }

  read(): XmlDocument {
    const { cursor } = this;
    if (hasDeclaration(cursor)) this.document.declaration = readDeclaration(cursor);
    while (!cursor.isAtEnd) {
      if (this.open.length === 0) this.readOutside();
      else this.readContent();
    }
    if (this.open.length > 0) throw this.unclosed();
    if (this.document.rootElement === null) throw xmlException('Root element is missing.');
    return this.document;
  }

  private get target(): XmlContainer {
    return this.open.at(-1)?.element ?? this.document;
  }

  private unclosed(): ClrException {
    const names = this.open.map(({ name }) => name.whole).reverse();
    const list = names.length === 0 ? '' : `${names.join(', ')}.`;
    return this.cursor.error(
      `Unexpected end of file has occurred. The following elements are not closed: ${list}`,
      this.cursor.text.length,
    );
  }

  /** What stands before and after the root element. */
  private readOutside(): void {
    const { cursor } = this;
    if (cursor.peek() !== '<') {
      cursor.skipSpace();
      if (cursor.isAtEnd || cursor.peek() === '<') return;
      const unit = cursor.peek();
      throw cursor.error(
        isPlainUnit(unit) ? 'Data at the root level is invalid.' : invalidCharacter(unit, cursor.peek(1)),
      );
    }
    if (cursor.text.length - cursor.at < SHORTEST) throw cursor.error('Data at the root level is invalid.');
    if (cursor.startsWith('<?')) this.readInstruction();
    else if (cursor.startsWith('<!-')) this.readComment();
    else if (cursor.startsWith('<![')) throw cursor.error('Data at the root level is invalid.');
    else if (cursor.startsWith('<!')) this.readDocumentType();
    else if (cursor.startsWith('</')) throw cursor.error('Unexpected end tag.', cursor.at + 2);
    else {
      if (this.document.rootElement !== null) throw cursor.error('There are multiple root elements.', cursor.at + 1);
      this.readElement();
    }
  }

  private readContent(): void {
    const { cursor } = this;
    if (cursor.peek() !== '<') this.readText();
    else if (cursor.startsWith('<?')) this.readInstruction();
    else if (cursor.startsWith('</')) this.readEndTag();
    else if (!cursor.startsWith('<!')) {
      if (cursor.at + 1 >= cursor.text.length) throw this.unclosed();
      this.readElement();
    } else if (cursor.text.length - cursor.at < SHORTEST) throw this.unclosed();
    else if (cursor.startsWith('<!-')) this.readComment();
    else if (cursor.startsWith('<![')) this.readCData();
    else if (cursor.tokenAt(cursor.at + 2) === 'DOCTYPE') throw cursor.error('Unexpected DTD declaration.');
    else throw cursor.unexpected('<!--', cursor.at + 2, '<[CDATA[');
  }

  private readDocumentType(): void {
    const isFirst = this.document.documentType === null;
    this.cursor.at += 2;
    const { type, entities } = readDocumentType(this.cursor, isFirst, this.document.rootElement !== null);
    this.document.insert(type);
    this.entities = entities;
  }

  private readComment(): void {
    const { cursor } = this;
    if (cursor.peek(3) !== '-') throw cursor.unexpected('-', cursor.at + 3);
    cursor.at += 4;
    this.target.insert(new XmlText('System.Xml.Linq.XComment', cursor.readUntil('-->', 'Comment')));
  }

  private readCData(): void {
    const { cursor } = this;
    const start = cursor.at + 3;
    if (cursor.text.length - start < 6) throw this.unclosed();
    if (!cursor.startsWith('<![CDATA[')) throw cursor.unexpected('CDATA[', start);
    cursor.at += 9;
    this.target.insert(new XmlText('System.Xml.Linq.XCData', cursor.readUntil(']]>', 'CDATA')));
  }

  private readInstruction(): void {
    const { cursor } = this;
    cursor.at += 2;
    const start = cursor.at;
    const { whole } = cursor.readName(false);
    if (whole === 'xml') {
      throw cursor.error(
        'Unexpected XML declaration. The XML declaration must be the first node in the document, and no whitespace characters are allowed to appear before it.',
        start,
      );
    }
    if (whole.toLowerCase() === 'xml')
      throw cursor.error(`'${whole}' is an invalid name for processing instructions.`, start);
    if (cursor.skipSpace() === 0 && !cursor.startsWith('?>')) throw cursor.badName(false, cursor.at);
    this.target.insert(new XmlInstruction(whole, cursor.readUntil('?>', 'PI')));
  }

  private readElement(): void {
    const { cursor } = this;
    const outer = this.open.at(-1);
    if (this.open.length >= DEEPEST_NESTING)
      throw cursor.error(`The local gateway reads XML nested up to ${DEEPEST_NESTING} elements deep.`);
    cursor.at += 1;
    const namespaces: Namespaces = outer?.namespaces ?? new Map();
    const tag = readStartTag(cursor, { namespaces, entities: this.entities, unclosed: () => this.unclosed() });
    this.target.insert(tag.element);
    if (tag.isEmpty) return;
    const keepsSpace = tag.space === undefined ? (outer?.keepsSpace ?? false) : tag.space === 'preserve';
    this.open.push({ ...tag, keepsSpace });
  }

  private readEndTag(): void {
    const { cursor } = this;
    cursor.at += 2;
    const start = cursor.at;
    const last = this.open.at(-1);
    if (last === undefined) return;
    const end = start + last.name.whole.length;
    if (!cursor.startsWith(last.name.whole) || cursor.continuesNameAt(end)) throw this.mismatch(last);
    cursor.at = end;
    cursor.skipSpace();
    if (cursor.isAtEnd) throw this.unclosed();
    if (cursor.peek() !== '>') throw cursor.unexpected('>');
    cursor.at += 1;
    this.open.pop();
  }

  private mismatch({ name, at }: Open): ClrException {
    const { cursor } = this;
    const start = cursor.at;
    const lines = cursor.text.slice(0, at).split(/\r\n|\r|\n/);
    const place = `line ${lines.length} position ${(lines.at(-1)?.length ?? 0) + 1}`;
    const { whole } = cursor.readName(true);
    return cursor.error(`The '${name.whole}' start tag on ${place} does not match the end tag of '${whole}'.`, start);
  }

  private readText(): void {
    const { cursor } = this;
    let [value, isBlank] = ['', true];
    while (!cursor.isAtEnd && cursor.peek() !== '<') {
      if (cursor.startsWith(']]>')) throw cursor.error("']]>' is not allowed in character data.");
      if (cursor.peek() === '&') {
        const reference = readReference(cursor, this.entities, false);
        value += reference.value;
        isBlank &&= reference.isBlank;
      } else {
        const start = cursor.at;
        const isBreak = cursor.startsWith('\r\n');
        const character = cursor.takeCharacter();
        if (isBreak) cursor.at = start + 2;
        value += character === '\r' ? '\n' : character;
        isBlank &&= ' \t\r\n'.includes(character);
      }
    }
    const isKept = !isBlank || this.keepsSpace || this.open.at(-1)?.keepsSpace === true;
    if (isKept) this.target.insert(new XmlText('System.Xml.Linq.XText', value));
  }
}
