import { JArray, JObject, JProperty } from '../json/containers';
import type { JToken } from '../json/token';
import { JValue } from '../json/value';
import { XmlDocument } from './document';
import { XmlElement } from './element';
import type { XmlContainer } from './element';
import { XmlDocumentType, XmlInstruction, XmlText } from './leaf';
import { XML_NAMESPACE } from './name';
import { XmlAttribute } from './node';
import type { XmlNode } from './node';
import type { ClrXName } from './name';

function qualified(element: XmlElement | null, name: ClrXName): string {
  if (name.namespace === '') return name.local;
  if (name.namespace === XML_NAMESPACE) return `xml:${name.local}`;
  for (const holder of element === null ? [] : [element, ...element.ancestors()])
    for (const attribute of [...holder.attributes].reverse())
      if (attribute.isNamespaceDeclaration && attribute.value === name.namespace)
        return attribute.declaredPrefix === '' ? name.local : `${attribute.declaredPrefix}:${name.local}`;
  return name.local;
}

function nameOf(node: XmlNode): string {
  if (node instanceof XmlElement) return qualified(node, node.name);
  if (node instanceof XmlInstruction) return `?${node.target}`;
  if (node instanceof XmlText)
    return node.nodeType === 'Text' ? '#text' : node.isComment ? '#comment' : '#cdata-section';
  return `!DOCTYPE`;
}

/** A comment among the properties of an object, which the writer knows and no reader keeps. */
class CommentProperty extends JProperty {
  override readonly type = 'Comment';

  constructor(private readonly comment: string) {
    super('#comment', JValue.null());
  }

  override write(): string {
    return `/*${this.comment}*/`;
  }
}

function text(value: string): JValue {
  return new JValue('String', value);
}

function attributeName(element: XmlElement, attribute: XmlAttribute): string {
  if (attribute.isNamespaceDeclaration)
    return attribute.declaredPrefix === '' ? '@xmlns' : `@xmlns:${attribute.declaredPrefix}`;
  return `@${qualified(element, attribute.name)}`;
}

/** The namespace of an element that no declaration shows, which Newtonsoft then declares on it; undefined for none. */
function implicitNamespace(element: XmlElement): string | undefined {
  const { namespace } = element.name;
  const outer = element.parent instanceof XmlElement ? element.parent.name.namespace : undefined;
  if (namespace === '' || namespace === outer || namespace === XML_NAMESPACE) return undefined;
  const isDeclared = element.attributes.some(
    ({ isNamespaceDeclaration, value }) => isNamespaceDeclaration && value === namespace,
  );
  const hasPrefix = element
    .ancestors()
    .some(({ attributes }) =>
      attributes.some(
        ({ isNamespaceDeclaration, declaredPrefix, value }) =>
          isNamespaceDeclaration && declaredPrefix !== '' && value === namespace,
      ),
    );
  return isDeclared || hasPrefix ? undefined : namespace;
}

function documentType({ name, publicId, systemId, internalSubset }: XmlDocumentType): JObject {
  const fields = { '@name': name, '@public': publicId, '@system': systemId, '@internalSubset': internalSubset };
  const object = new JObject();
  for (const [key, value] of Object.entries(fields)) if (value !== null && value !== '') object.set(key, text(value));
  return object;
}

function elementValue(element: XmlElement): JToken {
  const [only] = element.children;
  const implicit = implicitNamespace(element);
  const plain = element.attributes.length === 0 && implicit === undefined;
  if (plain && element.children.length === 0) return element.isEmpty ? JValue.null() : text('');
  if (plain && element.children.length === 1 && only instanceof XmlText && only.nodeType === 'Text')
    return text(only.value);
  const object = new JObject();
  if (implicit !== undefined) object.set('@xmlns', text(implicit));
  for (const attribute of element.attributes) object.set(attributeName(element, attribute), text(attribute.value));
  addChildren(object, element);
  return object;
}

function valueOf(node: XmlNode): JToken {
  if (node instanceof XmlElement) return elementValue(node);
  if (node instanceof XmlText) return text(node.value);
  if (node instanceof XmlDocumentType) return documentType(node);
  return node instanceof XmlInstruction ? text(node.data) : JValue.null();
}

function addChildren(object: JObject, container: XmlContainer): void {
  const groups = new Map<string, XmlNode[]>();
  for (const child of container.children) {
    const name = nameOf(child);
    groups.set(name, [...(groups.get(name) ?? []), child]);
  }
  for (const [name, nodes] of groups) {
    const [first] = nodes;
    if (first === undefined) continue;
    if (first instanceof XmlText && first.isComment) {
      // Several comments leave an empty array behind.
      object.add(nodes.length === 1 ? new CommentProperty(first.value) : new JProperty(name, new JArray()));
    } else if (nodes.length === 1) object.set(name, valueOf(first));
    else {
      const array = new JArray();
      for (const node of nodes) array.add(valueOf(node));
      object.set(name, array);
    }
  }
}

/** XML as Newtonsoft's XmlNodeConverter writes it: attributes as `@name`, text as `#text`, repeated elements as an array. */
export function xmlToJson(node: XmlNode | XmlAttribute): JToken {
  const object = new JObject();
  if (node instanceof XmlAttribute) object.set(`@${node.name.local}`, text(node.value));
  else if (node instanceof XmlDocument) {
    const { declaration } = node;
    if (declaration !== null) {
      const fields = new JObject();
      for (const [name, value] of Object.entries({
        '@version': declaration.version,
        '@encoding': declaration.encoding,
        '@standalone': declaration.standalone,
      }))
        if (value !== null) fields.set(name, text(value));
      object.set('?xml', fields);
    }
    addChildren(object, node);
  } else if (node instanceof XmlText && node.isComment) object.add(new CommentProperty(node.value));
  else object.set(nameOf(node), valueOf(node));
  return object;
}
