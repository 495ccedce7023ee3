import { ClrException } from '../../clr-exception';
import { argument, argumentNull } from '../errors';
import type { ClrArray } from '../collections/array';
import { ReferenceObject } from '../reference-object';
import { CRYPTOGRAPHY } from './algorithm-names';
import type { SymmetricSettings } from './cipher';
import { keySizes } from './key-sizes';
import { isSemiWeakDesKey, isWeakDesKey, isWeakTripleDesKey } from './weak-keys';

/** What the kinds of SymmetricAlgorithm differ in; sizes in bytes. */
interface Kind {
  readonly algorithm: SymmetricSettings['algorithm'];
  readonly keySizes: readonly number[];
  readonly blockSize: number;
  readonly feedbackSize: number;
  /** The name in messages about weak keys, where there are such keys. */
  readonly weakName?: string;
}

const AES: Kind = { algorithm: 'aes', keySizes: [16, 24, 32], blockSize: 16, feedbackSize: 1 };

const KINDS: Readonly<Record<string, Kind>> = {
  AesCryptoServiceProvider: AES,
  AesManaged: AES,
  RijndaelManaged: { ...AES, feedbackSize: 16 },
  DESCryptoServiceProvider: { algorithm: 'des', keySizes: [8], blockSize: 8, feedbackSize: 1, weakName: 'DES' },
  TripleDESCryptoServiceProvider: {
    algorithm: 'des-ede3',
    keySizes: [16, 24],
    blockSize: 8,
    feedbackSize: 1,
    weakName: 'TripleDES',
  },
};

/** How a class of CryptoConfig encrypts unless told otherwise: CBC, PKCS7. Undefined for no symmetric algorithm. */
export function defaultSettings(className: string | undefined): SymmetricSettings | undefined {
  const kind = className === undefined ? undefined : KINDS[className];
  return kind && { algorithm: kind.algorithm, mode: 1, padding: 2, feedback: kind.feedbackSize };
}

/** Values of CipherMode: CBC, ECB, CFB. OFB and CTS are refused by every algorithm. */
const MODES = [1, 2, 4];

/** Bits between one size of a key and the next. */
const KEY_STEP = 64;

const BAD_KEY = 'Specified key is not a valid size for this algorithm.';

function refuse(message: string): ClrException {
  return new ClrException(`${CRYPTOGRAPHY}CryptographicException`, message);
}

/** Random bytes of the evaluation. */
export type RandomBytes = (count: number) => Uint8Array;

/** A System.Security.Cryptography.SymmetricAlgorithm, as `SymmetricAlgorithm.Create("AES")` makes it. */
export class ClrSymmetricAlgorithm extends ReferenceObject {
  readonly clrType: string;
  private currentMode = 1;
  private currentPadding = 2;
  private feedback: number;
  private currentKey: Uint8Array;
  private currentIv: Uint8Array;

  private constructor(
    private readonly className: string,
    private readonly kind: Kind,
    private readonly random: RandomBytes,
  ) {
    super();
    this.clrType = CRYPTOGRAPHY + className;
    this.feedback = kind.feedbackSize;
    this.currentKey = random(Math.max(...kind.keySizes));
    this.currentIv = random(kind.blockSize);
  }

  /** Makes a class of CryptoConfig, or undefined when it is no symmetric algorithm. */
  static create(className: string, random: RandomBytes): ClrSymmetricAlgorithm | undefined {
    const kind = KINDS[className];
    return kind === undefined ? undefined : new ClrSymmetricAlgorithm(className, kind, random);
  }

  settings(): SymmetricSettings {
    return {
      algorithm: this.kind.algorithm,
      mode: this.currentMode,
      padding: this.currentPadding,
      feedback: this.feedback,
    };
  }

  /** In bytes. */
  get blockSize(): number {
    return this.kind.blockSize;
  }

  /** Every algorithm has one block size: others are refused. */
  requireBlockSize(bits: number): void {
    if (bits === this.kind.blockSize * 8) return;
    if (this.className !== 'RijndaelManaged') throw refuse('Specified block size is not valid for this algorithm.');
    throw new ClrException(
      [192, 256].includes(bits) ? 'System.PlatformNotSupportedException' : `${CRYPTOGRAPHY}CryptographicException`,
      'BlockSize must be 128 in this implementation.',
    );
  }

  get key(): Uint8Array {
    return Uint8Array.from(this.currentKey);
  }

  set key(key: Uint8Array | null) {
    const { weakName } = this.kind;
    if (weakName === undefined) {
      if (key === null || !this.isKeySize(key.length * 8)) throw refuse(BAD_KEY);
    } else {
      if (key === null) throw argumentNull('value');
      if (!this.isKeySize(key.length * 8)) throw argument(BAD_KEY);
      const isWeak = weakName === 'DES' ? isWeakDesKey(key) : isWeakTripleDesKey(key);
      if (isWeak) throw refuse(`Specified key is a known weak key for '${weakName}' and cannot be used.`);
      if (weakName === 'DES' && isSemiWeakDesKey(key)) {
        throw refuse("Specified key is a known semi-weak key for 'DES' and cannot be used.");
      }
    }
    this.currentKey = Uint8Array.from(key);
  }

  get iv(): Uint8Array {
    return Uint8Array.from(this.currentIv);
  }

  set iv(iv: Uint8Array | null) {
    if (iv === null) throw argumentNull('value');
    if (iv.length !== this.kind.blockSize) {
      throw refuse('Specified initialization vector (IV) does not match the block size for this algorithm.');
    }
    this.currentIv = Uint8Array.from(iv);
  }

  get mode(): number {
    return this.currentMode;
  }

  set mode(mode: number) {
    if (!MODES.includes(mode)) throw refuse('Specified cipher mode is not valid for this algorithm.');
    this.currentMode = mode;
  }

  get padding(): number {
    return this.currentPadding;
  }

  set padding(padding: number) {
    if (padding < 1 || padding > 5) throw refuse('Specified padding mode is not valid for this algorithm.');
    this.currentPadding = padding;
  }

  /** In bits. */
  get feedbackSize(): number {
    return this.feedback * 8;
  }

  set feedbackSize(bits: number) {
    if (!this.isFeedbackSize(bits)) throw refuse('Specified feedback size is not valid for this algorithm.');
    this.feedback = bits / 8;
  }

  /** In bits; a new size makes a new key. */
  set keySize(bits: number) {
    if (!this.isKeySize(bits)) throw refuse(BAD_KEY);
    this.currentKey = this.random(bits / 8);
  }

  isKeySize(bits: number): boolean {
    return this.kind.keySizes.includes(bits / 8);
  }

  legalKeySizes(): ClrArray {
    const sizes = this.kind.keySizes.map((bytes) => bytes * 8);
    const [least, greatest] = [Math.min(...sizes), Math.max(...sizes)];
    return keySizes(least, greatest, sizes.length === 1 ? 0 : KEY_STEP);
  }

  legalBlockSizes(): ClrArray {
    return keySizes(this.kind.blockSize * 8, this.kind.blockSize * 8, 0);
  }

  isFeedbackSize(bits: number): boolean {
    return bits >= 8 && bits <= this.kind.blockSize * 8 && bits % 8 === 0;
  }

  generateKey(): void {
    this.currentKey = this.random(this.currentKey.length);
  }

  generateIv(): void {
    this.currentIv = this.random(this.kind.blockSize);
  }

  /** Forgets key and vector: the next ones are new. */
  dispose(): void {
    this.generateKey();
    this.generateIv();
  }
}
