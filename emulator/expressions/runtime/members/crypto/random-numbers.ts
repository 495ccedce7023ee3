import { CRYPTOGRAPHY } from '../../crypto/algorithm-names';
import { INVALID_RANGE } from '../../collections/collection-access';
import { argument, argumentNull, requireNonNegative } from '../../errors';
import { dispose } from '../../dispose';
import { withRun } from '../../member';
import type { Member, MemberTable } from '../../member';
import { ReferenceObject } from '../../reference-object';
import type { Run } from '../../run';

class RandomNumberGenerator extends ReferenceObject {
  readonly clrType = `${CRYPTOGRAPHY}RNGCryptoServiceProvider`;
}

function fill(run: Run, _self: ReferenceObject, target: Uint8Array | null): void {
  if (target === null) throw argumentNull('data');
  target.set(run.context.randomness.bytes(target.length));
}

function fillRange(run: Run, _self: ReferenceObject, target: Uint8Array | null, offset: number, count: number): void {
  if (target === null) throw argumentNull('data');
  requireNonNegative(offset, 'offset');
  requireNonNegative(count, 'count');
  if (count > target.length - offset) throw argument(INVALID_RANGE);
  target.set(run.context.randomness.bytes(count), offset);
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

function generatorMembers(type: string): Record<string, Member> {
  return {
    [`M:${type}.GetBytes(System.Byte[])`]: withRun(fill),
    [`M:${type}.GetBytes(System.Byte[],System.Int32,System.Int32)`]: withRun(fillRange),
    [`M:${type}.GetNonZeroBytes(System.Byte[])`]: withRun(fillNonZero),
    [`M:${type}.Dispose`]: dispose,
  };
}

const PROVIDER = `${CRYPTOGRAPHY}RNGCryptoServiceProvider`;

/** RNGCryptoServiceProvider; its constructors ignore what they are given. */
export const RANDOM_NUMBER_MEMBERS: MemberTable = {
  ...generatorMembers(PROVIDER),
  ...generatorMembers(`${CRYPTOGRAPHY}RandomNumberGenerator`),
  ...Object.fromEntries(
    ['', '(System.Byte[])', '(System.String)', `(${CRYPTOGRAPHY}CspParameters)`].map((parameters) => [
      `M:${PROVIDER}.#ctor${parameters}`,
      () => new RandomNumberGenerator(),
    ]),
  ),
};
