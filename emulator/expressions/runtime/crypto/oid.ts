import { CRYPTOGRAPHY } from './algorithm-names';
import { ReferenceObject } from '../reference-object';

/** An Oid: its number and the name .NET knows it by, which is looked up when it is first asked for. */
export class ClrOid extends ReferenceObject {
  readonly clrType = `${CRYPTOGRAPHY}Oid`;

  /** @param name undefined: the one that goes with the number */
  constructor(
    public value: string | null,
    private name?: string | null,
  ) {
    super();
  }

  /** Whether it has a name that was given or looked up. */
  get isNamed(): boolean {
    return typeof this.name === 'string';
  }

  get friendlyName(): string | null {
    if (this.name === undefined && this.value !== null) this.name = friendlyName(this.value) ?? null;
    return this.name ?? null;
  }

  set friendlyName(name: string | null) {
    this.name = name;
  }
}

/** Names by number, as .NET has them with OpenSSL: those of Windows, and OpenSSL's where Windows has none. */
const FRIENDLY_NAMES: Readonly<Record<string, string>> = {
  '0.9.2342.19200300.100.1.1': 'userId',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.10040.4.1': 'DSA',
  '1.2.840.10045.2.1': 'ECC',
  '1.2.840.10045.3.1.7': 'ECDSA_P256',
  '1.2.840.10045.4.3.2': 'sha256ECDSA',
  '1.2.840.10045.4.3.3': 'sha384ECDSA',
  '1.2.840.10045.4.3.4': 'sha512ECDSA',
  '1.2.840.113549.1.1.1': 'RSA',
  '1.2.840.113549.1.1.5': 'sha1RSA',
  '1.2.840.113549.1.1.7': 'RSAES_OAEP',
  '1.2.840.113549.1.1.10': 'RSASSA-PSS',
  '1.2.840.113549.1.1.11': 'sha256RSA',
  '1.2.840.113549.1.1.12': 'sha384RSA',
  '1.2.840.113549.1.1.13': 'sha512RSA',
  '1.2.840.113549.1.7.1': 'pkcs7-data',
  '1.2.840.113549.1.7.2': 'pkcs7-signedData',
  '1.2.840.113549.1.9.1': 'E',
  '1.2.840.113549.1.9.2': 'unstructuredName',
  '1.2.840.113549.2.5': 'md5',
  '1.2.840.113549.2.7': 'hmacWithSHA1',
  '1.2.840.113549.2.9': 'hmacWithSHA256',
  '1.2.840.113549.3.2': 'rc2',
  '1.2.840.113549.3.7': '3des',
  '1.3.6.1.4.1.311.60.2.1.3': 'jurisdictionCountryName',
  '1.3.6.1.5.5.7.1.1': 'Authority Information Access',
  '1.3.6.1.5.5.7.3.1': 'TLS Web Server Authentication',
  '1.3.6.1.5.5.7.3.2': 'TLS Web Client Authentication',
  '1.3.6.1.5.5.7.3.3': 'Code Signing',
  '1.3.6.1.5.5.7.3.4': 'E-mail Protection',
  '1.3.14.3.2.7': 'des',
  '1.3.14.3.2.26': 'sha1',
  '1.3.132.0.34': 'ECDSA_P384',
  '1.3.132.0.35': 'ECDSA_P521',
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'SERIALNUMBER',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'S',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'T',
  '2.5.4.13': 'Description',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'PostalCode',
  '2.5.4.20': 'Phone',
  '2.5.4.41': 'name',
  '2.5.4.42': 'G',
  '2.5.4.43': 'I',
  '2.5.4.44': 'generationQualifier',
  '2.5.4.45': 'x500UniqueIdentifier',
  '2.5.4.46': 'dnQualifier',
  '2.5.4.65': 'pseudonym',
  '2.5.4.97': 'organizationIdentifier',
  '2.5.29.14': 'X509v3 Subject Key Identifier',
  '2.5.29.15': 'X509v3 Key Usage',
  '2.5.29.17': 'X509v3 Subject Alternative Name',
  '2.5.29.19': 'X509v3 Basic Constraints',
  '2.5.29.35': 'X509v3 Authority Key Identifier',
  '2.5.29.37': 'X509v3 Extended Key Usage',
  '2.16.840.1.101.3.4.1.2': 'aes128',
  '2.16.840.1.101.3.4.1.22': 'aes192',
  '2.16.840.1.101.3.4.1.42': 'aes256',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Other names that .NET finds a number by. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  commonname: '2.5.4.3',
  nistp256: '1.2.840.10045.3.1.7',
  nistp384: '1.3.132.0.34',
  nistp521: '1.3.132.0.35',
  rsaencryption: '1.2.840.113549.1.1.1',
  serverauth: '1.3.6.1.5.5.7.3.1',
  sha256withrsaencryption: '1.2.840.113549.1.1.11',
  st: '2.5.4.8',
  subjectaltname: '2.5.29.17',
};

const BY_NAME = new Map([
  ...Object.entries(OTHER_NAMES),
  ...Object.entries(FRIENDLY_NAMES).map(([number, name]) => [name.toLowerCase(), number] as const),
]);

/** The name of a number; undefined for an unknown one. */
export function friendlyName(number: string): string | undefined {
  return FRIENDLY_NAMES[number];
}

/** The number of a name in any case; undefined for an unknown one. */
export function numberOf(name: string): string | undefined {
  return BY_NAME.get(name.toLowerCase());
}

/** The Oid of a number or of a friendly name; what is unknown stays as it is. */
export function oidOf(text: string): ClrOid {
  return new ClrOid(numberOf(text) ?? text);
}
