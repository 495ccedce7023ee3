import type { ClrValue } from '../../../clr-value';
import { argument, argumentNull } from '../../errors';
import type { Member, MemberTable } from '../../member';
import { XmlDeclaration, XmlDocument } from '../../xml/document';
import { XmlDocumentType, XmlInstruction } from '../../xml/leaf';
import { verifyName } from '../../xml/name';
import { parseXml } from '../../xml/parse';
import { fill } from './nodes';

import { copyOf, save, saveWith } from './shared';

const L = 'System.Xml.Linq.';
const D = `${L}XDocument`;

/** The name of a document type, which may have a prefix. */
function typeName(name: string | null): string {
  if (name === null) throw argumentNull('name');
  // A colon may stand anywhere, and what follows it is no beginning.
  verifyName(name.replaceAll(':', '_'));
  return name;
}

function documentMembers(): Record<string, Member> {
  const T = `${L}XDocumentType`;
  const P = `${L}XProcessingInstruction`;
  const X = `${L}XDeclaration`;
  return {
    [`M:${D}.#ctor`]: () => new XmlDocument(),
    [`M:${D}.#ctor(System.Object[])`]: (content: ClrValue) => fill(new XmlDocument(), content),
    [`M:${D}.#ctor(${X},System.Object[])`]: (declaration: XmlDeclaration | null, content: ClrValue) => {
      const document = fill(new XmlDocument(), content);
      document.declaration = declaration;
      return document;
    },
    [`M:${D}.#ctor(${D})`]: copyOf,
    [`M:${D}.Parse(System.String)`]: (text: string | null) => parseXml(text),
    [`M:${D}.Parse(System.String,${L}LoadOptions)`]: (text: string | null, options: { value: number }) =>
      parseXml(text, (options.value & 1) === 1),
    [`P:${D}.Root`]: (self: XmlDocument) => self.rootElement,
    [`P:${D}.Declaration`]: (self: XmlDocument) => self.declaration,
    [`set:P:${D}.Declaration`]: (self: XmlDocument, declaration: XmlDeclaration | null) => {
      self.declaration = declaration;
    },
    [`P:${D}.DocumentType`]: (self: XmlDocument) => self.documentType,
    [`M:${D}.Save(System.IO.TextWriter)`]: save,
    [`M:${D}.Save(System.IO.TextWriter,${L}SaveOptions)`]: saveWith,
    [`M:${X}.#ctor(System.String,System.String,System.String)`]: (
      version: string | null,
      encoding: string | null,
      standalone: string | null,
    ) => new XmlDeclaration(version, encoding, standalone),
    [`M:${X}.#ctor(${X})`]: (other: XmlDeclaration | null) => {
      if (other === null) throw argumentNull('other');
      return new XmlDeclaration(other.version, other.encoding, other.standalone);
    },
    ...properties(X, ['Version', 'Encoding', 'Standalone']),
    [`M:${T}.#ctor(System.String,System.String,System.String,System.String)`]: (
      name: string | null,
      publicId: string | null,
      systemId: string | null,
      subset: string | null,
    ) => new XmlDocumentType(typeName(name), publicId, systemId, subset),
    [`M:${T}.#ctor(${T})`]: copyOf,
    ...properties(T, ['Name', 'PublicId', 'SystemId', 'InternalSubset']),
    [`set:P:${T}.Name`]: (self: XmlDocumentType, name: string | null) => {
      self.name = typeName(name);
    },
    [`M:${P}.#ctor(System.String,System.String)`]: (target: string | null, data: string | null) => {
      if (data === null) throw argumentNull('data');
      return new XmlInstruction(instructionName(target), data);
    },
    [`M:${P}.#ctor(${P})`]: copyOf,
    [`P:${P}.Target`]: (self: XmlInstruction) => self.target,
    [`set:P:${P}.Target`]: (self: XmlInstruction, target: string | null) => {
      self.target = instructionName(target);
    },
    [`P:${P}.Data`]: (self: XmlInstruction) => self.data,
    [`set:P:${P}.Data`]: (self: XmlInstruction, data: string | null) => {
      if (data === null) throw argumentNull('value');
      self.data = data;
    },
  };
}

function instructionName(target: string | null): string {
  if (target === null) throw argumentNull('name');
  if (verifyName(target).toLowerCase() === 'xml')
    throw argument(`'${target}' is an invalid name for a processing instruction.`);
  return target;
}

/** Text properties that can be read and set. */
function properties(type: string, names: readonly string[]): Record<string, Member> {
  return Object.fromEntries(
    names.flatMap((name): [string, Member][] => {
      const field = name.charAt(0).toLowerCase() + name.slice(1);
      return [
        [`P:${type}.${name}`, (self: Record<string, string | null>) => self[field] ?? null],
        [
          `set:P:${type}.${name}`,
          (self: Record<string, string | null>, value: string | null) => {
            self[field] = value;
          },
        ],
      ];
    }),
  );
}

/** Members of XDocument, XDeclaration, XDocumentType and XProcessingInstruction. */
export const XML_DOCUMENT_MEMBERS: MemberTable = documentMembers();
