import type { ClrValue } from '../../../clr-value';
import { annotationMembers } from '../../annotations';
import type { ClrArray } from '../../collections/array';
import { enumMember } from '../../enums';
import type { ClrEnum } from '../../enums';
import { ClrSequence } from '../../collections/enumerable';
import { argument, argumentNull, invalidOperation } from '../../errors';
import type { Member, MemberTable } from '../../member';
import { ReferenceObject } from '../../reference-object';
import { addContent } from '../../xml/content';
import { castXml, FROM_XML } from '../../xml/convert';
import type { ClrXName } from '../../xml/name';
import { XmlDocument } from '../../xml/document';
import { XmlContainer, XmlElement } from '../../xml/element';
import { XmlText } from '../../xml/leaf';
import { XmlAttribute, XmlNode } from '../../xml/node';
import { deepEquals } from '../../xml/compare';

const L = 'System.Xml.Linq.';
const NODE = `${L}XNode`;
const NAME = `(${L}XName)`;

/** A lazy sequence of nodes of one kind. */
export function nodes(type: string, walk: () => Iterable<ClrValue>): ClrSequence {
  return new ClrSequence(`${L}${type}`, walk);
}

/** Keeps the elements with this name; none when the name is null. */
export function* withName(elements: Iterable<XmlElement>, name: ClrXName | null): Iterable<XmlElement> {
  if (name === null) return;
  for (const element of elements) if (element.name.is(name)) yield element;
}

/** A member that answers elements, and its variant that takes a name. */
export function elementQuery(
  type: string,
  method: string,
  find: (self: never) => Iterable<XmlElement>,
): Record<string, Member> {
  return {
    [`M:${L}${type}.${method}`]: (self: never) => nodes('XElement', () => find(self)),
    [`M:${L}${type}.${method}${NAME}`]: (self: never, name: ClrXName | null) =>
      nodes('XElement', () => withName(find(self), name)),
  };
}

/** A member that takes one object or an array of them as content. */
export function taking(member: string, body: (self: never, content: ClrValue) => void): Record<string, Member> {
  return {
    [`M:${L}${member}(System.Object)`]: body,
    [`M:${L}${member}(System.Object[])`]: body,
  };
}

function besides(self: XmlNode, offset: 0 | 1, content: ClrValue): void {
  if (self.parent === null) throw invalidOperation('The parent is missing.');
  addContent(self.parent, content, self.parent.children.indexOf(self) + offset, false);
}

function elementsOf(found: readonly XmlNode[]): XmlElement[] {
  return found.filter((node): node is XmlElement => node instanceof XmlElement);
}

/** Position of `left` before (-1), at (0) or after (1) `right` in their document. */
export function compareOrder(left: XmlNode | null, right: XmlNode | null): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  const root = left.root();
  if (root !== right.root()) throw invalidOperation('A common ancestor is missing.');
  if (root === left) return -1;
  if (root === right || !(root instanceof XmlContainer)) return 1;
  for (const node of root.descendantNodes()) {
    if (node === left) return -1;
    if (node === right) return 1;
  }
  return 0;
}

class NodeOrder extends ReferenceObject {
  readonly clrType = `${L}XNodeDocumentOrderComparer`;
  readonly order = compareOrder;
}

class NodeEquality extends ReferenceObject {
  readonly clrType = `${L}XNodeEqualityComparer`;
  readonly equalTo = deepEquals;
}

function comparers(): Record<string, Member> {
  const order = `${L}XNodeDocumentOrderComparer`;
  const equality = `${L}XNodeEqualityComparer`;
  return {
    [`M:${order}.#ctor`]: () => new NodeOrder(),
    [`M:${order}.Compare(${NODE},${NODE})`]: (_self: ClrValue, left: XmlNode | null, right: XmlNode | null) =>
      compareOrder(left, right),
    [`M:${equality}.#ctor`]: () => new NodeEquality(),
    [`M:${equality}.Equals(${NODE},${NODE})`]: (_self: ClrValue, left: XmlNode | null, right: XmlNode | null) =>
      deepEquals(left, right),
    [`M:${equality}.GetHashCode(${NODE})`]: (_self: ClrValue, node: XmlNode | null) =>
      node === null ? 0 : [...node.print()].reduce((hash, unit) => (Math.imul(hash, 31) + unit.charCodeAt(0)) | 0, 17),
    [`P:${NODE}.DocumentOrderComparer`]: () => new NodeOrder(),
    [`P:${NODE}.EqualityComparer`]: () => new NodeEquality(),
  };
}

function navigation(): Record<string, Member> {
  const N = `M:${NODE}`;
  return {
    [`P:${NODE}.NextNode`]: (self: XmlNode) => self.siblings(1)[0] ?? null,
    [`P:${NODE}.PreviousNode`]: (self: XmlNode) => self.siblings(-1).at(-1) ?? null,
    [`${N}.NodesAfterSelf`]: (self: XmlNode) => nodes('XNode', () => self.siblings(1)),
    [`${N}.NodesBeforeSelf`]: (self: XmlNode) => nodes('XNode', () => self.siblings(-1)),
    ...elementQuery('XNode', 'Ancestors', (self: XmlNode) => self.ancestors()),
    ...elementQuery('XNode', 'ElementsAfterSelf', (self: XmlNode) => elementsOf(self.siblings(1))),
    ...elementQuery('XNode', 'ElementsBeforeSelf', (self: XmlNode) => elementsOf(self.siblings(-1))),
    [`${N}.IsAfter(${NODE})`]: (self: XmlNode, other: XmlNode | null) => compareOrder(self, other) > 0,
    [`${N}.IsBefore(${NODE})`]: (self: XmlNode, other: XmlNode | null) => compareOrder(self, other) < 0,
    [`${N}.CompareDocumentOrder(${NODE},${NODE})`]: compareOrder,
    [`${N}.DeepEquals(${NODE},${NODE})`]: deepEquals,
    [`${N}.Remove`]: (self: XmlNode) => {
      self.remove();
    },
    [`${N}.ToString(${L}SaveOptions)`]: (self: XmlNode, options: ClrEnum) => self.print((options.value & 1) === 0),
    ...taking('XNode.AddAfterSelf', (self: XmlNode, content: ClrValue) => besides(self, 1, content)),
    ...taking('XNode.AddBeforeSelf', (self: XmlNode, content: ClrValue) => besides(self, 0, content)),
    ...taking('XNode.ReplaceWith', (self: XmlNode, content: ClrValue) => {
      const { parent } = self;
      besides(self, 1, content);
      self.remove();
      // An empty text leaves an element that has content, if none.
      if (parent instanceof XmlElement && content === '' && parent.children.length === 0) parent.hasEmptyText = true;
    }),
  };
}

