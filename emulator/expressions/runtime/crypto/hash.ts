import { createHash, createHmac } from 'node:crypto';
import type { Hash, Hmac } from 'node:crypto';
import { ClrException } from '../../clr-exception';
import { INVALID_RANGE } from '../collections/collection-access';
import { disposed } from '../dispose';
import { argument, argumentNull, nullReference, requireNonNegative } from '../errors';
import { ReferenceObject } from '../reference-object';

/** Hashes by .NET's names; Node's are the same in lower case. */
export type HashName = 'MD5' | 'SHA1' | 'SHA256' | 'SHA384' | 'SHA512';

/** Bytes that the key of an HMAC is padded to. */
export function hmacBlockSize(hash: HashName): number {
  return hash === 'SHA384' || hash === 'SHA512' ? 128 : 64;
}

/** A System.Security.Cryptography.HashAlgorithm, keyed when it is an HMAC. */
export class ClrHash extends ReferenceObject {
  /** What was begun, if anything was. */
  private hasher: Hash | Hmac | undefined;
  private result: Uint8Array | null = null;
  /** Set by TransformBlock, until TransformFinalBlock. */
  private running = false;
  private closed = false;
  private secret: Uint8Array | null = null;

  /**
   * @param clrType the nearest public type
   * @param fullName the type's own name, which `SHA256.Create()` makes a nested one
   */
  constructor(
    readonly clrType: string,
    readonly hash: HashName,
    key: Uint8Array | null,
    private readonly fullName = clrType,
  ) {
    super();
    if (key !== null) this.secret = this.effectiveKey(key);
  }

  override toClrString(): string {
    return this.fullName;
  }

  /** A nested type is named by its last part. */
  get castName(): string {
    return this.fullName.slice(this.fullName.indexOf('+') + 1);
  }

  /** Null after `Dispose`. */
  get key(): Uint8Array | null {
    return this.secret === null ? null : Uint8Array.from(this.secret);
  }

  set key(value: Uint8Array | null) {
    if (value === null) throw argumentNull('value');
    this.secret = this.effectiveKey(value);
    this.hasher = undefined;
  }

  get size(): number {
    return createHash(this.hash).digest().length * 8;
  }

  get value(): Uint8Array | null {
    this.requireOpen();
    if (this.running) {
      throw new ClrException(
        'System.Security.Cryptography.CryptographicUnexpectedOperationException',
        'Hash must be finalized before the hash value is retrieved.',
      );
    }
    return this.result === null ? null : Uint8Array.from(this.result);
  }

  initialize(): void {
    if (this.closed && this.isKeyed) throw nullReference();
    this.hasher = undefined;
  }

  dispose(): void {
    this.closed = true;
    this.secret = null;
    this.result = null;
  }

  /** Hashes what TransformBlock was given, and this. */
  compute(data: Uint8Array | null): Uint8Array {
    this.requireOpen();
    if (data === null) throw argumentNull('buffer');
    return this.finish(data);
  }

  computeRange(data: Uint8Array | null, offset: number, count: number): Uint8Array {
    return this.finish(this.range(data, offset, count, ['buffer', 'offset']));
  }

  /** Answers the number of bytes read; copies them to the output, if there is one. */
  transformBlock(
    input: Uint8Array | null,
    offset: number,
    count: number,
    output: Uint8Array | null,
    outputOffset: number,
  ): number {
    const part = this.range(input, offset, count, ['inputBuffer', 'inputOffset']);
    this.running = true;
    this.begun().update(part);
    if (output !== null) {
      requireNonNegative(outputOffset, 'dstOffset');
      if (outputOffset > output.length - count) throw argument(INVALID_RANGE);
      output.set(part, outputOffset);
    }
    return count;
  }

  /** Ends what TransformBlock began; answers the bytes that were read. */
  transformFinalBlock(input: Uint8Array | null, offset: number, count: number): Uint8Array {
    const part = this.range(input, offset, count, ['inputBuffer', 'inputOffset']);
    this.finish(part);
    this.running = false;
    return Uint8Array.from(part);
  }

  private get isKeyed(): boolean {
    return this.fullName.includes('HMAC');
  }

  private effectiveKey(key: Uint8Array): Uint8Array {
    return Uint8Array.from(key.length > hmacBlockSize(this.hash) ? createHash(this.hash).update(key).digest() : key);
  }

  private begun(): Hash | Hmac {
    this.hasher ??= this.secret === null ? createHash(this.hash) : createHmac(this.hash, this.secret);
    return this.hasher;
  }

  private requireOpen(): void {
    if (this.closed) throw disposed(`Cannot access a disposed object.\nObject name: '${this.fullName}'.`);
  }

  private range(
    data: Uint8Array | null,
    offset: number,
    count: number,
    [name, offsetName]: readonly [string, string],
  ): Uint8Array {
    if (data === null) throw argumentNull(name);
    requireNonNegative(offset, offsetName);
    if (count < 0 || count > data.length) throw argument('Value was invalid.');
    if (data.length - count < offset) throw argument(INVALID_RANGE);
    this.requireOpen();
    return data.subarray(offset, offset + count);
  }

  private finish(data: Uint8Array): Uint8Array {
    this.result = new Uint8Array(this.begun().update(data).digest());
    this.hasher = undefined;
    return Uint8Array.from(this.result);
  }
}
