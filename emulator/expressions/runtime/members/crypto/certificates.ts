import { createHash } from 'node:crypto';
import { ClrException } from '../../../clr-exception';
import { CRYPTOGRAPHY as N } from '../../crypto/algorithm-names';
import { ClrCertificate } from '../../crypto/certificate';
import { matchesHostname, nameInfo } from '../../crypto/certificate-names';
import type { ClrDistinguishedName } from '../../crypto/distinguished-name';
import { cryptographic } from '../../crypto/rsa-settings';
import type { ClrHashName } from '../../crypto/rsa-settings';
import { dispose } from '../../dispose';
import { ClrEnum } from '../../enums';
import { argument, argumentNull, notSupported, nullReference } from '../../errors';
import type { Member, MemberTable } from '../../member';
import { hashCode } from '../../hash-code';
import { clrEquals } from '../../values';
import { ClrPublicKey } from './public-keys';

const X = `${N}X509Certificates.`;
const [C, C2] = [`${X}X509Certificate`, `${X}X509Certificate2`];
const CONTENT = `${X}X509ContentType`;
const FLAGS = `${X}X509KeyStorageFlags`;
const HASH_NAME = `${N}HashAlgorithmName`;
const BYTES = 'System.Byte[]';
const TEXT = 'System.String';

/** Values of X509ContentType. */
const [CERT, SERIALIZED_CERT, PFX, SERIALIZED_STORE] = [1, 2, 3, 4];

/** Node's names of the algorithms that .NET knows by name, case counting. */
const DIGESTS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  SHA1: 'sha1',
  SHA256: 'sha256',
  SHA384: 'sha384',
  SHA512: 'sha512',
  'SHA3-256': 'sha3-256',
  'SHA3-384': 'sha3-384',
  'SHA3-512': 'sha3-512',
};

type Bytes = Uint8Array | null;

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

function unsupported(message: string): ClrException {
  return new ClrException('System.PlatformNotSupportedException', message);
}

/** What .NET refuses outside Windows. */
function refusing(message: string): Member {
  return () => {
    throw unsupported(message);
  };
}

function copyOf(type: string): Member {
  return (other: ClrCertificate | null) => {
    if (other === null) throw argumentNull('cert');
    return new ClrCertificate(other.isEmpty ? null : other.raw, type);
  };
}

/** Constructors; a password and flags count for certificates with private keys alone, which are not read here. */
function constructors(type: string): MemberTable {
  const make = (bytes: Bytes): ClrCertificate => new ClrCertificate(bytes, type);
  const makeWithPassword = (bytes: Bytes): ClrCertificate => {
    if (bytes === null || bytes.length === 0) throw argument('Array may not be empty or null.', 'rawData');
    return make(bytes);
  };
  return {
    [`M:${type}.#ctor`]: () => new ClrCertificate(null, type),
    [`M:${type}.#ctor(${BYTES})`]: make,
    [`M:${type}.#ctor(${BYTES},${TEXT})`]: makeWithPassword,
    [`M:${type}.#ctor(${BYTES},${TEXT},${FLAGS})`]: makeWithPassword,
    [`M:${type}.#ctor(${C})`]: copyOf(type),
    ...Object.fromEntries(
      [`(${BYTES})`, `(${BYTES},${TEXT},${FLAGS})`, `(${TEXT})`, `(${TEXT},${TEXT},${FLAGS})`].map((parameters) => [
        `M:${type}.Import${parameters}`,
        refusing('X509Certificate is immutable on this platform. Use the equivalent constructor instead.'),
      ]),
    ),
  };
}

function digest(self: ClrCertificate, { name }: ClrHashName): Uint8Array {
  if (name === null) throw argumentNull('hashAlgorithm');
  if (name === '') throw argument('The value cannot be an empty string.', 'hashAlgorithm');
  const known = DIGESTS[name];
  if (known === undefined) throw cryptographic(`'${name}' is not a known hash algorithm.`);
  return Uint8Array.from(createHash(known).update(self.raw).digest());
}

function exported(self: ClrCertificate, { value }: ClrEnum): Uint8Array {
  const { raw } = self;
  switch (value) {
    case CERT:
      return raw;
    case SERIALIZED_CERT:
    case SERIALIZED_STORE:
      throw unsupported(
        'X509ContentType.SerializedCert and X509ContentType.SerializedStore are not supported on Unix.',
      );
    case PFX:
      throw cryptographic(
        'The local gateway does not write certificates with private keys: export X509ContentType.Cert.',
      );
    default:
      throw cryptographic('Invalid content type.');
  }
}

function contentType(bytes: Bytes): ClrEnum {
  if (bytes === null || bytes.length === 0) throw argument('Array may not be empty or null.', 'rawData');
  try {
    return new ClrCertificate(bytes).isEmpty ? new ClrEnum(CONTENT, 0) : new ClrEnum(CONTENT, CERT);
  } catch {
    throw cryptographic('Error occurred during a cryptographic operation.');
  }
}

function verbose(self: ClrCertificate, isVerbose: boolean): string {
  if (isVerbose && !self.isEmpty)
    throw notSupported('X509Certificate2.ToString(true) is not implemented by the local gateway.');
  return self.toClrString();
}

/** Without a certificate .NET trips over its own null in these. */
function held(self: ClrCertificate): ClrCertificate {
  if (self.isEmpty) throw nullReference();
  return self;
}

