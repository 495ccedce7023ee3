import { isExpression } from '../xml/expression-text';
import type { Position, XmlElement } from '../xml/node';

/** The names a policy document refers to, each once, in the order of the document. */
export interface PolicyReferences {
  /** Display names, written `{{name}}`. */
  readonly namedValues: readonly string[];
  readonly fragments: readonly string[];
  readonly backends: readonly string[];
  readonly loggers: readonly string[];
}

export type ReferenceKind = keyof PolicyReferences;

/** One place a document refers to something by name. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly name: string;
  /** The element that holds it. */
  readonly element: XmlElement;
  /** Start of the attribute value or the text it stands in. */
  readonly position: Position | undefined;
}

const NAMED_VALUE = /\{\{([\w.-]{1,256})\}\}/g;

const ENTITIES: Readonly<Record<string, ReferenceKind>> = {
  'fragment-id': 'fragments',
  'backend-id': 'backends',
  'embeddings-backend-id': 'backends',
  'logger-id': 'loggers',
};

/** Finds what a policy document refers to by a literal name; ids that an expression computes are not known before run time. */
export function findReferences(root: XmlElement): PolicyReferences {
  const names = (kind: ReferenceKind): string[] => [
    ...new Set(referencesIn(root).flatMap((reference) => (reference.kind === kind ? [reference.name] : []))),
  ];
  return {
    namedValues: names('namedValues'),
    fragments: names('fragments'),
    backends: names('backends'),
    loggers: names('loggers'),
  };
}

/** Every reference in a document, repeated ones too, in its order. */
export function referencesIn(root: XmlElement): readonly Reference[] {
  const found: Reference[] = [];
  visit(root, false, found);
  return found;
}

function visit(element: XmlElement, inLiquid: boolean, found: Reference[]): void {
  for (const { name, value, position } of element.attributes) {
    if (!inLiquid) addNamedValues(element, value, position, found);
    const kind = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
    if (kind && !isExpression(value) && !value.includes('{{')) found.push({ kind, name: value, element, position });
  }
  // In a Liquid template double braces are its own.
  const liquid =
    inLiquid || element.attributes.some(({ name, value }) => name === 'template' && value.toLowerCase() === 'liquid');
  for (const child of element.children) {
    if (child.type === 'element') visit(child, liquid, found);
    else if (!liquid) addNamedValues(element, child.value, child.position, found);
  }
}

function addNamedValues(element: XmlElement, value: string, position: Position | undefined, found: Reference[]): void {
  if (!value.includes('{{')) return;
  for (const [, name = ''] of value.matchAll(NAMED_VALUE)) found.push({ kind: 'namedValues', name, element, position });
}
