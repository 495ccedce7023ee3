import { scanExpression } from '../expressions/scan';
import { findEntity, indexOfExpression, isExpression } from './expression-text';
import type { XmlElement, XmlNode } from './node';

/** A policy tree holds something rawxml has no text for. The message names the element, the value and the fix. */
export class SerialiseError extends Error {
  override readonly name = 'SerialiseError';
}

const NAME = /^[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{N}_.-]*)?$/u;

const ATTRIBUTE_ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A parser turns these into blanks unless they are written as references.
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

const TEXT_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };

/** The rawxml text of an attribute value, without quotes. `where` names the place in errors. */
export function attributeText(value: string, where: string): string {
  if (isExpression(value)) return expressionText(value, where);
  return literal(value, where).replace(/[&<>"\t\n\r]/g, (char) => ATTRIBUTE_ESCAPES[char] ?? char);
}

/** The rawxml text of element text. `where` names the place in errors. */
export function elementText(value: string, where: string): string {
  if (isExpression(value)) return expressionText(value, where);
  if (!/[^ \t\r\n]/.test(value))
    throw new SerialiseError(
      `${where}: the text is ${value === '' ? 'empty' : 'only white space'}, which a reader drops. Fix: leave the text out, or write the expression @("${value}").`,
    );
  return literal(value, where).replace(/[&<>\r]/g, (char) => TEXT_ESCAPES[char] ?? char);
}

/**
 * Refuses an element rawxml cannot hold: an illegal name, an attribute given twice, two texts side by side, or an
 * expression beside other text. Throws SerialiseError.
 */
export function assertWritable(element: XmlElement): void {
  assertName(element.name, `element ${JSON.stringify(element.name)}`);
  const names = new Set<string>();
  for (const { name } of element.attributes) {
    assertName(name, `<${element.name}>, attribute ${JSON.stringify(name)}`);
    if (names.has(name))
      throw new SerialiseError(`<${element.name}>: the attribute ${name} is given twice. Fix: give it once.`);
    names.add(name);
  }
  let before: XmlNode | undefined;
  for (const child of element.children) {
    if (before?.type === 'text' && child.type === 'text')
      throw new SerialiseError(
        `<${element.name}>: two texts stand side by side and would be read as one. Fix: join them.`,
      );
    before = child;
  }
}

function expressionText(value: string, where: string): string {
  const code = value.trim();
  const entity = findEntity(code);
  if (entity)
    throw new SerialiseError(
      `${where}: the XML entity ${entity.entity} stands inside a policy expression. Fix: write the character itself, or build the text so that "&" and the name are apart.`,
    );
  const end = endOfExpression(code, where);
  if (end !== code.length)
    throw new SerialiseError(
      `${where}: a policy expression is followed by the literal text ${JSON.stringify(code.slice(end, end + 40))}. Fix: make the whole value one expression.`,
    );
  assertCharacters(code, where);
  return code;
}

function endOfExpression(code: string, where: string): number {
  try {
    return scanExpression(code, 0);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SerialiseError(
      `${where}: the policy expression does not close: ${reason} Fix: close every bracket, string and comment.`,
    );
  }
}

function literal(value: string, where: string): string {
  const index = indexOfExpression(value);
  if (index !== -1)
    throw new SerialiseError(
      `${where}: a policy expression stands inside the literal text ${JSON.stringify(value.slice(0, index + 20))}. Fix: make the whole value one expression.`,
    );
  assertCharacters(value, where);
  return value;
}

function assertName(name: string, where: string): void {
  if (!NAME.test(name))
    throw new SerialiseError(`${where}: not an XML name. Fix: start with a letter or "_"; no blanks or brackets.`);
}

/** XML 1.0, section 2.2: these cannot stand in a document, not even as a numeric reference. */
function assertCharacters(value: string, where: string): void {
  for (const char of value) {
    const code = char.codePointAt(0) ?? 0;
    const legal =
      code >= 0x20
        ? !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff
        : '\t\n\r'.includes(char);
    if (!legal)
      throw new SerialiseError(
        `${where}: the character U+${code.toString(16).toUpperCase().padStart(4, '0')} cannot stand in XML. Fix: remove it.`,
      );
  }
}
