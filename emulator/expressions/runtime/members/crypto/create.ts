import { ClrException } from '../../../clr-exception';
import type { ClrObject } from '../../../clr-value';
import { algorithmClass, CRYPTOGRAPHY } from '../../crypto/algorithm-names';
import { ClrRsa } from '../../crypto/rsa';
import { ClrSymmetricAlgorithm } from '../../crypto/symmetric-algorithm';
import { argumentNull, invalidCast } from '../../errors';
import { isAssignableName } from '../../hierarchy';
import { withRun } from '../../member';
import type { Member, MemberTable } from '../../member';
import type { Run } from '../../run';
import { createHashOf } from './hashes';

/** Types with a static `Create(string)`, which makes any algorithm and casts it to the type. */
const TYPES = [
  'HashAlgorithm',
  'KeyedHashAlgorithm',
  'HMAC',
  'MD5',
  'SHA1',
  'SHA256',
  'SHA384',
  'SHA512',
  'SymmetricAlgorithm',
  'AsymmetricAlgorithm',
  'RSA',
];

/** Those that could once choose an algorithm themselves. */
const WITHOUT_DEFAULT = ['HashAlgorithm', 'KeyedHashAlgorithm', 'HMAC', 'AsymmetricAlgorithm'];

function make(run: Run, name: string): ClrObject | null {
  const className = algorithmClass(name);
  if (className === undefined) return null;
  const random = (count: number): Uint8Array => Uint8Array.from(run.context.randomness.bytes(count));
  return (
    createHashOf(className, random) ??
    ClrSymmetricAlgorithm.create(className, random) ??
    ClrRsa.fresh(1024, CRYPTOGRAPHY + className)
  );
}

function creating(type: string): Member {
  return withRun((run: Run, name: string | null) => {
    if (name === null) throw argumentNull('name');
    const made = make(run, name);
    if (made === null || isAssignableName(made.clrType, type)) return made;
    throw invalidCast(made.clrType, type);
  });
}

function withoutDefault(): never {
  throw new ClrException(
    'System.PlatformNotSupportedException',
    'This platform does not allow the automatic selection of an algorithm.',
  );
}

/** `Create(string)` of every algorithm, by the names of CryptoConfig. */
export const CREATE_MEMBERS: MemberTable = {
  ...Object.fromEntries(
    TYPES.map((type) => [`M:${CRYPTOGRAPHY}${type}.Create(System.String)`, creating(CRYPTOGRAPHY + type)]),
  ),
  ...Object.fromEntries(WITHOUT_DEFAULT.map((type) => [`M:${CRYPTOGRAPHY}${type}.Create`, withoutDefault])),
};
