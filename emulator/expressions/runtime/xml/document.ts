import { argument, invalidOperation } from '../errors';
import { ReferenceObject } from '../reference-object';
import { XmlContainer, XmlElement } from './element';
import { XmlDocumentType, XmlText } from './leaf';
import type { XmlNode } from './node';
import type { XmlWriter } from './write';

const XLINQ = 'System.Xml.Linq.';

/** A System.Xml.Linq.XDeclaration. */
export class XmlDeclaration extends ReferenceObject {
  readonly clrType = `${XLINQ}XDeclaration`;

  constructor(
    public version: string | null,
    public encoding: string | null,
    public standalone: string | null,
  ) {
    super();
  }

  override toClrString(): string {
    const part = (name: string, value: string | null): string => (value === null ? '' : ` ${name}="${value}"`);
    return `<?xml${part('version', this.version)}${part('encoding', this.encoding)}${part('standalone', this.standalone)}?>`;
  }
}

/** A System.Xml.Linq.XDocument. */
export class XmlDocument extends XmlContainer {
  readonly clrType = `${XLINQ}XDocument`;
  readonly nodeType = 'Document';
  declaration: XmlDeclaration | null = null;

  get rootElement(): XmlElement | null {
    return this.elements()[0] ?? null;
  }

  get documentType(): XmlDocumentType | null {
    return this.children.find((child): child is XmlDocumentType => child instanceof XmlDocumentType) ?? null;
  }

  override addText(text: string, index = this.children.length): number {
    if (/[^ \t\r\n]/.test(text)) throw argument('Non-whitespace characters cannot be added to content.');
    return super.addText(text, index);
  }

  protected accept(node: XmlNode, index: number): void {
    if (node instanceof XmlDocument || (node instanceof XmlText && node.nodeType === 'CDATA'))
      throw argument(`A node of type ${node.nodeType} cannot be added to content.`);
    if (node instanceof XmlText && node.nodeType === 'Text' && /[^ \t\r\n]/.test(node.value))
      throw argument('Non-whitespace characters cannot be added to content.');
    const before = this.children.slice(0, index);
    const after = this.children.slice(index);
    const wrong =
      node instanceof XmlElement
        ? this.rootElement !== null || after.some((child) => child instanceof XmlDocumentType)
        : node instanceof XmlDocumentType &&
          (this.documentType !== null || before.some((child) => child instanceof XmlElement));
    if (wrong) throw invalidOperation('This operation would create an incorrectly structured document.');
  }

  writeTo(writer: XmlWriter): void {
    for (const child of this.children) child.writeTo(writer);
  }

  clone(): XmlDocument {
    const copy = new XmlDocument();
    copy.declaration = this.declaration;
    for (const child of this.children) copy.insert(child.clone());
    return copy;
  }
}
