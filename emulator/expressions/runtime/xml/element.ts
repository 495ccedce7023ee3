import { argument, invalidOperation } from '../errors';
import { XmlDocumentType, XmlText } from './leaf';
import type { ClrXName } from './name';
import { XmlAttribute, XmlNode } from './node';
import type { XmlWriter } from './write';

const XLINQ = 'System.Xml.Linq.';

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
    if (node.nodeType === 'Document' || node instanceof XmlDocumentType)
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
