import type { ClrValue } from '../../../clr-value';
import { argumentNull } from '../../errors';
import type { Member, MemberTable } from '../../member';
import type { TextBuffer } from '../../text/text-buffer';
import { addContent, xmlText } from '../../xml/content';
import type { ClrXName } from '../../xml/name';
import { ClrXNamespace, XML_NAMESPACE, XMLNS_NAMESPACE } from '../../xml/name';
import { XmlElement } from '../../xml/element';
import { XmlAttribute } from '../../xml/node';
import { parseElement } from '../../xml/parse';
import { elementQuery, fill, nodes, requireValue, taking, withName } from './nodes';

import { andSelf, copyOf, save, saveWith } from './shared';

const L = 'System.Xml.Linq.';
const E = `${L}XElement`;
const A = `${L}XAttribute`;
const NAME = `${L}XName`;

function makeElement(name: ClrXName | null, content: ClrValue): XmlElement {
  if (name === null) throw argumentNull('name');
  return fill(new XmlElement(name), content);
}

function setAttribute(self: XmlElement, name: ClrXName, value: ClrValue): void {
  const existing = self.attribute(name);
  if (value === null) existing?.remove();
  else if (existing !== null) existing.value = xmlText(value);
  else self.addAttribute(new XmlAttribute(name, xmlText(value)));
}

function setElement(self: XmlElement, name: ClrXName, value: ClrValue): void {
  const [existing] = withName(self.elements(), name);
  if (value === null) existing?.remove();
  else if (existing !== undefined) existing.value = xmlText(value);
  else self.insert(fill(new XmlElement(name), xmlText(value)));
}

/** Namespace declarations in force at an element, innermost first. */
function* declarations(self: XmlElement): Iterable<XmlAttribute> {
  for (const element of [self, ...self.ancestors()])
    for (const attribute of element.attributes) if (attribute.isNamespaceDeclaration) yield attribute;
}

function namespaceOfPrefix(self: XmlElement, prefix: string): ClrXNamespace | null {
  if (prefix === 'xml') return new ClrXNamespace(XML_NAMESPACE);
  if (prefix === 'xmlns') return new ClrXNamespace(XMLNS_NAMESPACE);
  for (const attribute of declarations(self))
    if (attribute.declaredPrefix === prefix) return new ClrXNamespace(attribute.value);
  return null;
}

function prefixOfNamespace(self: XmlElement, namespace: ClrXNamespace): string | null {
  for (const attribute of declarations(self))
    if (attribute.value === namespace.uri && attribute.declaredPrefix !== '') return attribute.declaredPrefix;
  return namespace.uri === XML_NAMESPACE ? 'xml' : namespace.uri === XMLNS_NAMESPACE ? 'xmlns' : null;
}

