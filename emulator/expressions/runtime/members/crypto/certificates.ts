import { createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { CRYPTOGRAPHY as N } from '../../crypto/algorithm-names';
import { ClrCertificate, ClrDistinguishedName } from '../../crypto/certificate';
import { oidOf } from '../../crypto/oid';
import { ClrRsa } from '../../crypto/rsa';
import { cryptographic } from '../../crypto/rsa-settings';
import type { ClrHashName } from '../../crypto/rsa-settings';
import type { ClrEnum } from '../../enums';
import { argumentNull } from '../../errors';
import type { Member, MemberTable } from '../../member';
import { ReferenceObject } from '../../reference-object';
import { clrEquals } from '../../values';

const X = `${N}X509Certificates.`;
const HASH_NAME = `${N}HashAlgorithmName`;
const BYTES = 'System.Byte[]';
const TEXT = 'System.String';

type Bytes = Uint8Array | null;

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

/** The PublicKey of a certificate. */
class ClrPublicKey extends ReferenceObject {
  readonly clrType = `${X}PublicKey`;

  constructor(readonly key: KeyObject) {
    super();
  }

  rsa(): ClrRsa | null {
    return this.key.asymmetricKeyType === 'rsa' ? ClrRsa.ofPublic(this.key) : null;
  }
}

function commonName(name: string): string {
  return /(?:^|, )CN=("(?:[^"]|"")*"|[^,]*)/.exec(name)?.[1] ?? name;
}

/** `GetNameInfo`: 0 simple name, 1 e-mail, 2 UPN, 3 and 4 DNS name, 5 URL. */
function nameInfo(self: ClrCertificate, type: ClrEnum, forIssuer: boolean): string {
  const name = forIssuer ? self.issuer : self.subject;
  const alternative = (kind: string): string | undefined =>
    forIssuer ? undefined : new RegExp(`(?:^|, )${kind}:([^,]*)`).exec(self.x509.subjectAltName ?? '')?.[1];
  switch (type.value) {
    case 0:
      return commonName(name);
    case 1:
      return alternative('email') ?? /(?:^|, )E=([^,]*)/.exec(name)?.[1] ?? '';
    case 3:
    case 4:
      return alternative('DNS') ?? commonName(name);
    case 5:
      return alternative('URI') ?? '';
    default:
      return '';
  }
}

function certificateOf(type: string): Member {
  return (bytes: Bytes) => {
    if (bytes === null || bytes.length === 0) throw argumentNull('data');
    return new ClrCertificate(bytes, type);
  };
}

function noPrivateKey(): never {
  throw cryptographic(
    'The local gateway reads certificates without private key: give the certificate alone, as DER or PEM.',
  );
}

