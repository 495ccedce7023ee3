import { X509Certificate } from 'node:crypto';
import { ClrDateTime } from '../dates/date-time';
import { oidOf } from './oid';
import type { ClrOid } from './oid';
import { cryptographic } from './rsa-settings';
import { ReferenceObject, ValueObject } from '../reference-object';
import type { ClrValue } from '../../clr-value';

/** An X500DistinguishedName; only its text can be reached. */
export class ClrDistinguishedName extends ReferenceObject {
  readonly clrType = 'System.Security.Cryptography.X509Certificates.X500DistinguishedName';

  constructor(readonly name: string) {
    super();
  }
}

/** The parts in the order they are encoded in. */
function nameParts(lines: string | undefined): string[] {
  return (lines ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const equals = line.indexOf('=');
      const [name, value] = [line.slice(0, equals), line.slice(equals + 1).replace(/\\(.)/g, '$1')];
      const shown = name === 'emailAddress' ? 'E' : name === 'ST' ? 'S' : name;
      const quoted = /[,+="\n<>#;]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
      return `${shown}=${quoted}`;
    });
}

interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
}

function* derElements(bytes: Uint8Array): Iterable<DerElement> {
  for (let offset = 0; offset + 1 < bytes.length;) {
    const tag = bytes[offset] ?? 0;
    let length = bytes[offset + 1] ?? 0;
    offset += 2;
    if (length > 0x80) {
      const size = length - 0x80;
      length = 0;
      for (let index = 0; index < size; index += 1) length = length * 256 + (bytes[offset + index] ?? 0);
      offset += size;
    }
    yield { tag, content: bytes.subarray(offset, offset + length) };
    offset += length;
  }
}

function oidText(content: Uint8Array): string {
  const parts: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      parts.push(value);
      value = 0;
    }
  }
  const [first = 0, ...rest] = parts;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...rest].join('.');
}

/** An X509Certificate2 without private key. */
export class ClrCertificate extends ValueObject {
  readonly x509: X509Certificate;

  constructor(
    bytes: Uint8Array,
    readonly clrType = 'System.Security.Cryptography.X509Certificates.X509Certificate2',
  ) {
    super();
    try {
      this.x509 = new X509Certificate(bytes);
    } catch {
      throw cryptographic('ASN1 corrupted data.');
    }
  }

  get raw(): Uint8Array {
    return Uint8Array.from(this.x509.raw);
  }

  get subject(): string {
    return nameParts(this.x509.subject).reverse().join(', ');
  }

  get issuer(): string {
    return nameParts(this.x509.issuer).reverse().join(', ');
  }

  /** As `GetName` has it: not reversed. */
  encodedName(which: 'subject' | 'issuer'): string {
    return nameParts(this.x509[which]).join(', ');
  }

  /** SHA-1 of the certificate, upper-case hexadecimal. */
  get thumbprint(): string {
    return this.x509.fingerprint.replaceAll(':', '');
  }

  get serialNumber(): string {
    const { serialNumber } = this.x509;
    const even = serialNumber.length % 2 === 0 ? serialNumber : `0${serialNumber}`;
    return /^[89A-F]/.test(even) ? `00${even}` : even;
  }

  /** Local time, which is UTC here. */
  date(which: 'validFrom' | 'validTo'): ClrDateTime {
    return ClrDateTime.fromMilliseconds(Date.parse(this.x509[which]), 2);
  }

  get signatureAlgorithm(): ClrOid {
    const [certificate] = derElements(this.raw);
    const [, algorithm] = certificate === undefined ? [] : derElements(certificate.content);
    const [oid] = algorithm === undefined ? [] : derElements(algorithm.content);
    return oidOf(oid === undefined ? null : oidText(oid.content));
  }

  get version(): number {
    const [certificate] = derElements(this.raw);
    const [body] = certificate === undefined ? [] : derElements(certificate.content);
    const [first] = body === undefined ? [] : derElements(body.content);
    return first?.tag === 0xa0 ? (first.content.at(-1) ?? 0) + 1 : 1;
  }

  toClrString(): string {
    return `[Subject]\n  ${this.subject}\n\n[Issuer]\n  ${this.issuer}\n\n[Serial Number]\n  ${this.serialNumber}\n\n[Not Before]\n  ${this.date('validFrom').toClrString()}\n\n[Not After]\n  ${this.date('validTo').toClrString()}\n\n[Thumbprint]\n  ${this.thumbprint}\n`;
  }

  protected identity(): string {
    return this.thumbprint;
  }

  override equals(other: ClrValue): boolean {
    return other instanceof ClrCertificate && other.thumbprint === this.thumbprint;
  }
}
