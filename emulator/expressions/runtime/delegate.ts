import type { ClrObject, ClrValue } from '../clr-value';

/** A .NET delegate: a lambda, a local function or a method group. */
export class ClrDelegate implements ClrObject {
  constructor(
    readonly clrType: string,
    /** Calls it; a void delegate answers null. */
    readonly invoke: (...operands: ClrValue[]) => ClrValue,
  ) {}

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
