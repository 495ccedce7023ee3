import { isExpression } from './expression-text';
import { indentCSharp } from './indent-csharp';
import { assertWritable, attributeText, elementText } from './markup';
import type { XmlElement } from './node';
import { serialise } from './serialise';

const LINE_LENGTH = 120;
const STEP = '  ';

/**
 * Writes a policy tree for people: two blanks per level, one attribute per line when a tag is long or holds C# of
 * several lines, C# indented after its brackets. Still rawxml with the same meaning; printing what was printed
 * gives the same text. Ends with a line end. Throws like serialise.
 */
export function prettyPrint(root: XmlElement): string {
  const lines: string[] = [];
  print(root, '', lines);
  return `${lines.join('\n')}\n`;
}

function print(element: XmlElement, indent: string, lines: string[]): void {
  assertWritable(element);
  const texts = element.children.filter((child) => child.type === 'text');
  // White space may be added only where a reader drops it, which is not beside literal text.
  if (texts.length > 0 && element.children.length > 1) {
    lines.push(indent + serialise(element));
    return;
  }
  const empty = element.children.length === 0;
  const tag = openingTag(element, indent, empty ? ' />' : '>');
  const end = `</${element.name}>`;
  const [text] = texts;
  if (text) {
    const value = elementText(text.value, `<${element.name}>`);
    if (isExpression(value) && value.includes('\n'))
      lines.push(...tag, indent + STEP + indentCSharp(value, indent + STEP, STEP), indent + end);
    else lines.push(...tag.slice(0, -1), `${tag.at(-1) ?? ''}${value}${end}`);
    return;
  }
  lines.push(...tag);
  if (empty) return;
  for (const child of element.children) if (child.type === 'element') print(child, indent + STEP, lines);
  lines.push(indent + end);
}

function openingTag(element: XmlElement, indent: string, close: string): string[] {
  const attributes = element.attributes.map(({ name, value }) => ({
    name,
    value: attributeText(value, `<${element.name}>, attribute ${name}`),
  }));
  const start = `${indent}<${element.name}`;
  const oneLine = `${start}${attributes.map(({ name, value }) => ` ${name}="${value}"`).join('')}${close}`;
  if (attributes.length === 0 || (oneLine.length <= LINE_LENGTH && !oneLine.includes('\n'))) return [oneLine];
  const inner = indent + STEP;
  // A single long attribute gains nothing from a line of its own.
  if (attributes.length === 1 && !oneLine.includes('\n')) return [oneLine];
  const printed = attributes.map(
    ({ name, value }) => `${inner}${name}="${isExpression(value) ? indentCSharp(value, inner, STEP) : value}"`,
  );
  return [start, ...printed.slice(0, -1), `${printed.at(-1) ?? ''}${close}`];
}
