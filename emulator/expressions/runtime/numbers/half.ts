import { ValueObject } from '../reference-object';
import { formatHalf } from './format-double';

/** A System.Half. An expression can make one of bits and print it; its members are not on the allow-list. */
export class ClrHalf extends ValueObject {
  readonly clrType = 'System.Half';

  constructor(
    /** IEEE 754 binary16. */
    readonly bits: number,
  ) {
    super();
  }

  get value(): number {
    const exponent = (this.bits >> 10) & 0x1f;
    const fraction = this.bits & 0x3ff;
    const size =
      exponent === 0x1f
        ? fraction === 0
          ? Infinity
          : Number.NaN
        : exponent === 0
          ? fraction * 2 ** -24
          : (fraction + 0x400) * 2 ** (exponent - 25);
    return (this.bits & 0x8000) === 0 ? size : -size;
  }

  toClrString(): string {
    return formatHalf(this.value);
  }

  protected identity(): string {
    return String(this.value);
  }
}
