import { createHash, createHmac } from 'node:crypto';
import { ClrException } from '../../clr-exception';
import { dispose, disposed } from '../dispose';
import { argumentNull } from '../errors';
import { withRun } from '../member';
import type { Member, MemberTable } from '../member';
import { ReferenceObject } from '../reference-object';
import type { Run } from '../run';
import { symmetricByName } from '../symmetric';
import { ClrSymmetricAlgorithm } from '../symmetric-algorithm';
import { ClrEnum } from '../enums';

const HASHES = ['MD5', 'SHA1', 'SHA256', 'SHA384', 'SHA512'] as const;
const NAMESPACE = 'System.Security.Cryptography.';

/** A HashAlgorithm, keyed when it is an HMAC. */
class ClrHash extends ReferenceObject {
  hash: Uint8Array | null = null;

  constructor(
    readonly clrType: string,
    private readonly algorithm: string,
    public key: Uint8Array | null,
  ) {
    super();
  }

  private closed = false;

  dispose(): void {
    this.closed = true;
  }

  compute(data: Uint8Array | null): Uint8Array {
    if (this.closed) {
      // What `SHA256.Create()` makes is a class inside SHA256.
      const inner = /\.(?:MD5|SHA\d+)$/.test(this.clrType) ? '+Implementation' : '';
      throw disposed(`Cannot access a disposed object.\nObject name: '${this.clrType}${inner}'.`);
    }
    if (data === null) throw argumentNull('buffer');
    const hasher = this.key === null ? createHash(this.algorithm) : createHmac(this.algorithm, this.key);
    this.hash = Uint8Array.from(hasher.update(data).digest());
    return this.hash;
  }

  get size(): number {
    return this.compute(new Uint8Array(0)).length * 8;
  }
}

function random(run: Run, count: number): Uint8Array {
  return Uint8Array.from(run.context.randomness.bytes(count));
}

function hashMembers(name: (typeof HASHES)[number]): Record<string, Member> {
  const algorithm = name.toLowerCase();
  const plain = `${NAMESPACE}${name}`;
  const hmac = `${NAMESPACE}HMAC${name}`;
  const digest = (data: Uint8Array | null): Uint8Array => {
    if (data === null) throw argumentNull('source');
    return Uint8Array.from(createHash(algorithm).update(data).digest());
  };
  const keyed = (key: Uint8Array | null, data: Uint8Array | null): Uint8Array => {
    if (key === null) throw argumentNull('key');
    return new ClrHash(hmac, algorithm, key).compute(data);
  };
  return {
    [`M:${plain}.Create`]: () => new ClrHash(plain, algorithm, null),
    [`M:${plain}Managed.#ctor`]: () => new ClrHash(`${plain}Managed`, algorithm, null),
    [`M:${plain}.HashData(System.Byte[])`]: digest,
    [`M:${hmac}.#ctor(System.Byte[])`]: (key: Uint8Array | null) => {
      if (key === null) throw argumentNull('key');
      return new ClrHash(hmac, algorithm, key);
    },
    [`M:${hmac}.#ctor`]: withRun(
      (run: Run) =>
        new ClrHash(hmac, algorithm, random(run, algorithm === 'sha384' || algorithm === 'sha512' ? 128 : 64)),
    ),
    [`M:${hmac}.HashData(System.Byte[],System.Byte[])`]: keyed,
    [`P:${hmac}.Key`]: (self: ClrHash) => self.key,
    [`set:P:${hmac}.Key`]: (self: ClrHash, key: Uint8Array) => {
      self.key = key;
    },
  };
}

function fill(run: Run, _self: ReferenceObject, target: Uint8Array | null): void {
  if (target === null) throw argumentNull('data');
  target.set(run.context.randomness.bytes(target.length));
}

function fillNonZero(run: Run, _self: ReferenceObject, target: Uint8Array | null): void {
  if (target === null) throw argumentNull('data');
  for (let index = 0; index < target.length;) {
    run.tick();
    const value = run.context.randomness.bytes(1)[0] ?? 0;
    if (value === 0) continue;
    target[index] = value;
    index += 1;
  }
}

class RandomNumberGenerator extends ReferenceObject {
  readonly clrType = `${NAMESPACE}RNGCryptoServiceProvider`;
}

function createSymmetric(run: Run, name: string | null): ClrSymmetricAlgorithm | null {
  if (name === null) throw argumentNull('algName');
  const settings = symmetricByName(name);
  if (settings === undefined) return null;
  const [keyLength, blockLength] =
    settings.algorithm === 'aes' ? [32, 16] : settings.algorithm === 'des' ? [8, 8] : [24, 8];
  return new ClrSymmetricAlgorithm(settings.algorithm, random(run, keyLength), random(run, blockLength));
}

const SYMMETRIC = `${NAMESPACE}SymmetricAlgorithm`;
const HASH = `${NAMESPACE}HashAlgorithm`;

const hashFamilies: Record<string, Member> = Object.assign({}, ...HASHES.map(hashMembers));

