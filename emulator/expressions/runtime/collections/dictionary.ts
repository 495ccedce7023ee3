import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { keyFunctionOf } from '../comparers';
import type { KeyFunction } from '../comparers';
import { argument, argumentNull } from '../errors';
import { HashSlots } from './hash-slots';
import { MutableCollection } from './list';
import { ReferenceObject } from '../reference-object';
import { clrEquals, display, equalityKey } from '../values';

/** A ``KeyValuePair`2``. */
export class ClrKeyValuePair extends ReferenceObject {
  readonly clrType: string;

  constructor(
    readonly keyType: string,
    readonly valueType: string,
    readonly key: ClrValue,
    readonly value: ClrValue,
  ) {
    super();
    this.clrType = `System.Collections.Generic.KeyValuePair\`2[${keyType},${valueType}]`;
  }

  override toClrString(): string {
    return `[${display(this.key)}, ${display(this.value)}]`;
  }

  override equals(other: ClrValue): boolean {
    return other instanceof ClrKeyValuePair && clrEquals(other.key, this.key) && clrEquals(other.value, this.value);
  }

  override equalityKey(): unknown {
    const parts = [equalityKey(this.key), equalityKey(this.value)];
    return parts.some((part) => typeof part === 'object' && part !== null)
      ? this
      : JSON.stringify([this.clrType, ...parts.map((part) => `${typeof part}:${String(part)}`)]);
  }
}

/** A ``Dictionary`2``. */
export class ClrDictionary extends MutableCollection {
  readonly clrType: string;
  readonly entries = new HashSlots<{ readonly key: ClrValue; value: ClrValue }>();
  private readonly keyOf: KeyFunction;

  constructor(
    readonly keyType: string,
    readonly valueType: string,
    /** Null for the default one. */
    readonly comparer: ClrValue = null,
    typeName = 'System.Collections.Generic.Dictionary`2',
  ) {
    super();
    this.keyOf = keyFunctionOf(comparer);
    this.clrType = `${typeName}[${keyType},${valueType}]`;
  }

  find(key: ClrValue): { value: ClrValue } | undefined {
    if (key === null) throw argumentNull('key');
    return this.entries.get(this.keyOf(key));
  }

  /** `dictionary[key]`; a missing key throws KeyNotFoundException. */
  get(key: ClrValue): ClrValue {
    const found = this.find(key);
    if (found === undefined) throw keyNotFound(key);
    return found.value;
  }

  set(key: ClrValue, value: ClrValue): void {
    const found = this.find(key);
    if (found !== undefined) {
      found.value = value;
      return;
    }
    this.touch();
    this.entries.add(this.keyOf(key), { key, value });
  }

  /** `Add`: throws ArgumentException when the key is there already. */
  add(key: ClrValue, value: ClrValue): void {
    if (this.find(key) !== undefined) {
      throw argument(`An item with the same key has already been added. Key: ${display(key)}`);
    }
    this.set(key, value);
  }

  remove(key: ClrValue): boolean {
    if (key === null) throw argumentNull('key');
    return this.entries.delete(this.keyOf(key));
  }

  /** Walks keys and values; an addition meanwhile ends the walk. */
  walk(): Iterable<{ readonly key: ClrValue; readonly value: ClrValue }> {
    return this.guarded(this.entries.values());
  }

  *keys(): Iterable<ClrValue> {
    for (const { key } of this.walk()) yield key;
  }

  *elements(): Iterable<ClrValue> {
    for (const { key, value } of this.entries.values())
      yield new ClrKeyValuePair(this.keyType, this.valueType, key, value);
  }
}

/** `KeyNotFoundException` of a dictionary. */
export function keyNotFound(key: ClrValue): ClrException {
  return new ClrException(
    'System.Collections.Generic.KeyNotFoundException',
    `The given key '${display(key)}' was not present in the dictionary.`,
  );
}

/** A ``HashSet`1``. */
export class ClrHashSet extends MutableCollection {
  readonly clrType: string;
  readonly entries = new HashSlots<ClrValue>();
  readonly keyOf: KeyFunction;

  constructor(
    readonly elementType: string,
    /** Null for the default one. */
    readonly comparer: ClrValue = null,
  ) {
    super();
    this.keyOf = keyFunctionOf(comparer);
    this.clrType = `System.Collections.Generic.HashSet\`1[${elementType}]`;
  }

  has(value: ClrValue): boolean {
    return this.entries.has(this.keyOf(value));
  }

  /** Answers false when it was there already. */
  add(value: ClrValue): boolean {
    const key = this.keyOf(value);
    if (this.entries.has(key)) return false;
    this.touch();
    this.entries.add(key, value);
    return true;
  }

  /** Answers whether it was there. Walks go on. */
  remove(value: ClrValue): boolean {
    return this.entries.delete(this.keyOf(value));
  }

  elements(): Iterable<ClrValue> {
    return this.entries.values();
  }
}
