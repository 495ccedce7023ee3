import { CRYPTOGRAPHY as N } from '../../crypto/algorithm-names';
import { keySizes } from '../../crypto/key-sizes';
import { ClrRsa } from '../../crypto/rsa';
import type { ClrRsaParameters } from '../../crypto/rsa-parameters';
import type { ClrHashName, ClrRsaPadding } from '../../crypto/rsa-settings';
import { dispose } from '../../dispose';
import { argumentNull, notSupported, requireAtMost, requireNonNegative } from '../../errors';
import type { Member, MemberTable } from '../../member';

const HASH_NAME = `${N}HashAlgorithmName`;
const PARAMETERS = `${N}RSAParameters`;
const SIGNATURE = `${N}RSASignaturePadding`;
const ENCRYPTION = `${N}RSAEncryptionPadding`;
const BYTES = 'System.Byte[]';
const INT = 'System.Int32';
const TEXT = 'System.String';

type Bytes = Uint8Array | null;

function part(data: Bytes, offset: number, count: number): Bytes {
  if (data === null) throw argumentNull('data');
  requireNonNegative(offset, 'offset');
  requireAtMost(offset, data.length, 'offset');
  requireNonNegative(count, 'count');
  requireAtMost(count, data.length - offset, 'count');
  return data.subarray(offset, offset + count);
}

function unsupported(): never {
  throw notSupported('Method not supported.');
}

function members(): Record<string, Member> {
  const R = `M:${N}RSA`;
  const A = `${N}AsymmetricAlgorithm`;
  const inherited: Record<string, Member> = {};
  for (const type of [A, `${N}RSA`]) {
    inherited[`M:${type}.FromXmlString(${TEXT})`] = (self: ClrRsa, text: string | null) => {
      self.fromXml(text);
    };
    inherited[`M:${type}.ToXmlString(System.Boolean)`] = (self: ClrRsa, includePrivate: boolean) =>
      self.toXml(includePrivate);
    inherited[`P:${type}.KeyExchangeAlgorithm`] = () => 'RSA';
    inherited[`P:${type}.SignatureAlgorithm`] = () => 'RSA';
  }
  return {
    ...inherited,
    [`${R}.Create`]: () => ClrRsa.fresh(),
    [`${R}.Create(${INT})`]: (bits: number) => {
      const made = ClrRsa.fresh();
      made.keySize = bits;
      return made;
    },
    [`${R}.Create(${PARAMETERS})`]: (parameters: ClrRsaParameters) => ClrRsa.of(parameters),
    [`${R}.ExportParameters(System.Boolean)`]: (self: ClrRsa, includePrivate: boolean) =>
      self.exportParameters(includePrivate),
    [`${R}.ImportParameters(${PARAMETERS})`]: (self: ClrRsa, parameters: ClrRsaParameters) => {
      self.importParameters(parameters);
    },
    [`${R}.EncryptValue(${BYTES})`]: unsupported,
    [`${R}.DecryptValue(${BYTES})`]: unsupported,
    // What OpenSSL takes, with which .NET answers on Linux.
    [`P:${A}.LegalKeySizes`]: () => keySizes(512, 16_384, 8),
    [`P:${A}.KeySize`]: (self: ClrRsa) => self.keySize,
    [`set:P:${A}.KeySize`]: (self: ClrRsa, bits: number) => {
      self.keySize = bits;
    },
    [`${R}.GetMaxOutputSize`]: (self: ClrRsa) => self.keySize / 8,
    [`M:${A}.Clear`]: dispose,
    [`M:${A}.Dispose`]: dispose,
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
    ) => self.verifyData(part(data, start, count), signature, hash, padding),
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
    ) => self.signData(part(data, start, count), hash, padding),
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

/** RSA keys. */
export const RSA_MEMBERS: MemberTable = members();
