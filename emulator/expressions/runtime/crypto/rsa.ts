import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  privateDecrypt,
  privateEncrypt,
  publicDecrypt,
  publicEncrypt,
  sign,
  verify,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { ClrException } from '../../clr-exception';
import { disposed } from '../dispose';
import { argumentNull } from '../errors';
import { ReferenceObject } from '../reference-object';
import { ExpressionLimitError } from '../run';
import { CRYPTOGRAPHY } from './algorithm-names';
import { encodePss, verifyPss } from './pss';
import { ClrRsaParameters } from './rsa-parameters';
import { cryptographic, nodeHash } from './rsa-settings';
import type { ClrHashName, ClrRsaPadding } from './rsa-settings';

/** DigestInfo prefixes of RFC 8017 section 9.2, for hashes that were computed elsewhere. */
const DIGEST_INFO: Readonly<Record<string, string>> = {
  md5: '3020300c06082a864886f70d020505000410',
  sha1: '3021300906052b0e03021a05000414',
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
};

/** Bits of the longest key that is made here: a key of 8192 bits takes half a minute. */
const LONGEST_NEW_KEY = 4096;

/** Node refuses to undo PKCS #1 padding itself, for fear of timing attacks: 00 02, padding without zeros, 00, message. */
function withoutPadding(block: Uint8Array): Uint8Array {
  const end = block.indexOf(0, 2);
  if (block[0] !== 0 || block[1] !== 2 || end < 10) throw cryptographic('The parameter is incorrect.');
  return Uint8Array.from(block.subarray(end + 1));
}

/** A System.Security.Cryptography.RSA: a key pair, or a public key alone. */
export class ClrRsa extends ReferenceObject {
  private closed = false;

  private constructor(
    private publicKey: KeyObject | null,
    private privateKey: KeyObject | null,
    private bits = 2048,
    readonly clrType = `${CRYPTOGRAPHY}RSA`,
  ) {
    super();
  }

  /** A key that is made when it is first needed, as .NET does. */
  static fresh(bits = 2048, clrType?: string): ClrRsa {
    return new ClrRsa(null, null, bits, clrType);
  }

  static of(parameters: ClrRsaParameters): ClrRsa {
    const made = ClrRsa.fresh();
    made.importParameters(parameters);
    return made;
  }

  /** What .NET on Linux calls the class that `RSA.Create()` makes. */
  override toClrString(): string {
    return this.clrType.endsWith('.RSA') ? `${this.clrType}OpenSsl` : this.clrType;
  }

  get castName(): string {
    return this.clrType.endsWith('.RSA') ? `${this.clrType}Wrapper` : this.clrType;
  }

  dispose(): void {
    this.closed = true;
  }

  static ofPublic(key: KeyObject): ClrRsa {
    return new ClrRsa(key, null);
  }

  private keys(): { readonly open: KeyObject; readonly secret: KeyObject | null } {
    if (this.closed) throw disposed(`Cannot access a disposed object.\nObject name: '${this.toClrString()}'.`);
    if (this.publicKey === null) {
      if (this.bits > LONGEST_NEW_KEY) {
        throw new ExpressionLimitError(
          `The expression makes an RSA key of ${this.bits} bits, which takes minutes; the local gateway makes keys up to ${LONGEST_NEW_KEY} bits.`,
        );
      }
      const made = generateKeyPairSync('rsa', { modulusLength: this.bits });
      this.publicKey = made.publicKey;
      this.privateKey = made.privateKey;
    }
    return { open: this.publicKey, secret: this.privateKey };
  }

  private secret(): KeyObject {
    const { secret } = this.keys();
    if (secret === null) throw cryptographic('Key does not exist.');
    return secret;
  }

  get keySize(): number {
    return this.publicKey?.asymmetricKeyDetails?.modulusLength ?? this.bits;
  }

  set keySize(bits: number) {
    if (bits < 512 || bits > 16384 || bits % 8 !== 0)
      throw cryptographic('Specified key is not a valid size for this algorithm.');
    this.publicKey = null;
    this.privateKey = null;
    this.bits = bits;
  }

  verifyData(
    data: Uint8Array | null,
    signature: Uint8Array | null,
    hash: ClrHashName,
    padding: ClrRsaPadding | null,
  ): boolean {
    if (data === null) throw argumentNull('data');
    if (signature === null) throw argumentNull('signature');
    if (padding === null) throw argumentNull('padding');
    const algorithm = nodeHash(hash);
    return verify(algorithm, data, this.signing(this.keys().open, padding), signature);
  }

  verifyHash(
    digest: Uint8Array | null,
    signature: Uint8Array | null,
    hash: ClrHashName,
    padding: ClrRsaPadding | null,
  ): boolean {
    if (digest === null) throw argumentNull('hash');
    if (signature === null) throw argumentNull('signature');
    if (padding === null) throw argumentNull('padding');
    const algorithm = nodeHash(hash);
    if (digest.length !== createHash(algorithm).digest().length) return false;
    if (padding.mode === 'Pss') {
      return verifyPss(this.signedBlock(signature), digest, algorithm, this.keySize);
    }
    const wanted = Buffer.concat([Buffer.from(DIGEST_INFO[algorithm] ?? '', 'hex'), digest]);
    try {
      return publicDecrypt({ key: this.keys().open, padding: constants.RSA_PKCS1_PADDING }, signature).equals(wanted);
    } catch {
      return false;
    }
  }

