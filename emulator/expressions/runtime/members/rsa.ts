import type { KeyObject } from 'node:crypto';
import { createHash } from 'node:crypto';
import { ClrCertificate, ClrDistinguishedName, ClrOid, oidOf } from '../certificate';
import type { ClrValue } from '../../clr-value';
import { enumMember } from '../enums';
import type { ClrEnum } from '../enums';
import { argumentNull } from '../errors';
import type { Member, MemberTable } from '../member';
import { ReferenceObject } from '../reference-object';
import { ClrHashName, ClrRsa, ClrRsaPadding, cryptographic } from '../rsa';
import { clrEquals } from '../values';

const N = 'System.Security.Cryptography.';
const X = `${N}X509Certificates.`;
const HASH_NAME = `${N}HashAlgorithmName`;
const SIGNATURE = `${N}RSASignaturePadding`;
const ENCRYPTION = `${N}RSAEncryptionPadding`;
const BYTES = 'System.Byte[]';
const INT = 'System.Int32';
const TEXT = 'System.String';

type Bytes = Uint8Array | null;

function equality(type: string): Record<string, Member> {
  return {
    [`M:${type}.op_Equality(${type},${type})`]: clrEquals,
    [`M:${type}.op_Inequality(${type},${type})`]: (left: ClrValue, right: ClrValue) => !clrEquals(left, right),
    [`M:${type}.Equals(${type})`]: clrEquals,
  };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

function names(): Record<string, Member> {
  const members: Record<string, Member> = { ...equality(HASH_NAME) };
  for (const name of ['MD5', 'SHA1', 'SHA256', 'SHA384', 'SHA512'])
    members[`P:${HASH_NAME}.${name}`] = () => new ClrHashName(name);
  for (const name of ['SHA3_256', 'SHA3_384', 'SHA3_512'])
    members[`P:${HASH_NAME}.${name}`] = () => new ClrHashName(name.replace('_', '-'));
  members[`P:${HASH_NAME}.Name`] = (self: ClrHashName) => self.name;
  members[`M:${HASH_NAME}.#ctor(${TEXT})`] = (name: string | null) => new ClrHashName(name);
  return members;
}

function paddings(): Record<string, Member> {
  const members: Record<string, Member> = { ...equality(SIGNATURE), ...equality(ENCRYPTION) };
  const pkcs1 = new ClrRsaPadding(ENCRYPTION, 'Pkcs1');
  members[`P:${SIGNATURE}.Pkcs1`] = () => new ClrRsaPadding(SIGNATURE, 'Pkcs1');
  members[`P:${SIGNATURE}.Pss`] = () => new ClrRsaPadding(SIGNATURE, 'Pss');
  members[`P:${SIGNATURE}.Mode`] = (self: ClrRsaPadding) =>
    enumMember(`${N}RSASignaturePaddingMode`, self.mode) ?? null;
  members[`P:${ENCRYPTION}.Pkcs1`] = () => pkcs1;
  members[`P:${ENCRYPTION}.Mode`] = (self: ClrRsaPadding) =>
    enumMember(`${N}RSAEncryptionPaddingMode`, self.mode) ?? null;
  for (const size of ['1', '256', '384', '512'])
    members[`P:${ENCRYPTION}.OaepSHA${size}`] = () =>
      new ClrRsaPadding(ENCRYPTION, 'Oaep', new ClrHashName(`SHA${size}`));
  members[`M:${ENCRYPTION}.CreateOaep(${HASH_NAME})`] = (hash: ClrHashName) =>
    new ClrRsaPadding(ENCRYPTION, 'Oaep', hash);
  members[`P:${ENCRYPTION}.OaepHashAlgorithm`] = (self: ClrRsaPadding) => self.hash ?? new ClrHashName(null);
  return members;
}

function slice(data: Bytes, start: number, count: number): Bytes {
  return data === null ? null : data.subarray(start, start + count);
}

function rsa(): Record<string, Member> {
  const R = `M:${N}RSA`;
  const A = `${N}AsymmetricAlgorithm`;
  const members: Record<string, Member> = {};
  for (const type of [A, `${N}RSA`]) {
    members[`M:${type}.FromXmlString(${TEXT})`] = (self: ClrRsa, text: string | null) => {
      self.fromXml(text);
    };
    members[`M:${type}.ToXmlString(System.Boolean)`] = (self: ClrRsa, includePrivate: boolean) =>
      self.toXml(includePrivate);
    members[`P:${type}.KeyExchangeAlgorithm`] = () => 'RSA';
    members[`P:${type}.SignatureAlgorithm`] = () => 'RSA';
  }
  return {
    ...members,
    [`${R}.Create`]: () => ClrRsa.fresh(),
    [`${R}.Create(${INT})`]: (bits: number) => {
      const made = ClrRsa.fresh();
      made.keySize = bits;
      return made;
    },
    [`${R}.Create(${TEXT})`]: (name: string | null) => (name === 'RSA' ? ClrRsa.fresh() : null),
    [`P:${A}.KeySize`]: (self: ClrRsa) => self.keySize,
    [`set:P:${A}.KeySize`]: (self: ClrRsa, bits: number) => {
      self.keySize = bits;
    },
    [`${R}.GetMaxOutputSize`]: (self: ClrRsa) => self.keySize / 8,
    [`M:${A}.Clear`]: () => undefined,
    [`${R}.VerifyData(${BYTES},${BYTES},${HASH_NAME},${SIGNATURE})`]: (
      self: ClrRsa,
      data: Bytes,
      signature: Bytes,
      hash: ClrHashName,
      padding: ClrRsaPadding | null,
    ) => self.verifyData(data, signature, hash, padding),
    [`${R}.VerifyData(${BYTES},${INT},${INT},${BYTES},${HASH_NAME},${SIGNATURE})`]: (
      self: ClrRsa,
      data: Bytes,
      start: number,
      count: number,
      signature: Bytes,
      hash: ClrHashName,
      padding: ClrRsaPadding | null,
    ) => self.verifyData(slice(data, start, count), signature, hash, padding),
    [`${R}.VerifyHash(${BYTES},${BYTES},${HASH_NAME},${SIGNATURE})`]: (
      self: ClrRsa,
      digest: Bytes,
      signature: Bytes,
      hash: ClrHashName,
      padding: ClrRsaPadding | null,
    ) => self.verifyHash(digest, signature, hash, padding),
    [`${R}.SignData(${BYTES},${HASH_NAME},${SIGNATURE})`]: (
      self: ClrRsa,
      data: Bytes,
      hash: ClrHashName,
      padding: ClrRsaPadding | null,
    ) => self.signData(data, hash, padding),
    [`${R}.SignData(${BYTES},${INT},${INT},${HASH_NAME},${SIGNATURE})`]: (
      self: ClrRsa,
      data: Bytes,
      start: number,
      count: number,
      hash: ClrHashName,
      padding: ClrRsaPadding | null,
    ) => self.signData(slice(data, start, count), hash, padding),
    [`${R}.SignHash(${BYTES},${HASH_NAME},${SIGNATURE})`]: (
      self: ClrRsa,
      digest: Bytes,
      hash: ClrHashName,
      padding: ClrRsaPadding | null,
    ) => self.signHash(digest, hash, padding),
    [`${R}.Encrypt(${BYTES},${ENCRYPTION})`]: (self: ClrRsa, data: Bytes, padding: ClrRsaPadding | null) =>
      self.encrypt(data, padding),
    [`${R}.Decrypt(${BYTES},${ENCRYPTION})`]: (self: ClrRsa, data: Bytes, padding: ClrRsaPadding | null) =>
      self.decrypt(data, padding),
    [`${R}.ExportRSAPublicKey`]: (self: ClrRsa) => self.exportPublic('pkcs1', 'der'),
    [`${R}.ExportRSAPublicKeyPem`]: (self: ClrRsa) => self.exportPublic('pkcs1', 'pem'),
    [`${R}.ExportRSAPrivateKey`]: (self: ClrRsa) => self.exportPrivate('pkcs1', 'der'),
    [`${R}.ExportRSAPrivateKeyPem`]: (self: ClrRsa) => self.exportPrivate('pkcs1', 'pem'),
    [`M:${A}.ExportSubjectPublicKeyInfo`]: (self: ClrRsa) => self.exportPublic('spki', 'der'),
    [`M:${A}.ExportSubjectPublicKeyInfoPem`]: (self: ClrRsa) => self.exportPublic('spki', 'pem'),
    [`M:${A}.ExportPkcs8PrivateKey`]: (self: ClrRsa) => self.exportPrivate('pkcs8', 'der'),
    [`M:${A}.ExportPkcs8PrivateKeyPem`]: (self: ClrRsa) => self.exportPrivate('pkcs8', 'pem'),
  };
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

function oids(): Record<string, Member> {
  const O = `${N}Oid`;
  return {
    [`M:${O}.#ctor`]: () => new ClrOid(null, null),
    [`M:${O}.#ctor(${TEXT})`]: oidOf,
    [`M:${O}.#ctor(${TEXT},${TEXT})`]: (value: string | null, name: string | null) => new ClrOid(value, name),
    [`M:${O}.#ctor(${O})`]: (other: ClrOid | null) => {
      if (other === null) throw argumentNull('oid');
      return new ClrOid(other.value, other.friendlyName);
    },
    [`P:${O}.Value`]: (self: ClrOid) => self.value,
    [`P:${O}.FriendlyName`]: (self: ClrOid) => self.friendlyName,
  };
}

/** RSA, its paddings, hash names, certificates and Oids. Private keys of certificates cannot be reached. */
export const RSA_MEMBERS: MemberTable = { ...names(), ...paddings(), ...rsa(), ...certificates(), ...oids() };
