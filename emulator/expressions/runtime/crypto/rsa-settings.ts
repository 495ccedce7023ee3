import { ClrException } from '../../clr-exception';
import { argument, argumentNull } from '../errors';
import { ValueObject } from '../reference-object';

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
    return JSON.stringify(this.name);
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
    return this.hash === null ? this.mode : `Oaep${this.hash.toClrString()}`;
  }

  protected identity(): string {
    return `${this.mode}:${this.hash?.toClrString() ?? ''}`;
  }
}

/** The name of a hash that is given. */
export function requireName(hash: ClrHashName): string {
  if (hash.name === null) throw argumentNull('hashAlgorithm');
  if (hash.name === '') throw argument('The value cannot be an empty string.', 'hashAlgorithm');
  return hash.name;
}

const KNOWN = ['MD5', 'SHA1', 'SHA256', 'SHA384', 'SHA512', 'SHA3-256', 'SHA3-384', 'SHA3-512'];

/** Node's name of a hash; throws for one that .NET does not know either. */
export function nodeHash(hash: ClrHashName): string {
  const name = requireName(hash);
  if (!KNOWN.includes(name)) throw cryptographic(`'${name}' is not a known hash algorithm.`);
  return name.toLowerCase();
}
