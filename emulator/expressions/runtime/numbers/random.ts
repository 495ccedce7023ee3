import { ReferenceObject } from '../reference-object';

const BIG = 0x7fffffff;

/**
 * A System.Random. With a seed it repeats .NET's sequence, which is Knuth's subtractive generator as .NET Framework wrote
 * it (The Art of Computer Programming 2, section 3.2.2); without one the gateway's randomness answers.
 */
export class ClrRandom extends ReferenceObject {
  readonly clrType = 'System.Random';
  private readonly table: Int32Array | null;
  private first = 0;
  private second = 21;

  constructor(seed?: number) {
    super();
    this.table = seed === undefined ? null : ClrRandom.start(seed);
  }

  private static start(seed: number): Int32Array {
    const table = new Int32Array(56);
    let previous = 161803398 - (seed === -0x80000000 ? BIG : Math.abs(seed));
    table[55] = previous;
    let next = 1;
    for (let index = 1, place = 0; index < 55; index += 1) {
      place += 21;
      if (place >= 55) place -= 55;
      table[place] = next;
      next = previous - next;
      if (next < 0) next += BIG;
      previous = table[place] ?? 0;
    }
    for (let round = 1; round < 5; round += 1) {
      for (let index = 1; index < 56; index += 1) {
        let other = index + 30;
        if (other >= 55) other -= 55;
        let value = ((table[index] ?? 0) - (table[1 + other] ?? 0)) | 0;
        if (value < 0) value = (value + BIG) | 0;
        table[index] = value;
      }
    }
    return table;
  }

  get isSeeded(): boolean {
    return this.table !== null;
  }

  /** The next whole number from 0 to 2147483646. */
  private sample(): number {
    const { table } = this;
    if (table === null) return 0;
    this.first = this.first >= 55 ? 1 : this.first + 1;
    this.second = this.second >= 55 ? 1 : this.second + 1;
    let value = ((table[this.first] ?? 0) - (table[this.second] ?? 0)) | 0;
    if (value === BIG) value -= 1;
    if (value < 0) value = (value + BIG) | 0;
    table[this.first] = value;
    return value;
  }

  next(): number {
    return this.sample();
  }

  nextDouble(): number {
    return this.sample() * (1 / BIG);
  }

  /** A number from `low` to below `high`, which may be further apart than 31 bits hold. */
  between(low: number, high: number): number {
    const range = high - low;
    if (range <= BIG) return Math.trunc(this.nextDouble() * range) + low;
    let wide = this.sample();
    if (this.sample() % 2 === 0) wide = -wide;
    return Math.trunc(((wide + (BIG - 1)) / (2 * BIG - 1)) * range) + low;
  }

  fill(target: Uint8Array): void {
    for (let index = 0; index < target.length; index += 1) target[index] = this.sample() & 0xff;
  }
}