  signData(data: Uint8Array | null, hash: ClrHashName, padding: ClrRsaPadding | null): Uint8Array {
    if (data === null) throw argumentNull('data');
    if (padding === null) throw argumentNull('padding');
    return Uint8Array.from(sign(nodeHash(hash), data, this.signing(this.secret(), padding)));
  }

  signHash(digest: Uint8Array | null, hash: ClrHashName, padding: ClrRsaPadding | null): Uint8Array {
    if (digest === null) throw argumentNull('hash');
    if (padding === null) throw argumentNull('padding');
    const algorithm = nodeHash(hash);
    if (digest.length !== createHash(algorithm).digest().length) throw cryptographic('invalid digest length');
    if (padding.mode === 'Pss') {
      return Uint8Array.from(
        privateEncrypt(
          { key: this.secret(), padding: constants.RSA_NO_PADDING },
          encodePss(digest, algorithm, this.keySize),
        ),
      );
    }
    const info = Buffer.from(DIGEST_INFO[algorithm] ?? '', 'hex');
    return Uint8Array.from(
      privateEncrypt({ key: this.secret(), padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([info, digest])),
    );
  }

  encrypt(data: Uint8Array | null, padding: ClrRsaPadding | null): Uint8Array {
    if (data === null) throw argumentNull('data');
    if (padding === null) throw argumentNull('padding');
    const options = this.encryption(this.keys().open, padding);
    try {
      return Uint8Array.from(publicEncrypt(options, data));
    } catch {
      throw cryptographic('The data is too large for the key size.');
    }
  }

  decrypt(data: Uint8Array | null, padding: ClrRsaPadding | null): Uint8Array {
    if (data === null) throw argumentNull('data');
    if (padding === null) throw argumentNull('padding');
    if (data.length !== this.keySize / 8) {
      throw cryptographic('The length of the data to decrypt is not valid for the size of this key.');
    }
    try {
      if (padding.hash !== null) return Uint8Array.from(privateDecrypt(this.encryption(this.secret(), padding), data));
      return withoutPadding(privateDecrypt({ key: this.secret(), padding: constants.RSA_NO_PADDING }, data));
    } catch (error) {
      if (error instanceof ClrException) throw error;
      throw cryptographic('The parameter is incorrect.');
    }
  }

  private signing(key: KeyObject, padding: ClrRsaPadding): { key: KeyObject; padding: number; saltLength?: number } {
    return padding.mode === 'Pss'
      ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : { key, padding: constants.RSA_PKCS1_PADDING };
  }

  private encryption(key: KeyObject, padding: ClrRsaPadding): { key: KeyObject; padding: number; oaepHash?: string } {
    return padding.hash === null
      ? { key, padding: constants.RSA_PKCS1_PADDING }
      : { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: nodeHash(padding.hash) };
  }

  /** DER: `spki` or `pkcs1` of the public key. */
  exportPublic(type: 'spki' | 'pkcs1', format: 'der' | 'pem'): Uint8Array | string {
    const { open } = this.keys();
    if (format === 'pem') return open.export({ type, format }).toString().trim();
    return Uint8Array.from(open.export({ type, format }));
  }

  /** DER: `pkcs8` or `pkcs1` of the private key. */
  exportPrivate(type: 'pkcs8' | 'pkcs1', format: 'der' | 'pem'): Uint8Array | string {
    const secret = this.secret();
    if (format === 'pem') return secret.export({ type, format }).toString().trim();
    return Uint8Array.from(secret.export({ type, format }));
  }

  exportParameters(includePrivate: boolean): ClrRsaParameters {
    const { open, secret } = this.keys();
    if (includePrivate && secret === null) {
      throw cryptographic('Object contains only the public half of a key pair. A private key must also be provided.');
    }
    return new ClrRsaParameters((includePrivate && secret !== null ? secret : open).export({ format: 'jwk' }));
  }

  importParameters({ jwk }: ClrRsaParameters): void {
    this.privateKey = jwk.d === undefined ? null : createPrivateKey({ key: jwk, format: 'jwk' });
    this.publicKey = createPublicKey({ key: { kty: 'RSA', n: jwk.n, e: jwk.e }, format: 'jwk' });
  }

  /** `<RSAKeyValue>` with the public key and, when asked for, the private one. */
  toXml(includePrivate: boolean): string {
    return this.exportParameters(includePrivate).toXml();
  }

  /** Reads what `toXml` writes. */
  fromXml(text: string | null): void {
    this.importParameters(ClrRsaParameters.fromXml(text));
  }

  /** The padded block that a signature encloses, or undefined. */
  private signedBlock(signature: Uint8Array): Uint8Array | undefined {
    const key = this.keys().open;
    try {
      return publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature);
    } catch {
      return undefined;
    }
  }
}
