import { XmlNode } from './node';
import type { XmlWriter } from './write';

const XLINQ = 'System.Xml.Linq.';

/** A comment's text as a writer puts it: with a space where two dashes, or one and the end, would meet. */
function spaced(comment: string): string {
  return comment.replace(/-(?=-)/g, '- ').replace(/-$/, '- ');
}

/** Text, CDATA sections and comments: nodes that are one string. */
export class XmlText extends XmlNode {
  constructor(
    readonly clrType: 'System.Xml.Linq.XText' | 'System.Xml.Linq.XCData' | 'System.Xml.Linq.XComment',
    public value: string,
  ) {
    super();
  }

  get nodeType(): string {
    if (this.clrType === `${XLINQ}XComment`) return 'Comment';
    return this.clrType === `${XLINQ}XCData` ? 'CDATA' : 'Text';
  }

  get isComment(): boolean {
    return this.clrType === `${XLINQ}XComment`;
  }

  writeTo(writer: XmlWriter): void {
    if (this.isComment) writer.markup(`<!--${spaced(this.value)}-->`);
    else if (this.nodeType === 'CDATA') writer.cdata(this.value);
    else writer.characters(this.value);
  }

  clone(): XmlText {
    return new XmlText(this.clrType, this.value);
  }
}

/** A System.Xml.Linq.XProcessingInstruction. */
export class XmlInstruction extends XmlNode {
  readonly clrType = `${XLINQ}XProcessingInstruction`;
  readonly nodeType = 'ProcessingInstruction';

  constructor(
    public target: string,
    public data: string,
  ) {
    super();
  }

  writeTo(writer: XmlWriter): void {
    // The end of an instruction within one is taken apart.
    const data = this.data.replaceAll('?>', '? >');
    writer.markup(`<?${this.target}${data === '' ? '' : ` ${data}`}?>`);
  }

  clone(): XmlInstruction {
    return new XmlInstruction(this.target, this.data);
  }
}

/** A System.Xml.Linq.XDocumentType. */
export class XmlDocumentType extends XmlNode {
  readonly clrType = `${XLINQ}XDocumentType`;
  readonly nodeType = 'DocumentType';

  constructor(
    public name: string,
    public publicId: string | null,
    public systemId: string | null,
    public internalSubset: string | null,
  ) {
    super();
  }

  writeTo(writer: XmlWriter): void {
    const { name, publicId, systemId, internalSubset } = this;
    const system = systemId === null ? '' : ` SYSTEM "${systemId}"`;
    const external = publicId === null ? system : ` PUBLIC "${publicId}" "${systemId ?? ''}"`;
    const subset = internalSubset === null ? '' : `[${internalSubset}]`;
    writer.markup(`<!DOCTYPE ${name}${external === '' ? ' ' : external}${subset}>`);
  }

  clone(): XmlDocumentType {
    return new XmlDocumentType(this.name, this.publicId, this.systemId, this.internalSubset);
  }
}
