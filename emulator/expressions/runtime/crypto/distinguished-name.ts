import { ReferenceObject } from '../reference-object';
import { CRYPTOGRAPHY } from './algorithm-names';
import { derChildren, derElements, derText, oidText } from './der';
import { friendlyName } from './oid';

/** One part of a name: a type by its dotted number, and a value. */
export interface NamePart {
  readonly type: string;
  readonly value: string;
}

/** An X500DistinguishedName. */
export class ClrDistinguishedName extends ReferenceObject {
  readonly clrType = `${CRYPTOGRAPHY}X509Certificates.X500DistinguishedName`;
  /** In the order they are encoded in; several in one place belong together. */
  readonly parts: readonly (readonly NamePart[])[];

  constructor(der: Uint8Array) {
    super();
    const [sequence] = derElements(der);
    this.parts = derChildren(sequence).map((set) =>
      derChildren(set).map((pair) => {
        const [type, value] = derChildren(pair);
        return { type: oidText(type), value: value === undefined ? '' : derText(value) };
      }),
    );
  }

  /** The last part first, as `Name` and `Subject` write it. */
  get name(): string {
    return [...this.parts].reverse().map(printed).join(', ');
  }

  /** As it is encoded, as `GetName` writes it. */
  get encodedName(): string {
    return this.parts.map(printed).join(', ');
  }

  /** The value of a type of part; the last one where several have it. */
  find(type: string): string | undefined {
    return this.parts.flat().findLast((part) => part.type === type)?.value;
  }
}

function printed(parts: readonly NamePart[]): string {
  return parts
    .map(({ type, value }) => {
      const isQuoted = /[,+="\n<>#;]|^\s|\s$/.test(value) || value === '';
      return `${friendlyName(type) ?? `OID.${type}`}=${isQuoted ? `"${value.replaceAll('"', '""')}"` : value}`;
    })
    .join(' + ');
}
