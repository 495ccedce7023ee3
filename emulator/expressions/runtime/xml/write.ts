import { argument } from '../errors';
import { unwritable } from './characters';
import { XML_NAMESPACE, XMLNS_NAMESPACE } from './name';
import type { ClrXName } from './name';

const NEW_LINE = '\n';

/** An attribute as the writer needs it. */
export interface AttributeToWrite {
  readonly name: ClrXName;
  readonly value: string;
  readonly isNamespaceDeclaration: boolean;
  /** The prefix a namespace declaration binds. */
  readonly declaredPrefix: string;
}

/** A node as the writer needs it. */
export interface NodeToWrite {
  writeTo(writer: XmlWriter): void;
}

/** An element as the writer needs it. */
export interface ElementToWrite {
  readonly name: ClrXName;
  readonly isEmpty: boolean;
  readonly attributes: readonly AttributeToWrite[];
  readonly children: readonly NodeToWrite[];
}

/** The text, in which a character that no XML may hold throws ArgumentException. */
function writable(text: string): string {
  const problem = unwritable(text);
  if (problem !== undefined) throw argument(problem);
  return text;
}

function escapeText(text: string): string {
  return writable(text)
    .replace(/[&<>]/g, (unit) => (unit === '&' ? '&amp;' : unit === '<' ? '&lt;' : '&gt;'))
    .replace(/\r\n?/g, NEW_LINE);
}

function escapeAttribute(text: string): string {
  return writable(text).replace(
    /[&<>"\t\r\n]/g,
    (unit) =>
      ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\t': '&#x9;', '\r': '&#xD;', '\n': '&#xA;' })[unit] ??
      unit,
  );
}

interface Binding {
  readonly prefix: string;
  readonly uri: string;
  /** Stands in the output or is known from an outer element; else it is still to be written. */
  written: boolean;
}

/** Writes nodes as .NET's XmlWriter does, with its way of inventing prefixes and of indenting. */
export class XmlWriter {
  text = '';
  /** Bindings in force, innermost last; .NET numbers invented prefixes by the length of its own list. */
  private readonly bindings: Binding[] = [
    { prefix: 'xmlns', uri: XMLNS_NAMESPACE, written: true },
    { prefix: 'xml', uri: XML_NAMESPACE, written: true },
    { prefix: '', uri: '', written: true },
  ];
  /** Declarations of the elements being written, for the prefixes LINQ to XML asks for. */
  private readonly declared: { readonly prefix: string; readonly uri: string }[] = [];
  private mixed = false;
  private depth = 0;

  constructor(private readonly indent = true) {}

  private line(): void {
    if (this.indent && !this.mixed && this.text !== '') this.text += NEW_LINE + '  '.repeat(this.depth);
  }

  private bound(prefix: string): Binding | undefined {
    return this.bindings.findLast((binding) => binding.prefix === prefix);
  }

  /** A prefix in force for the URI. */
  private prefixOf(uri: string): string | undefined {
    return this.bindings.findLast((binding) => binding.uri === uri && this.bound(binding.prefix) === binding)?.prefix;
  }

  /** The prefix that the declarations in the tree give, or null. */
  private declaredPrefix(uri: string, allowDefault: boolean): string | null {
    if (uri === '') return '';
    const found = this.declared.findLast(
      (entry) =>
        entry.uri === uri &&
        (allowDefault || entry.prefix !== '') &&
        this.declared.findLast((other) => other.prefix === entry.prefix) === entry,
    );
    if (found !== undefined) return found.prefix;
    return uri === XML_NAMESPACE ? 'xml' : uri === XMLNS_NAMESPACE ? 'xmlns' : null;
  }

  private bind(prefix: string, uri: string, start: number, explicit: boolean): void {
    const existing = this.bound(prefix);
    const here = existing !== undefined && this.bindings.lastIndexOf(existing) >= start;
    if (here) {
      if (explicit) existing.written = true;
      return;
    }
    this.bindings.push({ prefix, uri, written: explicit || existing?.uri === uri });
  }

  private attribute(attribute: AttributeToWrite, start: number): string {
    const { name, value } = attribute;
    if (attribute.isNamespaceDeclaration) {
      this.bind(attribute.declaredPrefix, value, start, true);
      return ` ${attribute.declaredPrefix === '' ? 'xmlns' : `xmlns:${name.local}`}="${escapeAttribute(value)}"`;
    }
    let prefix = this.declaredPrefix(name.namespace, false) ?? this.prefixOf(name.namespace) ?? '';
    if (prefix === '' && name.namespace !== '') prefix = `p${this.bindings.length - 3}`;
    if (prefix !== '') this.bind(prefix, name.namespace, start, false);
    return ` ${prefix === '' ? '' : `${prefix}:`}${name.local}="${escapeAttribute(value)}"`;
  }

  /** Takes over what elements around the first one declare, the nearest element first. */
  knowsDeclarationsOf(ancestors: Iterable<ElementToWrite>): void {
    for (const { attributes } of ancestors)
      for (const attribute of attributes)
        if (attribute.isNamespaceDeclaration)
          this.declared.unshift({ prefix: attribute.declaredPrefix, uri: attribute.value });
  }

  /** An attribute on its own. */
  lone(attribute: AttributeToWrite): string {
    return this.attribute(attribute, this.bindings.length).slice(1);
  }

  /** Writes an element with all that is in it. */
  element(element: ElementToWrite): void {
    this.line();
    const start = this.bindings.length;
    const declaredBefore = this.declared.length;
    for (const attribute of element.attributes)
      if (attribute.isNamespaceDeclaration)
        this.declared.push({ prefix: attribute.declaredPrefix, uri: attribute.value });
    const { namespace, local } = element.name;
    if (namespace === XMLNS_NAMESPACE) throw argument('Prefix "xmlns" is reserved for use by XML.');
    const prefix = this.declaredPrefix(namespace, true) ?? this.prefixOf(namespace) ?? '';
    this.bind(prefix, namespace, start, false);
    const name = prefix === '' ? local : `${prefix}:${local}`;
    this.text += `<${name}${element.attributes.map((attribute) => this.attribute(attribute, start)).join('')}`;
    for (const binding of this.bindings.slice(start).reverse())
      if (!binding.written)
        this.text += ` xmlns${binding.prefix === '' ? '' : `:${binding.prefix}`}="${escapeAttribute(binding.uri)}"`;
    for (const binding of this.bindings.slice(start)) binding.written = true;
    if (element.isEmpty) this.text += ' />';
    else this.inside(element, name);
    this.bindings.length = start;
    this.declared.length = declaredBefore;
  }

  private inside(element: ElementToWrite, name: string): void {
    const outerMixed = this.mixed;
    this.text += '>';
    this.depth += 1;
    for (const child of element.children) child.writeTo(this);
    this.depth -= 1;
    const last = element.children.at(-1);
    if (last !== undefined) this.line();
    this.mixed = outerMixed;
    this.text += `</${name}>`;
  }

  /** Character data. */
  characters(value: string): void {
    this.mixed = true;
    this.text += escapeText(value);
  }

  /** A CDATA section, or two where the text holds its end. */
  cdata(value: string): void {
    this.mixed = true;
    const text = writable(value).replace(/\r\n?/g, NEW_LINE);
    this.text += `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
  }

  /** Comments, processing instructions and document types, which stand on a line of their own. */
  markup(text: string): void {
    this.line();
    this.text += writable(text).replace(/\r\n?/g, NEW_LINE);
  }
}
