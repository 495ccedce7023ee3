import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { CRYPTOGRAPHY } from '../../crypto/algorithm-names';
import { ClrCertificate } from '../../crypto/certificate';
import { oidOf } from '../../crypto/oid';
import { ClrRsa } from '../../crypto/rsa';
import { argument, argumentNull, invalidOperation, notSupported, nullReference } from '../../errors';
import type { Member, MemberTable } from '../../member';
import { ReferenceObject } from '../../reference-object';

const X = `${CRYPTOGRAPHY}X509Certificates.`;
const K = `${X}PublicKey`;
const E = `${X}RSACertificateExtensions`;
const [RSA_KEY, EC_KEY] = ['1.2.840.113549.1.1.1', '1.2.840.10045.2.1'];

/** Objects that a PublicKey hands on and no expression can look into, their types being no part of the allow-list. */
class OpaqueObject extends ReferenceObject {
  constructor(readonly clrType: string) {
    super();
  }
}

/** Bits of the curves by OpenSSL's names. */
const CURVE_BITS: Readonly<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 };

/** A key on an elliptic curve, of which an expression sees the size. */
class CurveKey extends OpaqueObject {
  constructor(
    type: string,
    private readonly key: KeyObject,
  ) {
    super(type);
  }

  get keySize(): number {
    return CURVE_BITS[this.key.asymmetricKeyDetails?.namedCurve ?? ''] ?? 0;
  }
}

/** The PublicKey of a certificate. */
export class ClrPublicKey extends ReferenceObject {
  readonly clrType = K;

  constructor(readonly key: KeyObject) {
    super();
  }

  get isRsa(): boolean {
    return this.key.asymmetricKeyType === 'rsa';
  }

  rsa(): ClrRsa | null {
    return this.isRsa ? ClrRsa.ofPublic(this.key) : null;
  }
}

function keyOf(algorithm: ClrRsa | null): ClrPublicKey {
  if (algorithm === null) throw nullReference();
  const der = Buffer.from(algorithm.exportPublic('spki', 'der') as Uint8Array);
  return new ClrPublicKey(createPublicKey({ key: der, format: 'der', type: 'spki' }));
}

function encoded(): OpaqueObject {
  return new OpaqueObject(`${CRYPTOGRAPHY}AsnEncodedData`);
}

/** Keys of elliptic curves; null for another key. */
function curveKey(name: string): Member {
  return (self: ClrPublicKey) =>
    self.key.asymmetricKeyType === 'ec' ? new CurveKey(CRYPTOGRAPHY + name, self.key) : null;
}

function withPrivateKey(self: ClrCertificate | null, key: ClrRsa | null): ClrCertificate {
  if (self === null) throw argumentNull('certificate');
  if (key === null) throw argumentNull('privateKey');
  if (self.privateKey !== null) throw invalidOperation('The certificate already has an associated private key.');
  if (!keyOf(key).key.equals(self.x509.publicKey))
    throw argument('The provided key does not match the public key for this certificate.', 'privateKey');
  return new ClrCertificate(self.raw, self.clrType, key);
}

/** PublicKey, and what RSACertificateExtensions find in a certificate. */
export const PUBLIC_KEY_MEMBERS: MemberTable = {
  [`M:${K}.#ctor(${CRYPTOGRAPHY}AsymmetricAlgorithm)`]: keyOf,
  [`P:${K}.Key`]: (self: ClrPublicKey) => {
    const rsa = self.rsa();
    if (rsa === null) throw notSupported('The certificate key algorithm is not supported.');
    return rsa;
  },
  [`M:${K}.GetRSAPublicKey`]: (self: ClrPublicKey) => self.rsa(),
  [`M:${K}.GetDSAPublicKey`]: () => null,
  [`M:${K}.GetECDsaPublicKey`]: curveKey('ECDsa'),
  [`M:${K}.GetECDiffieHellmanPublicKey`]: curveKey('ECDiffieHellman'),
  [`P:${K}.Oid`]: (self: ClrPublicKey) => oidOf(self.isRsa ? RSA_KEY : EC_KEY),
  [`P:${K}.EncodedKeyValue`]: encoded,
  [`P:${K}.EncodedParameters`]: encoded,
  [`M:${K}.ExportSubjectPublicKeyInfo`]: (self: ClrPublicKey) =>
    Uint8Array.from(self.key.export({ type: 'spki', format: 'der' })),
  [`M:${E}.GetRSAPublicKey(${X}X509Certificate2)`]: (self: ClrCertificate | null) => {
    if (self === null) throw argumentNull('certificate');
    return new ClrPublicKey(self.x509.publicKey).rsa();
  },
  [`M:${E}.GetRSAPrivateKey(${X}X509Certificate2)`]: (self: ClrCertificate | null) => {
    if (self === null) throw argumentNull('certificate');
    return self.x509 === undefined ? null : self.privateKey;
  },
  [`M:${E}.CopyWithPrivateKey(${X}X509Certificate2,${CRYPTOGRAPHY}RSA)`]: withPrivateKey,
};
