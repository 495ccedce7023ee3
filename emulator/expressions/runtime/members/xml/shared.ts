import type { ClrEnum } from '../../enums';
import { argumentNull } from '../../errors';
import type { TextBuffer } from '../../text/text-buffer';
import { XmlDeclaration, XmlDocument } from '../../xml/document';
import type { XmlElement } from '../../xml/element';
import type { XmlNode } from '../../xml/node';

/** A copy of a node, as the constructors that take one make it. */
export function copyOf<T extends XmlNode>(other: T | null): XmlNode {
  if (other === null) throw argumentNull('other');
  return other.clone();
}

/** `Save` to a writer, with the declaration that a text writer has. */
export function save(self: XmlElement | XmlDocument, writer: TextBuffer, indent = true): void {
  const declaration = self instanceof XmlDocument ? self.declaration : null;
  const standalone = declaration?.standalone ?? null;
  writer.append(new XmlDeclaration('1.0', 'utf-16', standalone).toClrString());
  writer.append((indent ? '\n' : '') + self.print(indent));
}

/** `Save` with `SaveOptions`, of which the first bit turns indentation off. */
export function saveWith(self: XmlElement | XmlDocument, writer: TextBuffer, options: ClrEnum): void {
  save(self, writer, (options.value & 1) === 0);
}

/** An element in front of its relatives. */
export function* andSelf(self: XmlElement, others: Iterable<XmlElement>): Iterable<XmlElement> {
  yield self;
  yield* others;
}
