import type { ClrValue } from '../clr-value';
import { compareOrdinal } from './comparers';
import { formatError } from './errors';
import { parseGuid } from './parse-guid';
import { ValueObject } from './reference-object';

/** A System.Guid, held as its 32 lower-case hexadecimal digits in printing order. */
export class ClrGuid extends ValueObject {
  readonly clrType = 'System.Guid';

  constructor(readonly digits: string) {
    super();
  }

  static readonly empty = new ClrGuid('0'.repeat(32));

  /** Reads all forms; undefined for other text. */
  static parse(text: string): ClrGuid | undefined {
    const parsed = parseGuid(text);
    return 'digits' in parsed ? new ClrGuid(parsed.digits) : undefined;
  }

  /** Reads all forms, as the constructor does; throws its FormatException or OverflowException. */
  static read(text: string): ClrGuid {
    const parsed = parseGuid(text);
    if ('failure' in parsed) throw parsed.failure;
    return new ClrGuid(parsed.digits);
  }

  /** From 16 bytes in .NET's mixed-endian order. */
  static fromBytes(bytes: Uint8Array): ClrGuid {
    return new ClrGuid(Buffer.from(swapped(bytes)).toString('hex'));
  }

  /** A random Guid of the version, 4 or 7, from 16 bytes. */
  static ofVersion(version: number, random: Uint8Array): ClrGuid {
    const bytes = Uint8Array.from(random);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    return new ClrGuid(Buffer.from(bytes).toString('hex'));
  }

  toBytes(): Uint8Array {
    return swapped(Buffer.from(this.digits, 'hex'));
  }

  format(format: string | null): string {
    const { digits } = this;
    const dashed = [
      digits.slice(0, 8),
      digits.slice(8, 12),
      digits.slice(12, 16),
      digits.slice(16, 20),
      digits.slice(20),
    ].join('-');
    switch ((format ?? 'D').toUpperCase()) {
      case '':
      case 'D':
        return dashed;
      case 'N':
        return digits;
      case 'B':
        return `{${dashed}}`;
      case 'P':
        return `(${dashed})`;
      case 'X': {
        const bytes = (digits.slice(16).match(/../g) ?? []).map((byte) => `0x${byte}`);
        return `{0x${digits.slice(0, 8)},0x${digits.slice(8, 12)},0x${digits.slice(12, 16)},{${bytes.join(',')}}}`;
      }
      default:
        throw formatError('Format string can be only "D", "d", "N", "n", "P", "p", "B", "b", "X" or "x".');
    }
  }

  toClrString(): string {
    return this.format('D');
  }

  compareTo(other: ClrValue): number {
    return other instanceof ClrGuid ? Math.sign(compareOrdinal(this.digits, other.digits)) : 1;
  }

  protected identity(): string {
    return this.digits;
  }
}

/** Reverses the first three groups, which .NET stores little-endian. */
function swapped(bytes: Uint8Array): Uint8Array {
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  return Uint8Array.from(order, (index) => bytes[index] ?? 0);
}
