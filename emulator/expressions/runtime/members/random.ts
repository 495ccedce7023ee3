import type { ClrValue } from '../../clr-value';
import { itemsOf, makeArray } from '../collections/array';
import type { ClrArray } from '../collections/array';
import { elementTypeOf } from '../collections/array-store';
import { put } from '../collections/collection-access';
import { argument, argumentNull, argumentOutOfRange, requireNonNegative } from '../errors';
import { withRun } from '../member';
import type { Member, MemberTable } from '../member';
import { double, single } from '../numbers/numbers';
import { ClrRandom } from '../numbers/random';
import type { Run } from '../run';
import { ELEMENT_SIZE } from '../size';

const R = 'M:System.Random';
const INT = 'System.Int32';
const LONG = 'System.Int64';

const SHARED = new ClrRandom();

function fraction(run: Run, self: ClrRandom): number {
  if (self.isSeeded) return self.nextDouble();
  return Buffer.from(run.context.randomness.bytes(6)).readUIntBE(0, 6) / 2 ** 48;
}

function between(run: Run, self: ClrRandom, low: number, high: number): number {
  return self.isSeeded ? self.between(low, high) : low + Math.floor(fraction(run, self) * (high - low));
}

function fill(run: Run, self: ClrRandom, target: Uint8Array): void {
  if (self.isSeeded) self.fill(target);
  else target.set(run.context.randomness.bytes(target.length));
}

/** 64 random bits: 22, 22 and 20 at a time, as .NET draws them. */
function word(run: Run, self: ClrRandom): bigint {
  const part = (bits: number): bigint => BigInt(between(run, self, 0, 2 ** bits));
  return part(22) | (part(22) << 22n) | (part(20) << 44n);
}

/** From `low` to below `high`: as many random bits as the range needs, again where they lie past it. */
function longBetween(run: Run, self: ClrRandom, low: bigint, high: bigint): bigint {
  const range = high - low;
  if (range <= 1n) return low;
  const bits = (range - 1n).toString(2).length;
  for (;;) {
    run.tick();
    const value = word(run, self) >> BigInt(64 - bits);
    if (value < range) return low + value;
  }
}

function requireOrder(low: number | bigint, high: number | bigint): void {
  if (low > high) throw argumentOutOfRange("'minValue' cannot be greater than maxValue.", 'minValue');
}

function requireMaximum(high: number | bigint): void {
  if (high < 0)
    throw argumentOutOfRange(`maxValue ('${high}') must be a non-negative value.`, 'maxValue', String(high));
}

/** So many picks of one of `choices`. */
function picks<T>(run: Run, self: ClrRandom, choices: readonly T[], length: number): readonly T[] {
  run.produce(length * ELEMENT_SIZE);
  run.tick(length);
  return Array.from({ length }, () => choices[between(run, self, 0, choices.length)] as T);
}

function getItems(run: Run, self: ClrRandom, choices: ClrArray | Uint8Array | null, length: number): ClrValue {
  if (choices === null) throw argumentNull('choices');
  requireNonNegative(length, 'length');
  const items = itemsOf(choices);
  if (items.length === 0) throw argument('Span may not be empty.', 'choices');
  return makeArray(elementTypeOf(choices), [...picks(run, self, items, length)]);
}

function getHexString(run: Run, self: ClrRandom, length: number, lowerCase: boolean): string {
  requireNonNegative(length, 'length');
  const text = picks(run, self, [...'0123456789ABCDEF'], length).join('');
  return lowerCase ? text.toLowerCase() : text;
}

function shuffle(run: Run, self: ClrRandom, values: ClrArray | Uint8Array | null): void {
  if (values === null) throw argumentNull('values');
  const items = [...itemsOf(values)];
  run.tick(items.length);
  for (let index = 0; index < items.length - 1; index += 1) {
    const other = between(run, self, index, items.length);
    [items[index], items[other]] = [items[other] ?? null, items[index] ?? null];
  }
  items.forEach((item, index) => {
    put(values, index, item);
  });
}

function wholeNumbers(): Record<string, Member> {
  return {
    [`${R}.Next`]: withRun((run: Run, self: ClrRandom) =>
      self.isSeeded ? self.next() : between(run, self, 0, 0x7fffffff),
    ),
    [`${R}.Next(${INT})`]: withRun((run: Run, self: ClrRandom, high: number) => {
      requireMaximum(high);
      return between(run, self, 0, high);
    }),
    [`${R}.Next(${INT},${INT})`]: withRun((run: Run, self: ClrRandom, low: number, high: number) => {
      requireOrder(low, high);
      return between(run, self, low, high);
    }),
    [`${R}.NextInt64`]: withRun((run: Run, self: ClrRandom) => longBetween(run, self, 0n, 0x7fff_ffff_ffff_ffffn)),
    [`${R}.NextInt64(${LONG})`]: withRun((run: Run, self: ClrRandom, high: bigint) => {
      requireMaximum(high);
      return longBetween(run, self, 0n, high);
    }),
    [`${R}.NextInt64(${LONG},${LONG})`]: withRun((run: Run, self: ClrRandom, low: bigint, high: bigint) => {
      requireOrder(low, high);
      return longBetween(run, self, low, high);
    }),
  };
}

/** Members of System.Random. A seeded one repeats .NET's sequence. */
export const RANDOM_MEMBERS: MemberTable = {
  [`${R}.#ctor`]: () => new ClrRandom(),
  [`${R}.#ctor(${INT})`]: (seed: number) => new ClrRandom(seed),
  'P:System.Random.Shared': () => SHARED,
  ...wholeNumbers(),
  [`${R}.NextDouble`]: withRun((run: Run, self: ClrRandom) => double(fraction(run, self))),
  [`${R}.NextSingle`]: withRun((run: Run, self: ClrRandom) => single(fraction(run, self))),
  [`${R}.NextBytes(System.Byte[])`]: withRun((run: Run, self: ClrRandom, target: Uint8Array | null) => {
    if (target === null) throw argumentNull('buffer');
    fill(run, self, target);
  }),
  [`${R}.GetItems\`\`1(\`\`0[],${INT})`]: withRun(getItems),
  [`${R}.GetHexString(${INT},System.Boolean)`]: withRun(getHexString),
  [`${R}.Shuffle\`\`1(\`\`0[])`]: withRun(shuffle),
};
