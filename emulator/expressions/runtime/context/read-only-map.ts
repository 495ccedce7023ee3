import type { ClrValue } from '../../clr-value';
import { ClrKeyValuePair, keyNotFound } from '../dictionary';
import type { ClrEnumerable } from '../enumerable';
import { argumentNull } from '../errors';
import { ReferenceObject } from '../reference-object';

/** A read-only dictionary over data of the gateway: headers, query, variables, claims, template parameters. */
export class ReadOnlyMap extends ReferenceObject implements ClrEnumerable {
  readonly clrType: string;
  readonly clrInterfaces: readonly string[];

  constructor(
    readonly valueType: string,
    private readonly source: {
      readonly get: (key: string) => ClrValue | undefined;
      readonly keys: () => Iterable<string>;
    },
    /** What the indexer answers for a missing key; by default it throws KeyNotFoundException. */
    private readonly missing?: () => ClrValue,
  ) {
    super();
    this.clrType = `System.Collections.Generic.IReadOnlyDictionary\`2[System.String,${valueType}]`;
    this.clrInterfaces = [`System.Collections.Generic.IReadOnlyDictionary\`2[System.String,${valueType}]`];
  }

  find(key: ClrValue): ClrValue | undefined {
    if (key === null) throw argumentNull('key');
    return this.source.get(String(key));
  }

  get(key: ClrValue): ClrValue {
    const value = this.find(key);
    if (value !== undefined) return value;
    if (this.missing === undefined) throw keyNotFound(key);
    return this.missing();
  }

  keys(): readonly string[] {
    return [...this.source.keys()];
  }

  *iterate(): Iterable<ClrValue> {
    for (const key of this.source.keys())
      yield new ClrKeyValuePair('System.String', this.valueType, key, this.get(key));
  }
}
