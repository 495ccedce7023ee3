/** Capacities of hash tables, as .NET's HashHelpers lists them; beyond them come primes that it searches. */
const PRIMES = [
  3, 7, 11, 17, 23, 29, 37, 47, 59, 71, 89, 107, 131, 163, 197, 239, 293, 353, 431, 521, 631, 761, 919, 1103, 1327,
  1597, 1931, 2333, 2801, 3371, 4049, 4861, 5839, 7013, 8419, 10_103, 12_143, 14_591, 17_519, 21_023, 25_229, 30_293,
  36_353, 43_627, 52_361, 62_851, 75_431, 90_523, 108_631, 130_363, 156_437, 187_751, 225_307, 270_371, 324_449,
  389_357, 467_237, 560_689, 672_827, 807_403, 968_897, 1_162_687, 1_395_263, 1_674_319, 2_009_191, 2_411_033,
  2_893_249, 3_471_899, 4_166_287, 4_999_559, 5_999_471, 7_199_369,
];

/** No capacity of a table may leave this rest, because hash codes are multiples of its divisor plus one. */
const HASH_PRIME = 101;

function isPrime(candidate: number): boolean {
  for (let divisor = 3; divisor * divisor <= candidate; divisor += 2) if (candidate % divisor === 0) return false;
  return true;
}

/** The capacity .NET takes for at least so many entries. */
function primeFrom(minimum: number): number {
  const listed = PRIMES.find((prime) => prime >= minimum);
  if (listed !== undefined) return listed;
  let candidate = minimum % 2 === 0 ? minimum + 1 : minimum;
  while ((candidate - 1) % HASH_PRIME === 0 || !isPrime(candidate)) candidate += 2;
  return candidate;
}

/**
 * The entries of a Dictionary or HashSet by key, in the order in which .NET walks them: an entry takes the place of the
 * one that was removed last, and only where there is none the next place.
 */
export class HashSlots<Entry> {
  private readonly places = new Map<unknown, number>();
  private slots: ({ readonly key: unknown; readonly entry: Entry } | undefined)[] = [];
  private readonly free: number[] = [];
  private reserved = 0;

  get size(): number {
    return this.places.size;
  }

  /** How many entries fit before the table grows. */
  get capacity(): number {
    return this.reserved;
  }

  has(key: unknown): boolean {
    return this.places.has(key);
  }

  get(key: unknown): Entry | undefined {
    const place = this.places.get(key);
    return place === undefined ? undefined : this.slots[place]?.entry;
  }

  /** Adds an entry whose key is not there. */
  add(key: unknown, entry: Entry): void {
    const place = this.free.pop() ?? this.slots.length;
    if (place === this.reserved) this.reserved = primeFrom(this.reserved * 2);
    this.slots[place] = { key, entry };
    this.places.set(key, place);
  }

  /** Answers whether it was there. */
  delete(key: unknown): boolean {
    const place = this.places.get(key);
    if (place === undefined) return false;
    this.places.delete(key);
    this.slots[place] = undefined;
    this.free.push(place);
    return true;
  }

  clear(): void {
    this.places.clear();
    this.slots = [];
    this.free.length = 0;
  }

  *values(): Iterable<Entry> {
    const { slots } = this;
    for (let place = 0; place < slots.length; place += 1) {
      const slot = slots[place];
      if (slot !== undefined) yield slot.entry;
    }
  }

  /** `EnsureCapacity`. */
  reserve(capacity: number): void {
    if (capacity > this.reserved) this.reserved = primeFrom(capacity);
  }

  /** `TrimExcess`: where a smaller table does, the entries move together. */
  trim(capacity: number): void {
    const size = primeFrom(capacity);
    if (size >= this.reserved) return;
    const kept = this.slots.filter((slot) => slot !== undefined);
    this.clear();
    this.reserved = size;
    for (const { key, entry } of kept) this.add(key, entry);
  }

  /** Takes over the entries and the places of another table. */
  copyFrom(other: HashSlots<Entry>): void {
    this.slots = [...other.slots];
    this.free.push(...other.free);
    this.reserved = other.reserved;
    for (const [key, place] of other.places) this.places.set(key, place);
  }

  /** Whether a copy of this table takes over its places, as HashSet's constructor does where that wastes little. */
  get isFull(): boolean {
    return primeFrom((this.size + 1) * 2) >= this.reserved;
  }
}