const disposal: Record<string, Member> = Object.fromEntries(
  [HASH, SYMMETRIC, `${NAMESPACE}RandomNumberGenerator`, `${NAMESPACE}RNGCryptoServiceProvider`].flatMap((type) =>
    ['Dispose', 'Clear'].map((name): [string, Member] => [`M:${type}.${name}`, dispose]),
  ),
);

/** Hashes, HMACs, random bytes and SymmetricAlgorithm. */
export const CRYPTO_MEMBERS: MemberTable = {
  ...hashFamilies,
  ...disposal,
  [`M:${HASH}.ComputeHash(System.Byte[])`]: (self: ClrHash, data: Uint8Array | null) => self.compute(data),
  [`M:${HASH}.ComputeHash(System.Byte[],System.Int32,System.Int32)`]: (
    self: ClrHash,
    data: Uint8Array | null,
    start: number,
    count: number,
  ) => self.compute(data === null ? null : data.subarray(start, start + count)),
  [`P:${HASH}.Hash`]: (self: ClrHash) => self.hash,
  [`P:${HASH}.HashSize`]: (self: ClrHash) => self.size,
  [`P:${NAMESPACE}KeyedHashAlgorithm.Key`]: (self: ClrHash) => self.key,
  [`P:${NAMESPACE}HMAC.Key`]: (self: ClrHash) => self.key,
  [`set:P:${NAMESPACE}HMAC.Key`]: (self: ClrHash, key: Uint8Array) => {
    self.key = key;
  },
  [`M:${HASH}.Create(System.String)`]: (name: string | null) => {
    const known = HASHES.find((candidate) => candidate === name?.toUpperCase().replace('-', ''));
    return known === undefined ? null : new ClrHash(`${NAMESPACE}${known}`, known.toLowerCase(), null);
  },
  [`M:${NAMESPACE}RNGCryptoServiceProvider.#ctor`]: () => new RandomNumberGenerator(),
  [`M:${NAMESPACE}RandomNumberGenerator.Create`]: () => new RandomNumberGenerator(),
  [`M:${NAMESPACE}RNGCryptoServiceProvider.GetBytes(System.Byte[])`]: withRun(fill),
  [`M:${NAMESPACE}RandomNumberGenerator.GetBytes(System.Byte[])`]: withRun(fill),
  [`M:${NAMESPACE}RNGCryptoServiceProvider.GetNonZeroBytes(System.Byte[])`]: withRun(fillNonZero),
  [`M:${NAMESPACE}RandomNumberGenerator.GetNonZeroBytes(System.Byte[])`]: withRun(fillNonZero),
  [`M:${SYMMETRIC}.Create(System.String)`]: withRun(createSymmetric),
  [`P:${SYMMETRIC}.Key`]: (self: ClrSymmetricAlgorithm) => Uint8Array.from(self.key),
  [`set:P:${SYMMETRIC}.Key`]: (self: ClrSymmetricAlgorithm, key: Uint8Array) => {
    if (!keySizes(self).includes(key.length)) throw badSize('Specified key is not a valid size for this algorithm.');
    self.key = Uint8Array.from(key);
  },
  [`P:${SYMMETRIC}.IV`]: (self: ClrSymmetricAlgorithm) => Uint8Array.from(self.iv),
  [`set:P:${SYMMETRIC}.IV`]: (self: ClrSymmetricAlgorithm, iv: Uint8Array) => {
    if (iv.length !== self.iv.length)
      throw badSize('Specified initialization vector (IV) does not match the block size for this algorithm.');
    self.iv = Uint8Array.from(iv);
  },
  [`P:${SYMMETRIC}.Mode`]: (self: ClrSymmetricAlgorithm) => new ClrEnum(`${NAMESPACE}CipherMode`, self.mode),
  [`set:P:${SYMMETRIC}.Mode`]: (self: ClrSymmetricAlgorithm, mode: ClrEnum) => {
    self.mode = mode.value;
  },
  [`P:${SYMMETRIC}.Padding`]: (self: ClrSymmetricAlgorithm) => new ClrEnum(`${NAMESPACE}PaddingMode`, self.padding),
  [`set:P:${SYMMETRIC}.Padding`]: (self: ClrSymmetricAlgorithm, padding: ClrEnum) => {
    self.padding = padding.value;
  },
  [`P:${SYMMETRIC}.KeySize`]: (self: ClrSymmetricAlgorithm) => self.key.length * 8,
  [`P:${SYMMETRIC}.BlockSize`]: (self: ClrSymmetricAlgorithm) => self.iv.length * 8,
  [`M:${SYMMETRIC}.GenerateIV`]: withRun((run: Run, self: ClrSymmetricAlgorithm) => {
    self.iv = random(run, self.iv.length);
  }),
  [`M:${SYMMETRIC}.GenerateKey`]: withRun((run: Run, self: ClrSymmetricAlgorithm) => {
    self.key = random(run, self.key.length);
  }),
};

function keySizes(self: ClrSymmetricAlgorithm): readonly number[] {
  return self.iv.length === 16 ? [16, 24, 32] : [8, 16, 24];
}

function badSize(message: string): ClrException {
  return new ClrException(`${NAMESPACE}CryptographicException`, message);
}