/** A value that is the same for every certificate; there must be one. */
function constant(value: string | boolean): Member {
  return (self: ClrCertificate) => (self.x509 === undefined ? null : value);
}

const NAMES: MemberTable = {
  [`P:${C}.Subject`]: (self: ClrCertificate) => self.subjectName.name,
  [`P:${C}.Issuer`]: (self: ClrCertificate) => self.issuerName.name,
  [`M:${C}.GetName`]: (self: ClrCertificate) => self.subjectName.encodedName,
  [`M:${C}.GetIssuerName`]: (self: ClrCertificate) => self.issuerName.encodedName,
  [`P:${C2}.SubjectName`]: (self: ClrCertificate) => self.subjectName,
  [`P:${C2}.IssuerName`]: (self: ClrCertificate) => self.issuerName,
  [`P:${X}X500DistinguishedName.Name`]: (self: ClrDistinguishedName) => self.name,
  [`M:${C2}.GetNameInfo(${X}X509NameType,System.Boolean)`]: (
    self: ClrCertificate,
    { value }: ClrEnum,
    forIssuer: boolean,
  ) => nameInfo(held(self), value, forIssuer),
  [`M:${C2}.MatchesHostname(${TEXT},System.Boolean,System.Boolean)`]: (
    self: ClrCertificate,
    name: string | null,
    allowWildcards: boolean,
    allowCommonName: boolean,
  ) => matchesHostname(held(self), name, allowWildcards, allowCommonName),
};

const KEYS: MemberTable = {
  [`P:${C2}.PublicKey`]: (self: ClrCertificate) => new ClrPublicKey(self.x509.publicKey),
  [`M:${C}.GetPublicKey`]: (self: ClrCertificate) => self.publicKey.key,
  [`M:${C}.GetPublicKeyString`]: (self: ClrCertificate) => hex(self.publicKey.key),
  [`M:${C}.GetKeyAlgorithm`]: (self: ClrCertificate) => self.publicKey.algorithm,
  [`M:${C}.GetKeyAlgorithmParameters`]: (self: ClrCertificate) => self.publicKey.parameters,
  [`M:${C}.GetKeyAlgorithmParametersString`]: (self: ClrCertificate) => hex(self.publicKey.parameters),
  [`P:${C2}.SignatureAlgorithm`]: (self: ClrCertificate) => self.signatureAlgorithm,
  [`P:${C2}.HasPrivateKey`]: (self: ClrCertificate) => self.x509 !== undefined && self.privateKey !== null,
  [`P:${C2}.PrivateKey`]: (self: ClrCertificate) => (self.x509 === undefined ? null : self.privateKey),
  [`set:P:${C2}.PrivateKey`]: refusing('Operation is not supported on this platform.'),
};

const DATA: MemberTable = {
  [`P:${C2}.Thumbprint`]: (self: ClrCertificate) => self.thumbprint,
  [`M:${C}.GetCertHashString`]: (self: ClrCertificate) => self.thumbprint,
  [`M:${C}.GetCertHash`]: (self: ClrCertificate) => Uint8Array.from(Buffer.from(self.thumbprint, 'hex')),
  [`M:${C}.GetCertHash(${HASH_NAME})`]: digest,
  [`M:${C}.GetCertHashString(${HASH_NAME})`]: (self: ClrCertificate, hash: ClrHashName) => hex(digest(self, hash)),
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
  [`M:${C}.Export(${CONTENT})`]: exported,
  [`M:${C}.Export(${CONTENT},${TEXT})`]: exported,
  [`M:${C2}.GetCertContentType(${BYTES})`]: contentType,
  [`P:${C2}.Version`]: (self: ClrCertificate) => self.version,
  [`P:${C2}.FriendlyName`]: constant(''),
  [`set:P:${C2}.FriendlyName`]: refusing('The FriendlyName value cannot be set on Unix.'),
  [`P:${C2}.Archived`]: constant(false),
  [`set:P:${C2}.Archived`]: refusing('The Archived value cannot be set on Unix.'),
  [`M:${C}.GetFormat`]: () => 'X509',
  [`M:${C}.ToString(System.Boolean)`]: (self: ClrCertificate, isVerbose: boolean) =>
    isVerbose && !self.isEmpty ? self.summary : self.toClrString(),
  [`M:${C2}.ToString(System.Boolean)`]: verbose,
  [`M:${C}.Equals(${C})`]: clrEquals,
  [`M:${C}.GetHashCode`]: (self: ClrCertificate) => (self.isEmpty ? 0 : hashCode(self)),
  [`M:${C}.Reset`]: dispose,
  [`M:${C2}.Reset`]: dispose,
  // No chain is built here: what the local gateway cannot check, it does not call valid.
  [`M:${C2}.Verify`]: constant(false),
  [`M:PolicyExtensions.VerifyNoRevocation(${C2})`]: (self: ClrCertificate | null) => {
    if (self === null || self.isEmpty) throw argument('The chain context handle is invalid.', 'certificate');
    return false;
  },
};

/** Certificates. Private keys in certificates cannot be read. */
export const CERTIFICATE_MEMBERS: MemberTable = {
  ...constructors(C),
  ...constructors(C2),
  ...NAMES,
  ...KEYS,
  ...DATA,
};
