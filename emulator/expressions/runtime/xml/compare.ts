import { XmlContainer, XmlElement } from './element';
import { XmlDocumentType, XmlInstruction, XmlText } from './leaf';
import type { XmlNode } from './node';

/** Children as `DeepEquals` sees them: text that stands in several nodes is one. */
function merged(container: XmlContainer): XmlNode[] {
  const found: XmlNode[] = [];
  for (const child of container.children) {
    const last = found.at(-1);
    if (isPlainText(child) && last !== undefined && isPlainText(last))
      found[found.length - 1] = new XmlText('System.Xml.Linq.XText', last.value + child.value);
    else if (!isPlainText(child) || child.value !== '') found.push(child);
  }
  return found;
}

function isPlainText(node: XmlNode): node is XmlText {
  return node instanceof XmlText && node.nodeType === 'Text';
}

function sameAttributes(left: XmlElement, right: XmlElement): boolean {
  return (
    left.attributes.length === right.attributes.length &&
    left.attributes.every((attribute, index) => {
      const other = right.attributes[index];
      return other !== undefined && other.name.is(attribute.name) && other.value === attribute.value;
    })
  );
}

/** `XNode.DeepEquals`: same kind, names, attributes in order, and content. */
export function deepEquals(left: XmlNode | null, right: XmlNode | null): boolean {
  if (left === right) return true;
  if (left === null || right === null || left.nodeType !== right.nodeType) return false;
  if (left instanceof XmlText) return right instanceof XmlText && left.value === right.value;
  if (left instanceof XmlInstruction || left instanceof XmlDocumentType) return left.print() === right.print();
  if (!(left instanceof XmlContainer) || !(right instanceof XmlContainer)) return false;
  if (left instanceof XmlElement && right instanceof XmlElement) {
    if (!left.name.is(right.name) || left.isEmpty !== right.isEmpty || !sameAttributes(left, right)) return false;
  }
  const [ours, theirs] = [merged(left), merged(right)];
  return ours.length === theirs.length && ours.every((node, index) => deepEquals(node, theirs[index] ?? null));
}