function elementMembers(): Record<string, Member> {
  const M = `M:${E}`;
  return {
    [`${M}.#ctor(${E})`]: copyOf,
    [`${M}.#ctor(${NAME})`]: (name: ClrXName | null) => makeElement(name, null),
    [`${M}.#ctor(${NAME},System.Object)`]: makeElement,
    [`${M}.#ctor(${NAME},System.Object[])`]: makeElement,
    [`${M}.Parse(System.String)`]: (text: string | null) => parseElement(text),
    [`${M}.Parse(System.String,${L}LoadOptions)`]: (text: string | null, options: { value: number }) =>
      parseElement(text, (options.value & 1) === 1),
    [`${M}.Load(System.IO.TextReader)`]: (reader: TextBuffer) => parseElement(reader.rest()),
    [`${M}.Load(System.IO.TextReader,${L}LoadOptions)`]: (reader: TextBuffer, options: { value: number }) =>
      parseElement(reader.rest(), (options.value & 1) === 1),
    [`P:${E}.Name`]: (self: XmlElement) => self.name,
    [`set:P:${E}.Name`]: (self: XmlElement, name: ClrXName | null) => {
      if (name === null) throw argumentNull('value');
      self.name = name;
    },
    [`P:${E}.Value`]: (self: XmlElement) => self.value,
    [`set:P:${E}.Value`]: (self: XmlElement, text: string | null) => {
      if (text === null) throw argumentNull('value');
      self.value = text;
    },
    [`${M}.SetValue(System.Object)`]: (self: XmlElement, value: ClrValue) => {
      self.value = xmlText(requireValue(value));
    },
    [`P:${E}.IsEmpty`]: (self: XmlElement) => self.isEmpty,
    [`P:${E}.HasAttributes`]: (self: XmlElement) => self.attributes.length > 0,
    [`P:${E}.HasElements`]: (self: XmlElement) => self.elements().length > 0,
    [`P:${E}.FirstAttribute`]: (self: XmlElement) => self.attributes[0] ?? null,
    [`P:${E}.LastAttribute`]: (self: XmlElement) => self.attributes.at(-1) ?? null,
    [`P:${E}.EmptySequence`]: () => nodes('XElement', () => []),
    [`${M}.Attribute(${NAME})`]: (self: XmlElement, name: ClrXName | null) =>
      name === null ? null : self.attribute(name),
    [`${M}.Attributes`]: (self: XmlElement) => nodes('XAttribute', () => [...self.attributes]),
    [`${M}.Attributes(${NAME})`]: (self: XmlElement, name: ClrXName | null) =>
      nodes('XAttribute', () => self.attributes.filter((attribute) => name !== null && attribute.name.is(name))),
    ...elementQuery('XElement', 'AncestorsAndSelf', (self: XmlElement) => andSelf(self, self.ancestors())),
    ...elementQuery('XElement', 'DescendantsAndSelf', (self: XmlElement) => andSelf(self, self.descendants())),
    [`${M}.DescendantNodesAndSelf`]: (self: XmlElement) => nodes('XNode', () => [self, ...self.descendantNodes()]),
    [`${M}.SetAttributeValue(${NAME},System.Object)`]: setAttribute,
    [`${M}.SetElementValue(${NAME},System.Object)`]: setElement,
    [`${M}.RemoveAttributes`]: (self: XmlElement) => {
      self.removeAttributes();
    },
    [`${M}.RemoveAll`]: (self: XmlElement) => {
      self.removeAttributes();
      self.removeNodes();
    },
    ...taking('XElement.ReplaceAll', (self: XmlElement, content: ClrValue) => {
      self.removeAttributes();
      self.removeNodes();
      addContent(self, content);
    }),
    ...taking('XElement.ReplaceAttributes', (self: XmlElement, content: ClrValue) => {
      self.removeAttributes();
      addContent(self, content);
    }),
    [`${M}.GetDefaultNamespace`]: (self: XmlElement) => namespaceOfPrefix(self, '') ?? new ClrXNamespace(''),
    [`${M}.GetNamespaceOfPrefix(System.String)`]: (self: XmlElement, prefix: string | null) => {
      if (prefix === null) throw argumentNull('prefix');
      return namespaceOfPrefix(self, prefix);
    },
    [`${M}.GetPrefixOfNamespace(${L}XNamespace)`]: (self: XmlElement, namespace: ClrXNamespace | null) => {
      if (namespace === null) throw argumentNull('ns');
      return prefixOfNamespace(self, namespace);
    },
    [`${M}.Save(System.IO.TextWriter)`]: save,
    [`${M}.Save(System.IO.TextWriter,${L}SaveOptions)`]: saveWith,
  };
}

function attributeMembers(): Record<string, Member> {
  const sibling = (self: XmlAttribute, step: number): XmlAttribute | null =>
    self.parent?.attributes[self.parent.attributes.indexOf(self) + step] ?? null;
  const make = (name: ClrXName | null, value: ClrValue): XmlAttribute => {
    if (name === null) throw argumentNull('name');
    return new XmlAttribute(name, xmlText(requireValue(value)));
  };
  return {
    [`M:${A}.#ctor(${NAME},System.Object)`]: make,
    [`M:${A}.#ctor(${A})`]: (other: XmlAttribute | null) => {
      if (other === null) throw argumentNull('other');
      return new XmlAttribute(other.name, other.value);
    },
    [`P:${A}.Name`]: (self: XmlAttribute) => self.name,
    [`P:${A}.Value`]: (self: XmlAttribute) => self.value,
    [`set:P:${A}.Value`]: (self: XmlAttribute, text: string | null) => {
      if (text === null) throw argumentNull('value');
      self.value = text;
    },
    [`M:${A}.SetValue(System.Object)`]: (self: XmlAttribute, value: ClrValue) => {
      self.value = xmlText(requireValue(value));
    },
    [`P:${A}.IsNamespaceDeclaration`]: (self: XmlAttribute) => self.isNamespaceDeclaration,
    [`P:${A}.NextAttribute`]: (self: XmlAttribute) => sibling(self, 1),
    [`P:${A}.PreviousAttribute`]: (self: XmlAttribute) => sibling(self, -1),
    [`P:${A}.EmptySequence`]: () => nodes('XAttribute', () => []),
    [`M:${A}.Remove`]: (self: XmlAttribute) => {
      self.remove();
    },
  };
}

/** Members of XElement and XAttribute. */
export const XML_ELEMENT_MEMBERS: MemberTable = { ...elementMembers(), ...attributeMembers() };
