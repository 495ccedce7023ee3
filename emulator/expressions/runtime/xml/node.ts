import { invalidOperation } from '../errors';
import { ReferenceObject } from '../reference-object';
import type { XmlContainer, XmlElement } from './element';
import { XMLNS_NAMESPACE } from './name';
import type { ClrXName } from './name';
import { XmlWriter } from './write';

/** A System.Xml.Linq.XAttribute. */
export class XmlAttribute extends ReferenceObject {
  readonly clrType = 'System.Xml.Linq.XAttribute';
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
    const writer = new XmlWriter();
    if (this.parent !== null) writer.knowsDeclarationsOf([this.parent, ...this.parent.ancestors()]);
    return writer.lone(this);
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
    writer.knowsDeclarationsOf(this.ancestors());
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
    for (let { parent } = this as XmlNode; parent?.nodeType === 'Element'; { parent } = parent)
      found.push(parent as XmlElement);
    return found;
  }
}
