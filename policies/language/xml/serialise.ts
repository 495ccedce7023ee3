import { assertWritable, attributeText, elementText } from './markup';
import type { XmlElement } from './node';

/**
 * Writes a policy tree as rawxml: one line unless an expression or a literal brings line ends of its own, double
 * quotes, literal values escaped, expressions as they are. The same tree gives the same text, and parseRawXml of that
 * text gives the same tree.
 *
 * @throws SerialiseError for what rawxml cannot hold: an illegal name or character, an attribute given twice, an
 * expression that is unclosed, mixed with text or holds an XML entity, text that is empty or only white space.
 */
export function serialise(root: XmlElement): string {
  const out: string[] = [];
  write(root, out);
  return out.join('');
}

function write(element: XmlElement, out: string[]): void {
  assertWritable(element);
  out.push('<', element.name);
  for (const { name, value } of element.attributes)
    out.push(' ', name, '="', attributeText(value, `<${element.name}>, attribute ${name}`), '"');
  if (element.children.length === 0) {
    out.push(' />');
    return;
  }
  out.push('>');
  for (const child of element.children) {
    if (child.type === 'text') out.push(elementText(child.value, `<${element.name}>`));
    else write(child, out);
  }
  out.push('</', element.name, '>');
}
