import type { XmlElement, XmlNode } from '../../policies/language/xml/node';

/** Ids that mark a security check. */
const CHECK = /^check-/;

export function attributeOf(node: XmlNode, wanted: string): string {
  return (node.type === 'element' && node.attributes.find(({ name }) => name === wanted)?.value) || '';
}

export function idOf(element: XmlElement): string {
  return attributeOf(element, 'id');
}

export function withAttribute(element: XmlElement, name: string, value: string): XmlElement {
  const others = element.attributes.filter((attribute) => attribute.name !== name);
  return { ...element, attributes: [...others, { name, value }] };
}

/** The checks at and below an element, in document order. */
export function checksIn(element: XmlElement): XmlElement[] {
  const own = CHECK.test(idOf(element)) ? [element] : [];
  return [...own, ...element.children.flatMap((child) => (child.type === 'element' ? checksIn(child) : []))];
}

/** The C# of an attribute that is an expression `@(...)`; undefined for anything else. */
export function expressionOf(node: XmlNode, attribute: string): string | undefined {
  return /^@\((.*)\)$/s.exec(attributeOf(node, attribute))?.[1];
}
