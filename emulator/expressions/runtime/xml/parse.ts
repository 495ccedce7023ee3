import { SaxesParser } from 'saxes';
import { argumentNull } from '../errors';
import { diagnose, place } from './diagnose';
import { ClrXName, xmlException, XMLNS_NAMESPACE } from './name';
import { XmlDeclaration, XmlDocument } from './document';
import { XmlElement } from './element';
import type { XmlContainer } from './element';
import { XmlDocumentType, XmlInstruction, XmlText } from './leaf';
import { XmlAttribute } from './node';

const BLANK = /^[ \t\r\n]*$/;
/** Deeper XML would overflow the stack of those who walk it. */
const DEEPEST_NESTING = 500;

/** .NET's message for a mistake, where it is one of the usual ones; else the parser's own. */
function message(text: string, problem: string, offset: number): string {
  const prefix = /unbound namespace prefix: "?([^".]*)"?/.exec(problem)?.[1];
  if (prefix !== undefined) {
    const used = text.search(new RegExp(`[<\\s]${prefix.replace(/[.\\-]/g, '\\$&')}:`));
    return `'${prefix}' is an undeclared prefix.${place(text, used + 1)}`;
  }
  return diagnose(text) ?? `${problem.replace(/\.$/, '')}.${place(text, offset)}`;
}

/** Reads XML text into a document. White space between tags is dropped unless `preserve`. Throws XmlException. */
export function parseXml(text: string | null, preserve = false): XmlDocument {
  if (text === null) throw argumentNull('s');
  const document = new XmlDocument();
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: { name: string; offset: number; element: XmlElement }[] = [];
  let tagStart = 0;
  const target = (): XmlContainer => open.at(-1)?.element ?? document;
  parser.on('error', (error) => {
    throw xmlException(message(text, error.message.replace(/^\d+:\d+: /, ''), parser.position));
  });
  parser.on('xmldecl', ({ version, encoding, standalone }) => {
    document.declaration = new XmlDeclaration(version ?? null, encoding ?? null, standalone ?? null);
  });
  parser.on('doctype', (content) => {
    document.insert(documentType(content));
    for (const [, name = '', , value = ''] of content.matchAll(/<!ENTITY\s+([\w.-]+)\s+(["'])(.*?)\2\s*>/g))
      parser.ENTITIES[name] = value;
  });
  parser.on('opentagstart', ({ name }) => {
    tagStart = text.lastIndexOf(`<${name}`, parser.position);
  });
  parser.on('opentag', (tag) => {
    if (open.length === 0 && document.rootElement !== null)
      throw xmlException(`There are multiple root elements.${place(text, tagStart + 1)}`);
    if (open.length >= DEEPEST_NESTING)
      throw xmlException(
        `The local gateway reads XML nested up to ${DEEPEST_NESTING} elements deep.${place(text, tagStart)}`,
      );
    const element = new XmlElement(new ClrXName(tag.uri, tag.local));
    for (const attribute of Object.values(tag.attributes)) {
      const plainXmlns = attribute.name === 'xmlns';
      element.addAttribute(
        new XmlAttribute(
          new ClrXName(
            plainXmlns ? '' : attribute.prefix === 'xmlns' ? XMLNS_NAMESPACE : attribute.uri,
            attribute.local,
          ),
          attribute.value,
        ),
      );
    }
    element.hasEmptyText = !tag.isSelfClosing;
    target().insert(element);
    open.push({ name: tag.name, offset: tagStart, element });
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.on('text', (value) => {
    if (open.length === 0 || (!preserve && BLANK.test(value) && !value.includes('\r'))) return;
    target().insert(new XmlText('System.Xml.Linq.XText', value));
  });
  parser.on('cdata', (value) => {
    target().insert(new XmlText('System.Xml.Linq.XCData', value));
  });
  parser.on('comment', (value) => {
    target().insert(new XmlText('System.Xml.Linq.XComment', value));
  });
  parser.on('processinginstruction', ({ target: name, body }) => {
    target().insert(new XmlInstruction(name, body));
  });
  parser.write(text).close();
  return document;
}

function documentType(content: string): XmlDocumentType {
  const match =
    /^\s*([^\s[]+)\s*(?:PUBLIC\s+["']([^"']*)["']\s+["']([^"']*)["']|SYSTEM\s+["']([^"']*)["'])?\s*(?:\[([\s\S]*)\])?/.exec(
      content,
    );
  const [, name = '', publicId, publicSystem, system, subset] = match ?? [];
  return new XmlDocumentType(name, publicId ?? null, publicSystem ?? system ?? null, subset ?? null);
}

/** `XElement.Parse`: the root element, on its own. */
export function parseElement(text: string | null, preserve = false): XmlElement {
  const document = parseXml(text, preserve);
  const root = document.rootElement;
  if (root === null) throw xmlException('Root element is missing.');
  root.remove();
  return root;
}