function certificates(): Record<string, Member> {
  const [C, C2] = [`${X}X509Certificate`, `${X}X509Certificate2`];
  const K = `${X}PublicKey`;
  const E = `${X}RSACertificateExtensions`;
  const certificate = `(${C2})`;
  return {
    [`M:${C}.#ctor(${BYTES})`]: certificateOf(C),
    [`M:${C2}.#ctor(${BYTES})`]: certificateOf(C2),
    [`M:${C2}.#ctor(${BYTES},${TEXT})`]: certificateOf(C2),
    [`M:${C2}.#ctor(${C})`]: (other: ClrCertificate | null) => {
      if (other === null) throw argumentNull('certificate');
      return new ClrCertificate(other.raw);
    },
    [`P:${C}.Subject`]: (self: ClrCertificate) => self.subject,
    [`P:${C}.Issuer`]: (self: ClrCertificate) => self.issuer,
    [`M:${C}.GetName`]: (self: ClrCertificate) => self.encodedName('subject'),
    [`M:${C}.GetIssuerName`]: (self: ClrCertificate) => self.encodedName('issuer'),
    [`P:${C2}.SubjectName`]: (self: ClrCertificate) => new ClrDistinguishedName(self.subject),
    [`P:${C2}.IssuerName`]: (self: ClrCertificate) => new ClrDistinguishedName(self.issuer),
    [`P:${X}X500DistinguishedName.Name`]: (self: ClrDistinguishedName) => self.name,
    [`P:${C2}.Thumbprint`]: (self: ClrCertificate) => self.thumbprint,
    [`M:${C}.GetCertHashString`]: (self: ClrCertificate) => self.thumbprint,
    [`M:${C}.GetCertHash`]: (self: ClrCertificate) => Uint8Array.from(Buffer.from(self.thumbprint, 'hex')),
    [`M:${C}.GetCertHash(${HASH_NAME})`]: (self: ClrCertificate, hash: ClrHashName) =>
      Uint8Array.from(createHash(hash.toClrString().toLowerCase()).update(self.raw).digest()),
    [`M:${C}.GetCertHashString(${HASH_NAME})`]: (self: ClrCertificate, hash: ClrHashName) =>
      createHash(hash.toClrString().toLowerCase()).update(self.raw).digest('hex').toUpperCase(),
    [`P:${C2}.SerialNumber`]: (self: ClrCertificate) => self.serialNumber,
    [`M:${C}.GetSerialNumberString`]: (self: ClrCertificate) => self.serialNumber,
    [`M:${C}.GetSerialNumber`]: (self: ClrCertificate) =>
      Uint8Array.from(Buffer.from(self.serialNumber, 'hex').reverse()),
    [`P:${C2}.NotBefore`]: (self: ClrCertificate) => self.date('validFrom'),
    [`P:${C2}.NotAfter`]: (self: ClrCertificate) => self.date('validTo'),
    [`M:${C}.GetEffectiveDateString`]: (self: ClrCertificate) => self.date('validFrom').toClrString(),
    [`M:${C}.GetExpirationDateString`]: (self: ClrCertificate) => self.date('validTo').toClrString(),
    [`P:${C2}.RawData`]: (self: ClrCertificate) => self.raw,
    [`M:${C}.GetRawCertData`]: (self: ClrCertificate) => self.raw,
    [`M:${C}.GetRawCertDataString`]: (self: ClrCertificate) => hex(self.raw),
    [`M:${C2}.ExportCertificatePem`]: (self: ClrCertificate) => self.x509.toString().trim(),
    [`M:${C}.Export(${X}X509ContentType)`]: (self: ClrCertificate, type: ClrEnum) =>
      type.value === 1 ? self.raw : noPrivateKey(),
    [`P:${C2}.Version`]: (self: ClrCertificate) => self.version,
    [`P:${C2}.FriendlyName`]: () => '',
    [`P:${C2}.Archived`]: () => false,
    [`P:${C2}.HasPrivateKey`]: () => false,
    [`P:${C2}.PrivateKey`]: () => null,
    [`P:${C2}.SignatureAlgorithm`]: (self: ClrCertificate) => self.signatureAlgorithm,
    [`P:${C2}.PublicKey`]: (self: ClrCertificate) => new ClrPublicKey(self.x509.publicKey),
    [`M:${C}.GetPublicKey`]: (self: ClrCertificate) =>
      Uint8Array.from(self.x509.publicKey.export({ type: 'pkcs1', format: 'der' })),
    [`M:${C}.GetPublicKeyString`]: (self: ClrCertificate) =>
      hex(self.x509.publicKey.export({ type: 'pkcs1', format: 'der' })),
    [`M:${C}.GetKeyAlgorithm`]: (self: ClrCertificate) =>
      self.x509.publicKey.asymmetricKeyType === 'rsa' ? '1.2.840.113549.1.1.1' : '1.2.840.10045.2.1',
    [`M:${C}.GetFormat`]: () => 'X509',
    [`M:${C}.Equals(${C})`]: clrEquals,
    [`M:${C2}.GetNameInfo(${X}X509NameType,System.Boolean)`]: nameInfo,
    [`M:${C2}.MatchesHostname(${TEXT},System.Boolean,System.Boolean)`]: (self: ClrCertificate, name: string) =>
      self.x509.checkHost(name) !== undefined,
    // No chain is built here: what the local gateway cannot check, it does not call valid.
    [`M:${C2}.Verify`]: () => false,
    [`M:PolicyExtensions.VerifyNoRevocation${certificate}`]: () => false,
    [`P:${K}.Key`]: (self: ClrPublicKey) => self.rsa(),
    [`M:${K}.GetRSAPublicKey`]: (self: ClrPublicKey) => self.rsa(),
    [`P:${K}.Oid`]: (self: ClrPublicKey) =>
      oidOf(self.key.asymmetricKeyType === 'rsa' ? '1.2.840.113549.1.1.1' : '1.2.840.10045.2.1'),
    [`M:${K}.ExportSubjectPublicKeyInfo`]: (self: ClrPublicKey) =>
      Uint8Array.from(self.key.export({ type: 'spki', format: 'der' })),
    [`M:${E}.GetRSAPublicKey${certificate}`]: (self: ClrCertificate | null) => {
      if (self === null) throw argumentNull('certificate');
      return new ClrPublicKey(self.x509.publicKey).rsa();
    },
    [`M:${E}.GetRSAPrivateKey${certificate}`]: (self: ClrCertificate | null) => {
      if (self === null) throw argumentNull('certificate');
      return null;
    },
  };
}

/** Certificates and their public keys. Private keys in certificates cannot be read. */
export const CERTIFICATE_MEMBERS: MemberTable = certificates();
