import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { SEALED_FORMAT, type SealPurpose } from '../../policies/contract/sealing';

/** The keys of the stack under attack, so that a test can seal what an attacker could only dream of. */
export const SEAL_KEYS = { a: fixedKey(0x61), b: fixedKey(0x62) } as const;

const { version, keyIds, ivBytes, macBytes, encryptionKeyBytes, macKeyBytes } = SEALED_FORMAT;
const HEAD_BYTES = 2 + ivBytes;

/** What {@link seal} takes besides the text. */
export interface SealOptions {
  /** @default access */
  readonly purpose?: SealPurpose;
  /** Key slot. @default a */
  readonly slot?: keyof typeof SEAL_KEYS;
  /** Key of the MAC instead of the slot's. */
  readonly macKey?: Buffer;
}

/** Seals a text as the gateway does; written from the description of the format, not from the policies. */
export function seal(text: string, { purpose = 'access', slot = 'a', macKey }: SealOptions = {}): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-cbc', SEAL_KEYS[slot].subarray(0, encryptionKeyBytes), iv);
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const tail = Buffer.concat([Buffer.from([keyIds[slot]]), iv, ciphertext]);
  const mac = createHmac(
    'sha256',
    macKey ?? SEAL_KEYS[slot].subarray(encryptionKeyBytes, encryptionKeyBytes + macKeyBytes),
  )
    .update(Buffer.concat([Buffer.from([version]), Buffer.from(`${purpose}\0`), tail]))
    .digest();
  return Buffer.concat([Buffer.from([version]), tail, mac]).toString('base64url');
}

/** Opens a sealed text without checking its MAC. */
export function unseal(sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const slot = bytes[1] === keyIds.b ? 'b' : 'a';
  const key = SEAL_KEYS[slot].subarray(0, encryptionKeyBytes);
  const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(2, HEAD_BYTES));
  const ciphertext = bytes.subarray(HEAD_BYTES, bytes.length - macBytes);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
}

/** The id of the grant an access token names. */
export function grantIdOf(token: string): string {
  return unseal(token).split('\n')[0] ?? '';
}

/** Flips one bit of one byte of a sealed value; a negative index counts from the end. */
export function flipBit(sealed: string, index: number): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const at = index < 0 ? bytes.length + index : index;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('base64url');
}

function fixedKey(byte: number): Buffer {
  return Buffer.alloc(64, byte);
}
