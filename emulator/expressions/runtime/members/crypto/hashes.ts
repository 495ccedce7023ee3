import { createHash } from 'node:crypto';
import { ClrException } from '../../../clr-exception';
import { CRYPTOGRAPHY } from '../../crypto/algorithm-names';
import { ClrHash, hmacBlockSize } from '../../crypto/hash';
import type { HashName } from '../../crypto/hash';
import { dispose } from '../../dispose';
import { argumentNull } from '../../errors';
import { withRun } from '../../member';
import type { Member, MemberTable } from '../../member';
import type { Run } from '../../run';

const HASHES: readonly HashName[] = ['MD5', 'SHA1', 'SHA256', 'SHA384', 'SHA512'];
const BYTES = 'System.Byte[]';
const RANGE = `${BYTES},System.Int32,System.Int32`;
const HASH = `${CRYPTOGRAPHY}HashAlgorithm`;

type Bytes = Uint8Array | null;

function unsupported(message: string): ClrException {
  return new ClrException('System.PlatformNotSupportedException', message);
}

function keyed(hash: HashName, key: Bytes): ClrHash {
  if (key === null) throw argumentNull('key');
  return new ClrHash(`${CRYPTOGRAPHY}HMAC${hash}`, hash, key);
}

/** The hash that a class of CryptoConfig computes, keyed with random bytes when it is an HMAC; undefined for another. */
export function createHashOf(className: string, random: (count: number) => Uint8Array): ClrHash | undefined {
  const hash = HASHES.find((name) => className.replace(/^HMAC|(?:Managed|CryptoServiceProvider)$/g, '') === name);
  if (hash === undefined) return undefined;
  return className.startsWith('HMAC')
    ? keyed(hash, random(hmacBlockSize(hash)))
    : new ClrHash(CRYPTOGRAPHY + className, hash, null);
}

function plainMembers(hash: HashName): Record<string, Member> {
  const type = CRYPTOGRAPHY + hash;
  return {
    [`M:${type}.Create`]: () => new ClrHash(type, hash, null, `${type}+Implementation`),
    [`M:${type}Managed.#ctor`]: () => new ClrHash(`${type}Managed`, hash, null),
    [`M:${type}Managed.Initialize`]: (self: ClrHash) => {
      self.initialize();
    },
    [`M:${type}.HashData(${BYTES})`]: (data: Bytes) => {
      if (data === null) throw argumentNull('source');
      return new Uint8Array(createHash(hash).update(data).digest());
    },
  };
}

function keyedMembers(hash: HashName): Record<string, Member> {
  const type = `${CRYPTOGRAPHY}HMAC${hash}`;
  return {
    [`M:${type}.#ctor`]: withRun((run: Run) =>
      keyed(hash, Uint8Array.from(run.context.randomness.bytes(hmacBlockSize(hash)))),
    ),
    [`M:${type}.#ctor(${BYTES})`]: (key: Bytes) => keyed(hash, key),
    [`M:${type}.HashData(${BYTES},${BYTES})`]: (key: Bytes, data: Bytes) => {
      const hmac = keyed(hash, key);
      if (data === null) throw argumentNull('source');
      return hmac.compute(data);
    },
    [`M:${type}.Initialize`]: (self: ClrHash) => {
      self.initialize();
    },
    ...keyMembers(type),
  };
}

function keyMembers(type: string): Record<string, Member> {
  return {
    [`P:${type}.Key`]: (self: ClrHash) => self.key,
    [`set:P:${type}.Key`]: (self: ClrHash, key: Bytes) => {
      self.key = key;
    },
  };
}

function legacyMembers(type: string): Record<string, Member> {
  return {
    [`P:${type}.ProduceLegacyHmacValues`]: () => false,
    [`set:P:${type}.ProduceLegacyHmacValues`]: (_self: ClrHash, value: boolean) => {
      if (value) throw unsupported('Operation is not supported on this platform.');
    },
  };
}

function setHashName(self: ClrHash, name: string | null): void {
  if (name === null) throw argumentNull('HashName');
  if (name !== self.hash) {
    throw unsupported("Setting the hashname after it's already been set is not supported on this platform.");
  }
}

/** Hashes and HMACs. */
export const HASH_MEMBERS: MemberTable = {
  ...Object.assign({}, ...HASHES.map(plainMembers)),
  ...Object.assign({}, ...HASHES.map(keyedMembers)),
  ...keyMembers(`${CRYPTOGRAPHY}KeyedHashAlgorithm`),
  ...keyMembers(`${CRYPTOGRAPHY}HMAC`),
  ...legacyMembers(`${CRYPTOGRAPHY}HMACSHA384`),
  ...legacyMembers(`${CRYPTOGRAPHY}HMACSHA512`),
  [`M:${CRYPTOGRAPHY}HMACSHA1.#ctor(${BYTES},System.Boolean)`]: (key: Bytes) => keyed('SHA1', key),
  [`P:${CRYPTOGRAPHY}HMAC.HashName`]: (self: ClrHash) => self.hash,
  [`set:P:${CRYPTOGRAPHY}HMAC.HashName`]: setHashName,
  [`M:${CRYPTOGRAPHY}HMAC.Initialize`]: (self: ClrHash) => {
    self.initialize();
  },
  [`M:${HASH}.Initialize`]: (self: ClrHash) => {
    self.initialize();
  },
  [`M:${HASH}.ComputeHash(${BYTES})`]: (self: ClrHash, data: Bytes) => self.compute(data),
  [`M:${HASH}.ComputeHash(${RANGE})`]: (self: ClrHash, data: Bytes, offset: number, count: number) =>
    self.computeRange(data, offset, count),
  [`M:${HASH}.TransformBlock(${RANGE},${BYTES},System.Int32)`]: (
    self: ClrHash,
    ...operands: Parameters<ClrHash['transformBlock']>
  ) => self.transformBlock(...operands),
  [`M:${HASH}.TransformFinalBlock(${RANGE})`]: (self: ClrHash, data: Bytes, offset: number, count: number) =>
    self.transformFinalBlock(data, offset, count),
  [`P:${HASH}.Hash`]: (self: ClrHash) => self.value,
  [`P:${HASH}.HashSize`]: (self: ClrHash) => self.size,
  [`P:${HASH}.InputBlockSize`]: () => 1,
  [`P:${HASH}.OutputBlockSize`]: () => 1,
  [`P:${HASH}.CanReuseTransform`]: () => true,
  [`P:${HASH}.CanTransformMultipleBlocks`]: () => true,
  [`M:${HASH}.Dispose`]: dispose,
  [`M:${HASH}.Clear`]: dispose,
};
