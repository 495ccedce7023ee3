import { ValueObject } from '../reference-object';

/** A System.Int128 or UInt128. An expression can make one and print it; its members are not on the allow-list. */
export class ClrInt128 extends ValueObject {
  constructor(
    readonly clrType: 'System.Int128' | 'System.UInt128',
    readonly value: bigint,
  ) {
    super();
  }

  toClrString(): string {
    return this.value.toString();
  }

  protected identity(): string {
    return this.value.toString();
  }
}
