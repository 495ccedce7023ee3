import type { ClrValue } from '../../clr-value';
import { ClrKeyValuePair, keyNotFound } from '../collections/dictionary';
import type { ClrEnumerable } from '../collections/enumerable';
import { argumentNull } from '../errors';
import { ReferenceObject } from '../reference-object';

/** What a {@link ReadOnlyMap} looks into. Expressions make one at each access, so those used often are classes. */
export interface MapSource {
  get(key: string): ClrValue | undefined;
  keys(): Iterable<string>;
}

/** A read-only dictionary over data of the gateway: headers, query, variables, claims, template parameters. */
export class ReadOnlyMap extends ReferenceObject implements ClrEnumerable {
  constructor(
    readonly valueType: string,
    private readonly source: MapSource,
    /** What the indexer answers for a missing key; by default it throws KeyNotFoundException. */
    private readonly whenMissing?: null,
  ) {
    super();
  }

  get clrType(): string {
    return `System.Collections.Generic.IReadOnlyDictionary\`2[System.String,${this.valueType}]`;
  }

  get clrInterfaces(): readonly string[] {
    return [this.clrType];
  }

  find(key: ClrValue): ClrValue | undefined {
    if (key === null) throw argumentNull('key');
    return this.source.get(String(key));
  }

  get(key: ClrValue): ClrValue {
    const value = this.find(key);
    if (value !== undefined) return value;
    if (this.whenMissing === undefined) throw keyNotFound(key);
    return this.whenMissing;
  }

  keys(): readonly string[] {
    return [...this.source.keys()];
  }

  *iterate(): Iterable<ClrValue> {
    for (const key of this.source.keys())
      yield new ClrKeyValuePair('System.String', this.valueType, key, this.get(key));
  }
}
