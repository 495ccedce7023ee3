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

  /** The explicit conversion to a numeric type, by its reflection name; throws OverflowException where it does not fit. */
  toNumber(type: string): ClrValue {
    if (type === 'System.Double') return double(Number(this.value));
    if (type === 'System.Single') return single(Number(this.value));
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
