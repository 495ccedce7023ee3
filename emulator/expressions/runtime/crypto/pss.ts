import { createHash, randomBytes } from 'node:crypto';

/** Mask generation function: RFC 8017 appendix B.2.1. */
function mask(seed: Uint8Array, length: number, hash: string): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let made = 0, counter = 0; made < length; counter += 1) {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(counter);
    const part = createHash(hash).update(seed).update(number).digest();
    parts.push(part);
    made += part.length;
  }
  return Buffer.concat(parts).subarray(0, length);
}

function xor(left: Uint8Array, right: Uint8Array): Uint8Array {
  return left.map((byte, index) => byte ^ (right[index] ?? 0));
}

function hashWithSalt(digest: Uint8Array, salt: Uint8Array, hash: string): Uint8Array {
  return createHash(hash).update(new Uint8Array(8)).update(digest).update(salt).digest();
}

/** The block is one bit shorter than the modulus. */
const TOP_BITS = 0x7f;

/** EMSA-PSS-ENCODE with a salt as long as the digest: RFC 8017 section 9.1.1. */
export function encodePss(digest: Uint8Array, hash: string, keySize: number): Uint8Array {
  const salt = randomBytes(digest.length);
  const tail = hashWithSalt(digest, salt, hash);
  const length = keySize / 8 - tail.length - 1;
  const data = new Uint8Array(length);
  data[length - salt.length - 1] = 1;
  data.set(salt, length - salt.length);
  const masked = xor(data, mask(tail, length, hash));
  masked[0] = (masked[0] ?? 0) & TOP_BITS;
  return Buffer.concat([masked, tail, Uint8Array.of(0xbc)]);
}

/** EMSA-PSS-VERIFY with a salt as long as the digest: RFC 8017 section 9.1.2. */
export function verifyPss(block: Uint8Array | undefined, digest: Uint8Array, hash: string, keySize: number): boolean {
  const length = keySize / 8 - digest.length - 1;
  if (block === undefined || block.at(-1) !== 0xbc || length < digest.length + 1) return false;
  const tail = block.subarray(length, length + digest.length);
  const data = xor(block.subarray(0, length), mask(tail, length, hash));
  data[0] = (data[0] ?? 0) & TOP_BITS;
  const saltAt = length - digest.length;
  if (data[saltAt - 1] !== 1 || data.subarray(0, saltAt - 1).some((byte) => byte !== 0)) return false;
  return Buffer.from(hashWithSalt(digest, data.subarray(saltAt), hash)).equals(tail);
}
