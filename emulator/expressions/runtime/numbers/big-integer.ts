import type { ClrValue } from '../../clr-value';
import { ClrDecimal } from './decimal';
import { ClrException } from '../../clr-exception';
import { overflow } from '../errors';
import { integerRange, isIntegerType, wrapInteger } from './convert-number';
import { double, single } from './numbers';
import { ValueObject } from '../reference-object';

/** A System.Numerics.BigInteger: what Newtonsoft reads an integer as that does not fit into Int64. */
export class ClrBigInteger extends ValueObject {
  readonly clrType = 'System.Numerics.BigInteger';

  constructor(readonly value: bigint) {
    super();
  }

  toClrString(): string {
    return this.value.toString();
  }

  protected identity(): string {
    return this.value.toString();
  }

  /** `ToByteArray`: two's complement, least significant byte first, as short as the sign allows. */
  toBytes(): Uint8Array {
    const bytes: number[] = [];
    for (let rest = this.value; ; rest >>= 8n) {
      const byte = Number(rest & 0xffn);
      bytes.push(byte);
      if (rest >> 7n === 0n || rest >> 7n === -1n) return Uint8Array.from(bytes);
    }
  }

  /** The nearest double towards zero, which is how BigInteger rounds. */
  private truncated(): number {
    const size = this.value < 0n ? -this.value : this.value;
    const spare = BigInt(Math.max(0, size.toString(2).length - 53));
    const kept = Number((size >> spare) << spare);
    return this.value < 0n ? -kept : kept;
  }

  /** The explicit conversion to a numeric type, by its reflection name; throws OverflowException where it does not fit. */
  toNumber(type: string): ClrValue {
    if (type === 'System.Double') return double(this.truncated());
    if (type === 'System.Single') return single(this.truncated());
    if (type === 'System.Decimal') {
      try {
        return ClrDecimal.of(this.value, 0);
      } catch {
        throw overflow('Decimal');
      }
    }
    if (!isIntegerType(type) || type === 'System.Char') {
      throw new ClrException('System.InvalidCastException', `Can not convert from BigInteger to ${type}.`);
    }
    const { minimum, maximum } = integerRange(type);
    if (this.value < minimum || this.value > maximum) throw overflow(type.slice(type.lastIndexOf('.') + 1));
    return wrapInteger(this.value, type);
  }
}