function containers(): Record<string, Member> {
  const C = `${L}XContainer`;
  return {
    [`M:${C}.Nodes`]: (self: XmlContainer) => nodes('XNode', () => [...self.children]),
    [`M:${C}.DescendantNodes`]: (self: XmlContainer) => nodes('XNode', () => self.descendantNodes()),
    [`M:${C}.Element${NAME}`]: (self: XmlContainer, name: ClrXName | null) =>
      [...withName(self.elements(), name)][0] ?? null,
    ...elementQuery('XContainer', 'Elements', (self: XmlContainer) => self.elements()),
    ...elementQuery('XContainer', 'Descendants', (self: XmlContainer) => self.descendants()),
    [`P:${C}.FirstNode`]: (self: XmlContainer) => self.children[0] ?? null,
    [`P:${C}.LastNode`]: (self: XmlContainer) => self.children.at(-1) ?? null,
    [`M:${C}.RemoveNodes`]: (self: XmlContainer) => {
      self.removeNodes();
    },
    ...taking('XContainer.Add', (self: XmlContainer, content: ClrValue) => void addContent(self, content)),
    ...taking(
      'XContainer.AddFirst',
      (self: XmlContainer, content: ClrValue) => void addContent(self, content, 0, false),
    ),
    ...taking('XContainer.ReplaceNodes', (self: XmlContainer, content: ClrValue) => {
      self.removeNodes();
      addContent(self, content);
    }),
  };
}

function textNodes(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const name of ['XText', 'XCData', 'XComment'] as const) {
    const type = `${L}${name}` as const;
    members[`M:${type}.#ctor(System.String)`] = (text: string | null) => {
      if (text === null) throw argumentNull('value');
      return new XmlText(type, text);
    };
    members[`M:${type}.#ctor(${type})`] = (other: XmlText | null) => {
      if (other === null) throw argumentNull('other');
      return new XmlText(type, other.value);
    };
    members[`P:${type}.Value`] = (self: XmlText) => self.value;
    members[`set:P:${type}.Value`] = (self: XmlText, text: string | null) => {
      if (text === null) throw argumentNull('value');
      self.value = text;
    };
  }
  return members;
}

function nodeTypes(): Record<string, Member> {
  const read = (self: XmlNode | XmlAttribute): ClrValue =>
    enumMember('System.Xml.XmlNodeType', self instanceof XmlAttribute ? 'Attribute' : self.nodeType) ?? null;
  const types = 'XObject XElement XAttribute XDocument XText XCData XComment XDocumentType XProcessingInstruction';
  return Object.fromEntries(types.split(' ').map((type) => [`P:${L}${type}.NodeType`, read]));
}

function parentOf(self: XmlNode | XmlAttribute): XmlElement | null {
  return self.parent instanceof XmlElement ? self.parent : null;
}

function documentOf(self: XmlNode | XmlAttribute): XmlDocument | null {
  const root = self instanceof XmlAttribute ? (self.parent?.root() ?? null) : self.root();
  return root instanceof XmlDocument ? root : null;
}

function casts(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const [type, parameter] of [
    [`${L}XElement`, 'element'],
    [`${L}XAttribute`, 'attribute'],
  ] as const) {
    const cast = `M:${type}.op_Explicit(${type})~`;
    members[`${cast}System.String`] = (source: XmlElement | null) => source?.value ?? null;
    for (const [target, convert] of Object.entries(FROM_XML)) {
      members[`${cast}${target}`] = (source: XmlElement | null) => castXml(source, convert, parameter);
      members[`${cast}System.Nullable{${target}}`] = (source: XmlElement | null) => castXml(source, convert, 'null');
    }
  }
  return members;
}

/** Members of XNode, XContainer, XText and its kin, comparers and casts. */
export const XML_NODE_MEMBERS: MemberTable = {
  ...navigation(),
  ...containers(),
  ...textNodes(),
  ...nodeTypes(),
  ...comparers(),
  ...casts(),
  ...annotationMembers(`${L}XObject`),
  [`P:${L}XObject.Parent`]: parentOf,
  [`P:${L}XObject.Document`]: documentOf,
  [`P:${L}XObject.BaseUri`]: () => '',
};

/** Content of a constructor, an object or an array, as one value. */
export function fill<T extends XmlContainer>(target: T, content: ClrValue | ClrArray): T {
  addContent(target, content);
  return target;
}

/** The text of a value that becomes an attribute or the whole of an element; null is refused. */
export function requireValue(value: ClrValue): ClrValue {
  if (value === null) throw argumentNull('value');
  if (value instanceof XmlNode || value instanceof XmlAttribute)
    throw argument('An XObject cannot be used as a value.');
  return value;
}
