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
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { ClrException } from '../clr-exception';
import { argument, argumentNull } from './errors';
import { ReferenceObject, ValueObject } from './reference-object';
import { parseElement } from './xml/parse';
import { ClrXName } from './xml/name';

const NAMESPACE = 'System.Security.Cryptography.';

/** `System.Security.Cryptography.CryptographicException`. */
export function cryptographic(message: string): ClrException {
  return new ClrException(`${NAMESPACE}CryptographicException`, message);
}

/** A HashAlgorithmName: any text, null for `default`. */
export class ClrHashName extends ValueObject {
  readonly clrType = `${NAMESPACE}HashAlgorithmName`;

  constructor(readonly name: string | null) {
    super();
  }

  toClrString(): string {
    return this.name ?? '';
  }

  protected identity(): string {
    return this.name ?? '';
  }
}

/** An RSASignaturePadding or RSAEncryptionPadding. */
export class ClrRsaPadding extends ValueObject {
  constructor(
    readonly clrType: string,
    readonly mode: 'Pkcs1' | 'Pss' | 'Oaep',
    readonly hash: ClrHashName | null = null,
  ) {
    super();
  }

  toClrString(): string {
    return this.hash === null ? this.mode : `OaepSHA${this.hash.toClrString().replace(/^SHA/, '')}`;
  }

  protected identity(): string {
    return `${this.mode}:${this.hash?.toClrString() ?? ''}`;
  }
}

/** Node's name of a hash; throws for one that .NET does not know either. */
function nodeHash(name: ClrHashName): string {
  const text = name.name;
  if (text === null) throw argumentNull('hashAlgorithm');
  if (text === '') throw argument('The value cannot be an empty string.', 'hashAlgorithm');
  if (!['MD5', 'SHA1', 'SHA256', 'SHA384', 'SHA512'].includes(text))
    throw cryptographic(`'${text}' is not a known hash algorithm.`);
  return text.toLowerCase();
}

/** DigestInfo prefixes of RFC 8017 section 9.2, for hashes that were computed elsewhere. */
const DIGEST_INFO: Readonly<Record<string, string>> = {
  md5: '3020300c06082a864886f70d020505000410',
  sha1: '3021300906052b0e03021a05000414',
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
};

const XML_FIELDS: readonly (readonly [string, keyof JsonWebKey])[] = [
  ['Modulus', 'n'],
  ['Exponent', 'e'],
  ['P', 'p'],
  ['Q', 'q'],
  ['DP', 'dp'],
  ['DQ', 'dq'],
  ['InverseQ', 'qi'],
  ['D', 'd'],
];

/** Node refuses to undo PKCS #1 padding itself, for fear of timing attacks: 00 02, padding without zeros, 00, message. */
function withoutPadding(block: Uint8Array): Uint8Array {
  const end = block.indexOf(0, 2);
  if (block[0] !== 0 || block[1] !== 2 || end < 10) throw cryptographic('The parameter is incorrect.');
  return Uint8Array.from(block.subarray(end + 1));
}

function base64(url: string): string {
  return Buffer.from(url, 'base64url').toString('base64');
}

/** A System.Security.Cryptography.RSA: a key pair, or a public key alone. */
export class ClrRsa extends ReferenceObject {
  readonly clrType = `${NAMESPACE}RSA`;

  private constructor(
    private publicKey: KeyObject | null,
    private privateKey: KeyObject | null,
    private bits = 2048,
  ) {
    super();
  }

  /** A key that is made when it is first needed, as .NET does. */
  static fresh(bits = 2048): ClrRsa {
    return new ClrRsa(null, null, bits);
  }

  static ofPublic(key: KeyObject): ClrRsa {
    return new ClrRsa(key, null);
  }

  private keys(): { readonly open: KeyObject; readonly secret: KeyObject | null } {
    if (this.publicKey === null) {
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
    if (padding.mode === 'Pss') throw cryptographic('The local gateway verifies PSS signatures with VerifyData.');
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
    if (padding.mode === 'Pss') throw cryptographic('The local gateway makes PSS signatures with SignData.');
    const info = Buffer.from(DIGEST_INFO[nodeHash(hash)] ?? '', 'hex');
    return Uint8Array.from(
      privateEncrypt({ key: this.secret(), padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([info, digest])),
    );
  }

  encrypt(data: Uint8Array | null, padding: ClrRsaPadding | null): Uint8Array {
    if (data === null) throw argumentNull('data');
    if (padding === null) throw argumentNull('padding');
    return Uint8Array.from(publicEncrypt(this.encryption(this.keys().open, padding), data));
  }

  decrypt(data: Uint8Array | null, padding: ClrRsaPadding | null): Uint8Array {
    if (data === null) throw argumentNull('data');
    if (padding === null) throw argumentNull('padding');
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

  /** `<RSAKeyValue>` with the public key and, when asked for, the private one. */
  toXml(includePrivate: boolean): string {
    const jwk = (includePrivate ? this.secret() : this.keys().open).export({ format: 'jwk' });
    const fields = XML_FIELDS.flatMap(([name, field]) => {
      const value = jwk[field];
      return typeof value === 'string' ? [`<${name}>${base64(value)}</${name}>`] : [];
    });
    return `<RSAKeyValue>${fields.join('')}</RSAKeyValue>`;
  }

  /** Reads what `toXml` writes. */
  fromXml(text: string | null): void {
    if (text === null) throw argumentNull('xmlString');
    const root = parseElement(text);
    const jwk: Record<string, string> = { kty: 'RSA' };
    for (const [name, field] of XML_FIELDS) {
      const value = root.elements().find((element) => element.name.is(new ClrXName('', name)))?.value;
      if (value !== undefined) jwk[field] = Buffer.from(value, 'base64').toString('base64url');
    }
    for (const [name, field] of XML_FIELDS.slice(0, 2))
      if (jwk[field] === undefined)
        throw cryptographic(`Input string does not contain a valid encoding of the 'RSA' '${name}' parameter.`);
    this.privateKey = jwk.d === undefined ? null : createPrivateKey({ key: jwk, format: 'jwk' });
    this.publicKey = createPublicKey({ key: { kty: 'RSA', n: jwk.n, e: jwk.e }, format: 'jwk' });
  }
}
