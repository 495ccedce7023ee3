import { createCipheriv, createDecipheriv } from 'node:crypto';
import { ClrException } from '../clr-exception';
import { argument, argumentNull } from './errors';

/** What a SymmetricAlgorithm is set to. Modes and paddings are the enum values CipherMode and PaddingMode. */
export interface SymmetricSettings {
  readonly algorithm: 'aes' | 'des' | 'des-ede3';
  readonly mode: number;
  readonly padding: number;
}

const KEY_SIZES: Readonly<Record<SymmetricSettings['algorithm'], readonly number[]>> = {
  aes: [16, 24, 32],
  des: [8],
  'des-ede3': [16, 24],
};

function cryptographic(message: string): ClrException {
  return new ClrException('System.Security.Cryptography.CryptographicException', message);
}

/** The algorithm that SymmetricAlgorithm.Create(name) makes, with CBC and PKCS7; undefined for an unknown name. */
export function symmetricByName(name: string): SymmetricSettings | undefined {
  const known: Readonly<Record<string, SymmetricSettings['algorithm']>> = {
    aes: 'aes',
    rijndael: 'aes',
    'system.security.cryptography.aes': 'aes',
    'system.security.cryptography.rijndael': 'aes',
    aescryptoserviceprovider: 'aes',
    aesmanaged: 'aes',
    des: 'des',
    tripledes: 'des-ede3',
    '3des': 'des-ede3',
    'triple des': 'des-ede3',
    'system.security.cryptography.tripledes': 'des-ede3',
  };
  const algorithm = known[name.toLowerCase()];
  return algorithm === undefined ? undefined : { algorithm, mode: 1, padding: 2 };
}

function blockSize(settings: SymmetricSettings): number {
  return settings.algorithm === 'aes' ? 16 : 8;
}

function cipherName(settings: SymmetricSettings, key: Uint8Array): string {
  const mode = settings.mode === 1 ? 'cbc' : settings.mode === 2 ? 'ecb' : undefined;
  if (mode === undefined) throw cryptographic('Specified cipher mode is not valid for this algorithm.');
  if (settings.algorithm === 'aes') return `aes-${key.length * 8}-${mode}`;
  return settings.algorithm === 'des' ? `des-${mode}` : `des-ede3-${mode}`;
}

function check(settings: SymmetricSettings, key: Uint8Array | null, iv: Uint8Array | null): asserts key is Uint8Array {
  if (key === null) throw argumentNull('rgbKey');
  if (!KEY_SIZES[settings.algorithm].includes(key.length)) {
    throw argument('Specified key is not a valid size for this algorithm.', 'rgbKey');
  }
  if (settings.mode === 1 && iv === null) {
    throw cryptographic('The cipher mode specified requires that an initialization vector (IV) be used.');
  }
  if (settings.mode === 1 && iv?.length !== blockSize(settings)) {
    throw argument('Specified initialization vector (IV) does not match the block size for this algorithm.', 'rgbIV');
  }
}

function pad(data: Uint8Array, settings: SymmetricSettings): Uint8Array {
  const size = blockSize(settings);
  const missing = size - (data.length % size);
  if (settings.padding === 1 || (settings.padding === 3 && missing === size)) {
    if (missing !== size) throw cryptographic('The input data is not a complete block.');
    return data;
  }
  const padded = new Uint8Array(data.length + missing);
  padded.set(data);
  if (settings.padding === 2) padded.fill(missing, data.length);
  else if (settings.padding === 4) padded[padded.length - 1] = missing;
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
  if (count === 0 || count > blockSize(settings) || count > data.length || !tail.every(expected)) {
    throw cryptographic('Padding is invalid and cannot be removed.');
  }
  return data.subarray(0, data.length - count);
}

function extended(key: Uint8Array, settings: SymmetricSettings): Uint8Array {
  if (settings.algorithm !== 'des-ede3' || key.length === 24) return key;
  return Uint8Array.from([...key, ...key.subarray(0, 8)]);
}

/** Encrypts as .NET's symmetric algorithms do. */
export function encrypt(
  settings: SymmetricSettings,
  data: Uint8Array | null,
  key: Uint8Array | null,
  iv: Uint8Array | null,
): Uint8Array {
  if (data === null) throw argumentNull('input');
  check(settings, key, iv);
  const cipher = createCipheriv(cipherName(settings, key), extended(key, settings), settings.mode === 2 ? null : iv);
  cipher.setAutoPadding(false);
  return Uint8Array.from(Buffer.concat([cipher.update(pad(data, settings)), cipher.final()]));
}

/** Decrypts as .NET's symmetric algorithms do; a wrong length or padding throws CryptographicException. */
export function decrypt(
  settings: SymmetricSettings,
  data: Uint8Array | null,
  key: Uint8Array | null,
  iv: Uint8Array | null,
): Uint8Array {
  if (data === null) throw argumentNull('input');
  check(settings, key, iv);
  if (data.length % blockSize(settings) !== 0) throw cryptographic('The input data is not a complete block.');
  if (data.length === 0) return new Uint8Array(0);
  const decipher = createDecipheriv(
    cipherName(settings, key),
    extended(key, settings),
    settings.mode === 2 ? null : iv,
  );
  decipher.setAutoPadding(false);
  return Uint8Array.from(unpad(Buffer.concat([decipher.update(data), decipher.final()]), settings));
}
