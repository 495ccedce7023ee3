import type { ClrObject, ClrValue } from '../clr-value';

/** Base of runtime classes that .NET compares by reference and that print their type name. */
export abstract class ReferenceObject implements ClrObject {
  abstract readonly clrType: string;

  toClrString(): string {
    return this.clrType;
  }

  equals(other: ClrValue): boolean {
    return this === other;
  }

  equalityKey(): unknown {
    return this;
  }
}

/** Base of runtime classes that .NET compares by value. */
export abstract class ValueObject implements ClrObject {
  abstract readonly clrType: string;
  abstract toClrString(): string;
  /** What makes two objects of this type equal, as text. */
  protected abstract identity(): string;

  equals(other: ClrValue): boolean {
    return other instanceof ValueObject && other.equalityKey() === this.equalityKey();
  }

  equalityKey(): unknown {
    return `${this.clrType}:${this.identity()}`;
  }
}
