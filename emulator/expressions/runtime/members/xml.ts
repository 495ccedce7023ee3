import type { ClrValue } from '../../clr-value';
import type { ClrSequence } from '../enumerable';
import { iterate } from '../enumerable';
import { argumentNull } from '../errors';
import { withRun } from '../member';
import type { Member, MemberTable } from '../member';
import type { Run } from '../run';
import type { TextBuffer } from '../text-buffer';
import { addContent, xmlText } from '../xml/content';
import type { ClrXName } from '../xml/name';
import { ClrXNamespace, XML_NAMESPACE, XMLNS_NAMESPACE } from '../xml/name';
import { XmlAttribute, XmlDeclaration, XmlDocument, XmlDocumentType, XmlElement, XmlInstruction } from '../xml/node';
import type { XmlContainer, XmlNode } from '../xml/node';
import { parseElement, parseXml } from '../xml/parse';
import { compareOrder, elementQuery, fill, nodes, requireValue, taking, withName } from './xml-nodes';

const L = 'System.Xml.Linq.';
const E = `${L}XElement`;
const A = `${L}XAttribute`;
const D = `${L}XDocument`;
const NAME = `${L}XName`;

function makeElement(name: ClrXName | null, content: ClrValue): XmlElement {
  if (name === null) throw argumentNull('name');
  return fill(new XmlElement(name), content);
}

function copyOf<T extends XmlNode>(other: T | null): XmlNode {
  if (other === null) throw argumentNull('other');
  return other.clone();
}

