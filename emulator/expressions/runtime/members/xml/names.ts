import type { ClrValue } from '../../../clr-value';
import { argumentNull } from '../../errors';
import type { Member, MemberTable } from '../../member';
import { clrEquals } from '../../values';
import { ClrXName, ClrXNamespace, verifyName, XML_NAMESPACE, XMLNS_NAMESPACE } from '../../xml/name';

const NAME = 'System.Xml.Linq.XName';
const NAMESPACE = 'System.Xml.Linq.XNamespace';

function namespaceOf(uri: string | null): ClrXNamespace {
  if (uri === null) throw argumentNull('namespaceName');
  return new ClrXNamespace(uri);
}

function equality(type: string): Record<string, Member> {
  return {
    [`M:${type}.op_Equality(${type},${type})`]: clrEquals,
    [`M:${type}.op_Inequality(${type},${type})`]: (left: ClrValue, right: ClrValue) => !clrEquals(left, right),
  };
}

function named(namespace: ClrXNamespace | null, local: string | null): ClrXName {
  if (namespace === null) throw argumentNull('ns');
  if (local === null) throw argumentNull('localName');
  return new ClrXName(namespace.uri, verifyName(local));
}

/** Members of XName and XNamespace. */
export const XML_NAME_MEMBERS: MemberTable = {
  ...equality(NAME),
  ...equality(NAMESPACE),
  [`M:${NAME}.Get(System.String)`]: ClrXName.parse,
  [`M:${NAME}.Get(System.String,System.String)`]: (local: string | null, uri: string | null) =>
    named(namespaceOf(uri), local),
  [`M:${NAME}.op_Implicit(System.String)~${NAME}`]: (text: string | null) =>
    text === null ? null : ClrXName.parse(text),
  [`P:${NAME}.LocalName`]: (self: ClrXName) => self.local,
  [`P:${NAME}.Namespace`]: (self: ClrXName) => new ClrXNamespace(self.namespace),
  [`P:${NAME}.NamespaceName`]: (self: ClrXName) => self.namespace,
  [`M:${NAMESPACE}.Get(System.String)`]: namespaceOf,
  [`M:${NAMESPACE}.GetName(System.String)`]: named,
  [`M:${NAMESPACE}.op_Addition(${NAMESPACE},System.String)`]: named,
  [`M:${NAMESPACE}.op_Implicit(System.String)~${NAMESPACE}`]: (uri: string | null) =>
    uri === null ? null : new ClrXNamespace(uri),
  [`P:${NAMESPACE}.NamespaceName`]: (self: ClrXNamespace) => self.uri,
  [`P:${NAMESPACE}.None`]: () => new ClrXNamespace(''),
  [`P:${NAMESPACE}.Xml`]: () => new ClrXNamespace(XML_NAMESPACE),
  [`P:${NAMESPACE}.Xmlns`]: () => new ClrXNamespace(XMLNS_NAMESPACE),
};
