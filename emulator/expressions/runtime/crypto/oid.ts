import { ReferenceObject } from '../reference-object';

/** An Oid: its number and the name .NET knows it by. */
export class ClrOid extends ReferenceObject {
  readonly clrType = 'System.Security.Cryptography.Oid';

  constructor(
    public value: string | null,
    public friendlyName: string | null,
  ) {
    super();
  }
}

const FRIENDLY_NAMES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.1': 'RSA',
  '1.2.840.113549.1.1.5': 'sha1RSA',
  '1.2.840.113549.1.1.10': 'RSASSA-PSS',
  '1.2.840.113549.1.1.11': 'sha256RSA',
  '1.2.840.113549.1.1.12': 'sha384RSA',
  '1.2.840.113549.1.1.13': 'sha512RSA',
  '1.2.840.10045.2.1': 'ECC',
  '1.2.840.10045.4.3.2': 'sha256ECDSA',
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '1.2.840.113549.2.5': 'md5',
};

/** The Oid of a number or of a friendly name; what is unknown stays as it is. */
export function oidOf(text: string | null): ClrOid {
  if (text === null) return new ClrOid(null, null);
  const byName = Object.entries(FRIENDLY_NAMES).find(([, name]) => name.toLowerCase() === text.toLowerCase());
  if (byName !== undefined) return new ClrOid(byName[0], byName[1]);
  return new ClrOid(text, FRIENDLY_NAMES[text] ?? null);
}
