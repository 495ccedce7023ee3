import { createHash } from 'node:crypto';

/** Namespace of the ids made here; random, drawn once. */
const NAMESPACE = Buffer.from('3f1f2b0e6d0c4f0b9b7a5c1de2a94c11', 'hex');

/** The UUID of a name (RFC 9562 section 5.5): always the same, so that what refers to it stays. */
export function nameUuid(name: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
