import { ClrException } from '../../clr-exception';
import { argument, argumentNull } from '../errors';
import { ValueObject } from '../reference-object';
import { badNameCharacter, continuesName, startsName } from './characters';

/** `http://www.w3.org/XML/1998/namespace`, bound to the prefix `xml`. */
export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
/** `http://www.w3.org/2000/xmlns/`, the namespace of namespace declarations. */
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

/** `System.Xml.XmlException`. */
export function xmlException(message: string): ClrException {
  return new ClrException('System.Xml.XmlException', message);
}

/** Refuses text that is no XML name without colon, as `XmlConvert.VerifyNCName` does. */
export function verifyName(name: string): string {
  if (name === '') throw argument('The value cannot be an empty string.', 'name');
  for (let index = 0; index < name.length; index += 1) {
    if (index === 0 ? startsName(name, 0) : continuesName(name, index)) continue;
    throw xmlException(badNameCharacter(index === 0, name.charAt(index), name.charAt(index + 1)));
  }
  return name;
}

/** A System.Xml.Linq.XNamespace: equal when the URIs are. */
export class ClrXNamespace extends ValueObject {
  readonly clrType = 'System.Xml.Linq.XNamespace';

  constructor(readonly uri: string) {
    super();
  }

  toClrString(): string {
    return this.uri;
  }

  protected identity(): string {
    return this.uri;
  }
}

/** A System.Xml.Linq.XName: namespace and local name. */
export class ClrXName extends ValueObject {
  readonly clrType = 'System.Xml.Linq.XName';

  constructor(
    readonly namespace: string,
    readonly local: string,
  ) {
    super();
  }

  /** Reads `local` or `{namespace}local`; throws as `XName.Get` does. */
  static parse(text: string | null): ClrXName {
    if (text === null) throw argumentNull('expandedName');
    if (text === '') throw argument('The value cannot be an empty string.', 'expandedName');
    if (!text.startsWith('{')) return new ClrXName('', verifyName(text));
    const close = text.lastIndexOf('}');
    if (close <= 1 || close === text.length - 1) throw argument(`'${text}' is an invalid expanded name.`);
    return new ClrXName(text.slice(1, close), verifyName(text.slice(close + 1)));
  }

  toClrString(): string {
    return this.namespace === '' ? this.local : `{${this.namespace}}${this.local}`;
  }

  protected identity(): string {
    return `${this.namespace}}${this.local}`;
  }

  is(other: ClrXName): boolean {
    return other.local === this.local && other.namespace === this.namespace;
  }
}
