import { argument, invalidOperation } from '../errors';
import { ReferenceObject } from '../reference-object';
import { XMLNS_NAMESPACE } from './name';
import type { ClrXName } from './name';
import { XmlWriter } from './write';

const XLINQ = 'System.Xml.Linq.';

/** A System.Xml.Linq.XAttribute. */
export class XmlAttribute extends ReferenceObject {
  readonly clrType = `${XLINQ}XAttribute`;
  parent: XmlElement | null = null;

  constructor(
    readonly name: ClrXName,
    public value: string,
  ) {
    super();
  }

  /** `xmlns="..."` or `xmlns:p="..."`. */
  get isNamespaceDeclaration(): boolean {
    return this.name.namespace === XMLNS_NAMESPACE || (this.name.namespace === '' && this.name.local === 'xmlns');
  }

  /** The prefix a namespace declaration binds; empty for the default namespace. */
  get declaredPrefix(): string {
    return this.name.namespace === '' ? '' : this.name.local;
  }

  override toClrString(): string {
    return new XmlWriter().lone(this);
  }

  remove(): void {
    if (this.parent === null) throw invalidOperation('The parent is missing.');
    this.parent.attributes.splice(this.parent.attributes.indexOf(this), 1);
    this.parent = null;
  }
}

/** A System.Xml.Linq.XNode. */
export abstract class XmlNode extends ReferenceObject {
  parent: XmlContainer | null = null;
  /** `XmlNodeType` by name. */
  abstract readonly nodeType: string;

  abstract clone(): XmlNode;

  abstract writeTo(writer: XmlWriter): void;

  /** `ToString()`; without indentation it is that of `SaveOptions.DisableFormatting`. */
  print(indent = true): string {
    const writer = new XmlWriter(indent);
    this.writeTo(writer);
    return writer.text;
  }

  override toClrString(): string {
    return this.print();
  }

  /** Siblings after (1) or before (-1), nearest last in document order for -1. */
  siblings(direction: 1 | -1): XmlNode[] {
    if (this.parent === null) return [];
    const index = this.parent.children.indexOf(this);
    return direction === 1 ? this.parent.children.slice(index + 1) : this.parent.children.slice(0, index);
  }

  remove(): void {
    if (this.parent === null) throw invalidOperation('The parent is missing.');
    this.parent.children.splice(this.parent.children.indexOf(this), 1);
    this.parent = null;
  }

  /** The outermost container, or the node itself. */
  root(): XmlNode {
    return this.parent === null ? this : this.parent.root();
  }

  ancestors(): XmlElement[] {
    const found: XmlElement[] = [];
    for (let { parent } = this as { parent: XmlContainer | null }; parent instanceof XmlElement; { parent } = parent)
      found.push(parent);
    return found;
  }
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
    if (this.isComment) writer.markup(`<!--${this.value}-->`);
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
    writer.markup(`<?${this.target}${this.data === '' ? '' : ` ${this.data}`}?>`);
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
    const subset = internalSubset === null || internalSubset === '' ? '' : `[${internalSubset}]`;
    writer.markup(`<!DOCTYPE ${name}${external === '' ? ' ' : external}${subset}>`);
  }

  clone(): XmlDocumentType {
    return new XmlDocumentType(this.name, this.publicId, this.systemId, this.internalSubset);
  }
}

/** A System.Xml.Linq.XContainer: an element or a document. */
export abstract class XmlContainer extends XmlNode {
  readonly children: XmlNode[] = [];

  /** Puts a node at `index`, a copy of it when it already stands in a tree or is the root of this one. */
  insert(node: XmlNode, index = this.children.length): XmlNode {
    const placed = node.parent !== null || node === this.root() ? node.clone() : node;
    this.accept(placed, index);
    placed.parent = this;
    this.children.splice(index, 0, placed);
    return placed;
  }

  /** Throws when this node may not stand at `index`. */
  protected abstract accept(node: XmlNode, index: number): void;

  /** Adds text, to the text node before when there is one. */
  addText(text: string, index = this.children.length): number {
    if (text === '') return index;
    const before = this.children[index - 1];
    if (before instanceof XmlText && before.nodeType === 'Text') {
      before.value += text;
      return index;
    }
    this.insert(new XmlText(`${XLINQ}XText`, text), index);
    return index + 1;
  }

  removeNodes(): void {
    for (const child of this.children) child.parent = null;
    this.children.length = 0;
  }

  elements(): XmlElement[] {
    return this.children.filter((child): child is XmlElement => child instanceof XmlElement);
  }

  *descendantNodes(): Iterable<XmlNode> {
    for (const child of this.children) {
      yield child;
      if (child instanceof XmlContainer) yield* child.descendantNodes();
    }
  }

  *descendants(): Iterable<XmlElement> {
    for (const node of this.descendantNodes()) if (node instanceof XmlElement) yield node;
  }
}

/** A System.Xml.Linq.XElement. */
export class XmlElement extends XmlContainer {
  readonly clrType = `${XLINQ}XElement`;
  readonly nodeType = 'Element';
  readonly attributes: XmlAttribute[] = [];
  /** Printed as `<a></a>` although nothing is in it. */
  hasEmptyText = false;

  constructor(public name: ClrXName) {
    super();
  }

  get isEmpty(): boolean {
    return this.children.length === 0 && !this.hasEmptyText;
  }

  override addText(text: string, index?: number): number {
    if (this.children.length === 0 && text === '') this.hasEmptyText = true;
    return super.addText(text, index);
  }

  override removeNodes(): void {
    super.removeNodes();
    this.hasEmptyText = false;
  }

  protected accept(node: XmlNode): void {
    if (node instanceof XmlDocument || node instanceof XmlDocumentType)
      throw argument(`A node of type ${node.nodeType} cannot be added to content.`);
    this.hasEmptyText = false;
  }

  attribute(name: ClrXName): XmlAttribute | null {
    return this.attributes.find((attribute) => attribute.name.is(name)) ?? null;
  }

  addAttribute(attribute: XmlAttribute): void {
    if (this.attribute(attribute.name) !== null) throw invalidOperation('Duplicate attribute.');
    const placed = attribute.parent === null ? attribute : new XmlAttribute(attribute.name, attribute.value);
    placed.parent = this;
    this.attributes.push(placed);
  }

  removeAttributes(): void {
    for (const attribute of this.attributes) attribute.parent = null;
    this.attributes.length = 0;
  }

  /** All text inside, without comments. */
  get value(): string {
    let text = '';
    for (const node of this.descendantNodes()) if (node instanceof XmlText && !node.isComment) text += node.value;
    return text;
  }

  set value(text: string) {
    this.removeNodes();
    this.addText(text);
  }

  writeTo(writer: XmlWriter): void {
    writer.element(this);
  }

  clone(): XmlElement {
    const copy = new XmlElement(this.name);
    copy.hasEmptyText = this.hasEmptyText;
    for (const attribute of this.attributes) copy.addAttribute(attribute);
    for (const child of this.children) copy.insert(child.clone());
    return copy;
  }
}

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
