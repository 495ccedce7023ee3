import { argumentNull } from '../errors';
import type { XmlDocument } from './document';
import type { XmlElement } from './element';
import { xmlException } from './name';
import { XmlReader } from './read/reader';

/** Reads XML text into a document. White space between tags is dropped unless `preserve`. Throws XmlException. */
export function parseXml(text: string | null, preserve = false): XmlDocument {
  if (text === null) throw argumentNull('s');
  return new XmlReader(text, preserve).read();
}

/** `XElement.Parse`: the root element, on its own. */
export function parseElement(text: string | null, preserve = false): XmlElement {
  const document = parseXml(text, preserve);
  const root = document.rootElement;
  if (root === null) throw xmlException('Root element is missing.');
  root.remove();
  return root;
}
