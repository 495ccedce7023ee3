import type { XmlAttribute, XmlElement, XmlNode } from '../language/xml/node';

/** What an attribute can be given: undefined leaves it out. Booleans and numbers are written as APIM reads them. */
export type AttributeValue = string | number | boolean | undefined;

/**
 * Builds an element of a policy document; every policy element is made by this function.
 * @param attributes by name, in the order they are written
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, AttributeValue>> = {},
  children: readonly XmlNode[] = [],
): XmlElement {
  const written: XmlAttribute[] = [];
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined) written.push({ name: attribute, value: String(value) });
  }
  return { type: 'element', name, attributes: written, children };
}

/** Builds the text of an element, for instance of `set-body` or `value`. */
export function text(value: string): XmlNode {
  return { type: 'text', value };
}

/** What every policy element accepts. */
export interface PolicyProps {
  /** Surfaces as `LastError.PolicyId` and in traces; security checks carry one. */
  readonly id?: string;
}