function save(self: XmlElement | XmlDocument, writer: TextBuffer, indent = true): void {
  const declaration = self instanceof XmlDocument ? self.declaration : null;
  const standalone = declaration?.standalone ?? null;
  writer.append(new XmlDeclaration('1.0', 'utf-16', standalone).toClrString());
  writer.append((indent ? '\n' : '') + self.print(indent));
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

function* andSelf(self: XmlElement, others: Iterable<XmlElement>): Iterable<XmlElement> {
  yield self;
  yield* others;
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

function documentMembers(): Record<string, Member> {
  const T = `${L}XDocumentType`;
  const P = `${L}XProcessingInstruction`;
  const X = `${L}XDeclaration`;
  return {
    [`M:${D}.#ctor`]: () => new XmlDocument(),
    [`M:${D}.#ctor(System.Object[])`]: (content: ClrValue) => fill(new XmlDocument(), content),
    [`M:${D}.#ctor(${X},System.Object[])`]: (declaration: XmlDeclaration | null, content: ClrValue) => {
      const document = fill(new XmlDocument(), content);
      document.declaration = declaration;
      return document;
    },
    [`M:${D}.#ctor(${D})`]: copyOf,
    [`M:${D}.Parse(System.String)`]: (text: string | null) => parseXml(text),
    [`M:${D}.Parse(System.String,${L}LoadOptions)`]: (text: string | null, options: { value: number }) =>
      parseXml(text, (options.value & 1) === 1),
    [`P:${D}.Root`]: (self: XmlDocument) => self.rootElement,
    [`P:${D}.Declaration`]: (self: XmlDocument) => self.declaration,
    [`set:P:${D}.Declaration`]: (self: XmlDocument, declaration: XmlDeclaration | null) => {
      self.declaration = declaration;
    },
    [`P:${D}.DocumentType`]: (self: XmlDocument) => self.documentType,
    [`M:${D}.Save(System.IO.TextWriter)`]: save,
    [`M:${X}.#ctor(System.String,System.String,System.String)`]: (
      version: string | null,
      encoding: string | null,
      standalone: string | null,
    ) => new XmlDeclaration(version, encoding, standalone),
    [`M:${X}.#ctor(${X})`]: (other: XmlDeclaration | null) => {
      if (other === null) throw argumentNull('other');
      return new XmlDeclaration(other.version, other.encoding, other.standalone);
    },
    ...properties(X, ['Version', 'Encoding', 'Standalone']),
    [`M:${T}.#ctor(System.String,System.String,System.String,System.String)`]: (
      name: string,
      publicId: string | null,
      systemId: string | null,
      subset: string | null,
    ) => new XmlDocumentType(name, publicId, systemId, subset),
    [`M:${T}.#ctor(${T})`]: copyOf,
    ...properties(T, ['Name', 'PublicId', 'SystemId', 'InternalSubset']),
    [`M:${P}.#ctor(System.String,System.String)`]: (target: string | null, data: string | null) => {
      if (target === null) throw argumentNull('target');
      if (data === null) throw argumentNull('data');
      return new XmlInstruction(target, data);
    },
    [`M:${P}.#ctor(${P})`]: copyOf,
    ...properties(P, ['Target', 'Data']),
  };
}

/** Text properties that can be read and set. */
function properties(type: string, names: readonly string[]): Record<string, Member> {
  return Object.fromEntries(
    names.flatMap((name): [string, Member][] => {
      const field = name.charAt(0).toLowerCase() + name.slice(1);
      return [
        [`P:${type}.${name}`, (self: Record<string, string | null>) => self[field] ?? null],
        [
          `set:P:${type}.${name}`,
          (self: Record<string, string | null>, value: string | null) => {
            self[field] = value;
          },
        ],
      ];
    }),
  );
}

const MANY = 'System.Collections.Generic.IEnumerable';

/** An extension method over a sequence of nodes: what `find` answers for each of them, in order. */
function over(
  method: string,
  generic: boolean,
  type: string,
  find: (item: never) => Iterable<ClrValue>,
): Record<string, Member> {
  const source = generic ? `${MANY}{\`\`0}` : `${MANY}{${E}}`;
  const id = `M:${L}Extensions.${method}${generic ? '``1' : ''}`;
  const walk = (run: Run, items: ClrValue, name?: ClrXName | null): ClrSequence => {
    if (items === null) throw argumentNull('source');
    return nodes(type, function* () {
      for (const item of iterate(items)) {
        for (const found of find(item as never)) {
          run.tick();
          if (
            name === undefined ||
            (found instanceof XmlElement && name?.is(found.name)) ||
            (found instanceof XmlAttribute && name?.is(found.name))
          )
            yield found;
        }
      }
    });
  };
  return {
    [`${id}(${source})`]: withRun((run: Run, items: ClrValue) => walk(run, items)),
    [`${id}(${source},${NAME})`]: withRun((run: Run, items: ClrValue, name: ClrXName | null) => walk(run, items, name)),
  };
}

function extensions(): Record<string, Member> {
  const removeAll = (items: ClrValue): void => {
    if (items === null) throw argumentNull('source');
    for (const item of [...iterate(items)] as (XmlNode | XmlAttribute)[]) item.remove();
  };
  return {
    ...over('Elements', true, 'XElement', (item: XmlContainer) => item.elements()),
    ...over('Descendants', true, 'XElement', (item: XmlContainer) => item.descendants()),
    ...over('DescendantNodes', true, 'XNode', (item: XmlContainer) => item.descendantNodes()),
    ...over('Nodes', true, 'XNode', (item: XmlContainer) => item.children),
    ...over('Ancestors', true, 'XElement', (item: XmlNode) => item.ancestors()),
    ...over('Attributes', false, 'XAttribute', (item: XmlElement) => item.attributes),
    ...over('AncestorsAndSelf', false, 'XElement', (item: XmlElement) => andSelf(item, item.ancestors())),
    ...over('DescendantsAndSelf', false, 'XElement', (item: XmlElement) => andSelf(item, item.descendants())),
    ...over('DescendantNodesAndSelf', false, 'XNode', (item: XmlElement) => [item, ...item.descendantNodes()]),
    [`M:${L}Extensions.InDocumentOrder\`\`1(${MANY}{\`\`0})`]: (items: ClrValue) =>
      nodes('XNode', () => ([...iterate(items)] as XmlNode[]).sort(compareOrder)),
    [`M:${L}Extensions.Remove(${MANY}{${A}})`]: removeAll,
    [`M:${L}Extensions.Remove\`\`1(${MANY}{\`\`0})`]: removeAll,
  };
}

/** Members of XElement, XAttribute, XDocument, XDeclaration and the extension methods over sequences of nodes. */
export const XML_MEMBERS: MemberTable = {
  ...elementMembers(),
  ...attributeMembers(),
  ...documentMembers(),
  ...extensions(),
};
