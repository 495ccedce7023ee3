import { isExpression } from './expression-text';
import type { XmlElement, XmlNode } from './node';

/**
 * Tells whether two policy trees mean the same: names, attributes in any order, children in order, values. Positions
 * and the white space around an expression do not count.
 */
export function equalXml(one: XmlElement, other: XmlElement): boolean {
  if (one.name !== other.name) return false;
  if (one.attributes.length !== other.attributes.length || one.children.length !== other.children.length) return false;
  const values = new Map(other.attributes.map(({ name, value }) => [name, normal(value)]));
  if (!one.attributes.every(({ name, value }) => values.get(name) === normal(value))) return false;
  return one.children.every((child, index) => equalNode(child, other.children[index]));
}

function equalNode(one: XmlNode, other: XmlNode | undefined): boolean {
  if (one.type === 'element') return other?.type === 'element' && equalXml(one, other);
  return other?.type === 'text' && normal(one.value) === normal(other.value);
}

function normal(value: string): string {
  return isExpression(value) ? value.trim() : value;
}
