import { ClrException } from '../../clr-exception';
import { argument, argumentNull } from '../errors';
import { ValueObject } from '../reference-object';

/** `http://www.w3.org/XML/1998/namespace`, bound to the prefix `xml`. */
export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
/** `http://www.w3.org/2000/xmlns/`, the namespace of namespace declarations. */
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

/** What may begin a name, and what else may stand in one, by XML 1.0 section 2.3; a colon separates prefixes. */
const START = /[_\p{L}\p{Nl}]/u;
const PART = /[-._\p{L}\p{N}\p{Mn}\p{Mc}\u00b7]/u;

/** `System.Xml.XmlException`. */
export function xmlException(message: string): ClrException {
  return new ClrException('System.Xml.XmlException', message);
}

/** Refuses text that is no XML name without colon, as `XmlConvert.VerifyNCName` does. */
export function verifyName(name: string): string {
  if (name === '') throw argument('The value cannot be an empty string.', 'name');
  for (let index = 0; index < name.length; index += 1) {
    const unit = name.charAt(index);
    if ((index === 0 ? START : PART).test(unit)) continue;
    const code = `hexadecimal value 0x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
    throw xmlException(
      index === 0
        ? `Name cannot begin with the '${unit}' character, ${code}.`
        : `The '${unit}' character, ${code}, cannot be included in a name.`,
    );
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
