import { argumentNull, argumentOutOfRange } from '../errors';
import { withRun } from '../member';
import type { Member, MemberTable } from '../member';
import { double } from '../numbers/numbers';
import { ClrRandom } from '../numbers/random';
import type { Run } from '../run';

const R = 'M:System.Random';
const INT = 'System.Int32';

function fraction(run: Run): number {
  return Buffer.from(run.context.randomness.bytes(6)).readUIntBE(0, 6) / 2 ** 48;
}

function between(run: Run, self: ClrRandom, low: number, high: number): number {
  return self.isSeeded ? self.between(low, high) : low + Math.floor(fraction(run) * (high - low));
}

function nextLong(run: Run, low: bigint, high: bigint): bigint {
  const bytes = Buffer.from(run.context.randomness.bytes(16));
  const wide = (bytes.readBigUInt64BE(0) << 64n) | bytes.readBigUInt64BE(8);
  return high === low ? low : low + (wide % (high - low));
}

function members(): Record<string, Member> {
  return {
    [`${R}.#ctor`]: () => new ClrRandom(),
    [`${R}.#ctor(${INT})`]: (seed: number) => new ClrRandom(seed),
    'P:System.Random.Shared': () => new ClrRandom(),
    [`${R}.Next`]: withRun((run: Run, self: ClrRandom) =>
      self.isSeeded ? self.next() : between(run, self, 0, 0x7fffffff),
    ),
    [`${R}.Next(${INT})`]: withRun((run: Run, self: ClrRandom, high: number) => {
      if (high < 0)
        throw argumentOutOfRange(`maxValue ('${high}') must be a non-negative value.`, 'maxValue', String(high));
      return between(run, self, 0, high);
    }),
    [`${R}.Next(${INT},${INT})`]: withRun((run: Run, self: ClrRandom, low: number, high: number) => {
      if (low > high) throw argumentOutOfRange("'minValue' cannot be greater than maxValue.", 'minValue');
      return between(run, self, low, high);
    }),
    [`${R}.NextDouble`]: withRun((run: Run, self: ClrRandom) =>
      double(self.isSeeded ? self.nextDouble() : fraction(run)),
    ),
    [`${R}.NextBytes(System.Byte[])`]: withRun((run: Run, self: ClrRandom, target: Uint8Array | null) => {
      if (target === null) throw argumentNull('buffer');
      if (self.isSeeded) self.fill(target);
      else target.set(run.context.randomness.bytes(target.length));
    }),
    [`${R}.NextInt64`]: withRun((run: Run) => nextLong(run, 0n, 0x7fffffffffffffffn)),
    [`${R}.NextInt64(System.Int64)`]: withRun((run: Run, _self: ClrRandom, high: bigint) => nextLong(run, 0n, high)),
    [`${R}.NextInt64(System.Int64,System.Int64)`]: withRun((run: Run, _self: ClrRandom, low: bigint, high: bigint) =>
      nextLong(run, low, high),
    ),
  };
}

/** Members of System.Random. A seeded one repeats .NET's sequence. */
export const RANDOM_MEMBERS: MemberTable = members();
