import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ClrException } from '../../clr-exception';
import { argument, argumentNull } from '../errors';
import { isSemiWeakDesKey, isWeakDesKey } from './weak-keys';

/** What a SymmetricAlgorithm is set to. Modes and paddings are the enum values CipherMode and PaddingMode. */
export interface SymmetricSettings {
  readonly algorithm: 'aes' | 'des' | 'des-ede3';
  readonly mode: number;
  readonly padding: number;
  /** Bytes that CFB takes at a time. */
  readonly feedback: number;
}

/** Value of PaddingMode: random bytes, then how many they are. */
const ISO10126 = 5;

/** Values of CipherMode. */
const [CBC, ECB, CFB] = [1, 2, 4];

const KEY_SIZES: Readonly<Record<SymmetricSettings['algorithm'], readonly number[]>> = {
  aes: [16, 24, 32],
  des: [8],
  'des-ede3': [16, 24],
};

function cryptographic(message: string): ClrException {
  return new ClrException('System.Security.Cryptography.CryptographicException', message);
}

function blockSize(settings: SymmetricSettings): number {
  return settings.algorithm === 'aes' ? 16 : 8;
}

/** Padding fills up to a multiple of this: a block, or what CFB takes at a time. */
function paddedTo(settings: SymmetricSettings): number {
  return settings.mode === CFB ? settings.feedback : blockSize(settings);
}

/** Node's name of the mode: CBC, ECB, or CFB with its feedback. */
function modeName(settings: SymmetricSettings): string {
  if (settings.mode === CBC) return 'cbc';
  if (settings.mode === ECB) return 'ecb';
  if (settings.feedback === 1) return 'cfb8';
  if (settings.feedback === 16 || (settings.algorithm === 'des-ede3' && settings.feedback === 8)) return 'cfb';
  throw cryptographic(`The specified feedback size '${settings.feedback * 8}' for CipherMode 'CFB' is not supported.`);
}

/** OpenSSL 3 has no DES any more: three times the same key make it of triple DES. */
function cipherName(settings: SymmetricSettings, key: Uint8Array): string {
  const mode = modeName(settings);
  return settings.algorithm === 'aes' ? `aes-${key.length * 8}-${mode}` : `des-ede3-${mode}`;
}

/** DES refuses keys that are known to be weak; triple DES refuses them only where a key is set. */
function requireStrongKey(key: Uint8Array): void {
  const kind = isWeakDesKey(key) ? 'weak' : isSemiWeakDesKey(key) ? 'semi-weak' : undefined;
  if (kind !== undefined) throw cryptographic(`Specified key is a known ${kind} key for 'DES' and cannot be used.`);
}

/** DES takes the first bytes of a vector that is too long. */
function isVector(settings: SymmetricSettings, iv: Uint8Array): boolean {
  return settings.algorithm === 'aes' ? iv.length === blockSize(settings) : iv.length >= blockSize(settings);
}

/** Refuses keys and vectors as `CreateEncryptor` and `CreateDecryptor` do. */
export function requireKeyAndVector(
  settings: SymmetricSettings,
  key: Uint8Array | null,
  iv: Uint8Array | null,
): asserts key is Uint8Array {
  if (key === null) throw argumentNull('rgbKey');
  if (!KEY_SIZES[settings.algorithm].includes(key.length)) {
    throw argument('Specified key is not a valid size for this algorithm.', 'rgbKey');
  }
  if (settings.algorithm === 'des') requireStrongKey(key);
  if (settings.mode !== ECB && iv === null) {
    throw cryptographic('The cipher mode specified requires that an initialization vector (IV) be used.');
  }
  if (iv !== null && !isVector(settings, iv)) {
    throw argument('Specified initialization vector (IV) does not match the block size for this algorithm.', 'rgbIV');
  }
}

function vectorOf(settings: SymmetricSettings, iv: Uint8Array | null): Uint8Array | null {
  return settings.mode === ECB || iv === null ? null : iv.subarray(0, blockSize(settings));
}

function pad(data: Uint8Array, settings: SymmetricSettings): Uint8Array {
  const size = paddedTo(settings);
  const missing = size - (data.length % size);
  if (settings.padding === 1 || (settings.padding === 3 && missing === size)) {
    if (missing !== size) throw cryptographic('The input data is not a complete block.');
    return data;
  }
  const padded = new Uint8Array(data.length + missing);
  padded.set(data);
  if (settings.padding === 2) padded.fill(missing, data.length);
  else if (settings.padding === 4) padded[padded.length - 1] = missing;
  else if (settings.padding === ISO10126) {
    padded.set(randomBytes(missing), data.length);
    padded[padded.length - 1] = missing;
  }
  return padded;
}

function unpad(data: Uint8Array, settings: SymmetricSettings): Uint8Array {
  if (settings.padding === 1 || settings.padding === 3) return data;
  const count = data[data.length - 1] ?? 0;
  const tail = data.subarray(Math.max(0, data.length - count));
  const expected = (value: number, index: number): boolean =>
    settings.padding === 2
      ? value === count
      : index === tail.length - 1
        ? value === count
        : settings.padding !== 4 || value === 0;
  if (count === 0 || count > paddedTo(settings) || count > data.length || !tail.every(expected)) {
    throw cryptographic('Padding is invalid and cannot be removed.');
  }
  return data.subarray(0, data.length - count);
}

function extended(key: Uint8Array, settings: SymmetricSettings): Uint8Array {
  if (settings.algorithm === 'aes' || key.length === 24) return key;
  return Uint8Array.from([...key, ...(key.length === 8 ? key : []), ...key.subarray(0, 8)]);
}

/** Encrypts as .NET's symmetric algorithms do. */
export function encrypt(
  settings: SymmetricSettings,
  data: Uint8Array | null,
  key: Uint8Array | null,
  iv: Uint8Array | null,
): Uint8Array {
  if (data === null) throw argumentNull('input');
  requireKeyAndVector(settings, key, iv);
  const cipher = createCipheriv(cipherName(settings, key), extended(key, settings), vectorOf(settings, iv));
  cipher.setAutoPadding(false);
  return new Uint8Array(Buffer.concat([cipher.update(pad(data, settings)), cipher.final()]));
}

/** Decrypts as .NET's symmetric algorithms do; a wrong length or padding throws CryptographicException. */
export function decrypt(
  settings: SymmetricSettings,
  data: Uint8Array | null,
  key: Uint8Array | null,
  iv: Uint8Array | null,
): Uint8Array {
  if (data === null) throw argumentNull('input');
  requireKeyAndVector(settings, key, iv);
  if (data.length % paddedTo(settings) !== 0) throw cryptographic('The input data is not a complete block.');
  if (data.length === 0) return new Uint8Array(0);
  const decipher = createDecipheriv(cipherName(settings, key), extended(key, settings), vectorOf(settings, iv));
  decipher.setAutoPadding(false);
  return new Uint8Array(unpad(Buffer.concat([decipher.update(data), decipher.final()]), settings));
}
