/** Predictable numbers: the same seed gives the same sequence on every machine (the generator known as sfc32). */
export class SeededRandom {
  private readonly state: [number, number, number, number];

  /** @param seed any text; two texts give unrelated sequences */
  constructor(seed: string) {
    this.state = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
    for (const character of seed) {
      this.state[0] ^= character.charCodeAt(0);
      this.next();
    }
    for (let round = 0; round < 12; round++) this.next();
  }

  /** A whole number from 0 to `limit`, `limit` excluded. */
  below(limit: number): number {
    return Math.floor((this.next() / 0x1_0000_0000) * limit);
  }

  /** True with this probability, from 0 to 1. */
  chance(probability: number): boolean {
    return this.next() < probability * 0x1_0000_0000;
  }

  /** One of the items. Throws a RangeError when there is none. */
  pick<T>(items: readonly T[]): T {
    const index = this.below(items.length);
    if (index >= items.length) throw new RangeError('There is nothing to pick from.');
    return items[index] as T;
  }

  private next(): number {
    const [a, b, c, counter] = this.state;
    const sum = (a + b + counter) | 0;
    this.state[0] = b ^ (b >>> 9);
    this.state[1] = (c + (c << 3)) | 0;
    this.state[2] = (((c << 21) | (c >>> 11)) + sum) | 0;
    this.state[3] = (counter + 1) | 0;
    return sum >>> 0;
  }
}
