import { X509Certificate } from 'node:crypto';
import type { ClrValue } from '../../clr-value';
import { ClrDateTime } from '../dates/date-time';
import { ValueObject } from '../reference-object';
import { CRYPTOGRAPHY } from './algorithm-names';
import { alternativeNames } from './alternative-names';
import type { AlternativeNames } from './alternative-names';
import { derChildren, derElements, oidText } from './der';
import type { DerElement } from './der';
import { ClrDistinguishedName } from './distinguished-name';
import { oidOf } from './oid';
import type { ClrOid } from './oid';
import type { ClrRsa } from './rsa';
import { cryptographic } from './rsa-settings';

const [SUBJECT_ALTERNATIVE, ISSUER_ALTERNATIVE] = ['2.5.29.17', '2.5.29.18'];
/** Context tags of a certificate's body (RFC 5280, section 4.1). */
const [VERSION, EXTENSIONS] = [0xa0, 0xa3];
const [INTEGER, OCTETS] = [0x02, 0x04];
const PKCS12_VERSION = 3;

/** The fields of a certificate in the order they are encoded in, its version left out. */
interface Body {
  readonly version: number;
  readonly fields: readonly DerElement[];
  readonly extensions: ReadonlyMap<string, Uint8Array>;
}

function bodyOf(raw: Uint8Array): Body {
  const [certificate] = derElements(raw);
  const [body] = derChildren(certificate);
  const fields = derChildren(body);
  const [first] = fields;
  const hasVersion = first?.tag === VERSION;
  const [list] = derChildren(fields.find(({ tag }) => tag === EXTENSIONS));
  const extensions = derChildren(list).map((extension) => {
    const parts = derChildren(extension);
    const value = parts.find(({ tag }) => tag === OCTETS);
    return [oidText(parts[0]), value?.content ?? new Uint8Array()] as const;
  });
  return {
    version: hasVersion ? (first.content.at(-1) ?? 0) + 1 : 1,
    fields: hasVersion ? fields.slice(1) : fields,
    extensions: new Map(extensions),
  };
}

/** Whether the bytes are a certificate with its private key, a PFX: a sequence that begins with version 3. */
function isPkcs12(bytes: Uint8Array): boolean {
  const [version] = derChildren(derElements(bytes)[0]);
  return version?.tag === INTEGER && version.content.length === 1 && version.content[0] === PKCS12_VERSION;
}

function read(bytes: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(bytes);
  } catch {
    throw cryptographic(
      isPkcs12(bytes)
        ? 'The local gateway reads certificates without private key: give the certificate alone, as DER or PEM.'
        : 'ASN1 corrupted data.',
    );
  }
}

/** An X509Certificate or X509Certificate2; one that was disposed, or made of nothing, holds none. */
export class ClrCertificate extends ValueObject {
  private held: { readonly x509: X509Certificate; readonly body: Body } | null;

  constructor(
    bytes: Uint8Array | null,
    readonly clrType = `${CRYPTOGRAPHY}X509Certificates.X509Certificate2`,
    /** Only a certificate that was given one has a private key. */
    readonly privateKey: ClrRsa | null = null,
  ) {
    super();
    const x509 = bytes === null || bytes.length === 0 ? null : read(bytes);
    this.held = x509 && { x509, body: bodyOf(x509.raw) };
  }

  dispose(): void {
    this.held = null;
  }

  private get certificate(): { readonly x509: X509Certificate; readonly body: Body } {
    if (this.held === null) throw cryptographic('m_safeCertContext is an invalid handle.');
    return this.held;
  }

  get isEmpty(): boolean {
    return this.held === null;
  }

  get x509(): X509Certificate {
    return this.certificate.x509;
  }

  get raw(): Uint8Array {
    return Uint8Array.from(this.x509.raw);
  }

  /** Serial number, signature algorithm, issuer, validity, subject, public key. */
  private field(index: number): DerElement | undefined {
    return this.certificate.body.fields[index];
  }

  get issuerName(): ClrDistinguishedName {
    return new ClrDistinguishedName(this.field(2)?.whole ?? new Uint8Array());
  }

  get subjectName(): ClrDistinguishedName {
    return new ClrDistinguishedName(this.field(4)?.whole ?? new Uint8Array());
  }

  /** Undefined where the certificate lacks the extension. */
  get subjectAlternatives(): AlternativeNames | undefined {
    const value = this.certificate.body.extensions.get(SUBJECT_ALTERNATIVE);
    return value && alternativeNames(value);
  }

  get issuerAlternatives(): AlternativeNames | undefined {
    const value = this.certificate.body.extensions.get(ISSUER_ALTERNATIVE);
    return value && alternativeNames(value);
  }

  /** SHA-1 of the certificate, upper-case hexadecimal. */
  get thumbprint(): string {
    return this.x509.fingerprint.replaceAll(':', '');
  }

  /** Upper-case hexadecimal, most significant byte first. */
  get serialNumber(): string {
    const { content } = this.field(0) ?? { content: new Uint8Array() };
    return Buffer.from(content).toString('hex').toUpperCase();
  }

  /** Local time, which is UTC here. */
  date(which: 'validFrom' | 'validTo'): ClrDateTime {
    return ClrDateTime.fromMilliseconds(Date.parse(this.x509[which]), 2);
  }

  get signatureAlgorithm(): ClrOid {
    return oidOf(oidText(derChildren(this.field(1))[0]));
  }

  /** The parts of the public key: its algorithm, the parameters of that as DER, and the key itself. */
  get publicKey(): { readonly algorithm: string; readonly parameters: Uint8Array; readonly key: Uint8Array } {
    const [algorithm, bits] = derChildren(this.field(5));
    const [type, parameters] = derChildren(algorithm);
    return {
      algorithm: oidText(type),
      parameters: Uint8Array.from(parameters?.whole ?? []),
      // The first byte says how many bits are left over.
      key: Uint8Array.from(bits?.content.subarray(1) ?? []),
    };
  }

  get version(): number {
    return this.certificate.body.version;
  }

  /** The base class prints its name, X509Certificate2 what it holds. */
  toClrString(): string {
    return this.isEmpty || !this.clrType.endsWith('2') ? this.clrType : this.summary;
  }

  get summary(): string {
    const [subject, issuer] = [this.subjectName.name, this.issuerName.name];
    return `[Subject]\n  ${subject}\n\n[Issuer]\n  ${issuer}\n\n[Serial Number]\n  ${this.serialNumber}\n\n[Not Before]\n  ${this.date('validFrom').toClrString()}\n\n[Not After]\n  ${this.date('validTo').toClrString()}\n\n[Thumbprint]\n  ${this.thumbprint}\n`;
  }

  protected identity(): string {
    return this.isEmpty ? '' : `${this.issuerName.name}:${this.serialNumber}`;
  }

  /** Certificates are the same when issuer and serial number are. */
  override equals(other: ClrValue): boolean {
    return other instanceof ClrCertificate && other.identity() === this.identity();
  }
}
