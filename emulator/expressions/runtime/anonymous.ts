import type { ClrValue } from '../clr-value';
import { ReferenceObject } from './reference-object';
import { clrEquals, display, equalityKey } from './values';

/** An object of an anonymous type: compared and printed by its properties. */
export class ClrAnonymous extends ReferenceObject {
  constructor(
    readonly clrType: string,
    readonly properties: ReadonlyMap<string, ClrValue>,
  ) {
    super();
  }

  override toClrString(): string {
    if (this.properties.size === 0) return '{ }';
    return `{ ${[...this.properties].map(([name, value]) => `${name} = ${display(value)}`).join(', ')} }`;
  }

  override equals(other: ClrValue): boolean {
    if (!(other instanceof ClrAnonymous) || other.clrType !== this.clrType) return false;
    return [...this.properties].every(([name, value]) => clrEquals(value, other.properties.get(name) ?? null));
  }

  override equalityKey(): unknown {
    const parts = [...this.properties.values()].map((value) => equalityKey(value));
    return parts.some((part) => typeof part === 'object' && part !== null)
      ? this
      : JSON.stringify([this.clrType, ...parts.map(String)]);
  }
}
