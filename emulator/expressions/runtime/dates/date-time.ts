import type { ClrValue } from '../../clr-value';
import { argumentOutOfRange } from '../errors';
import { formatDateTime } from './format-date-time';
import { ValueObject } from '../reference-object';
import { formatTimeSpan } from './format-time-span';

/** Ticks (100 ns) in common units. */
export const TICKS = {
  millisecond: 10_000n,
  second: 10_000_000n,
  minute: 600_000_000n,
  hour: 36_000_000_000n,
  day: 864_000_000_000n,
} as const;

/** Ticks at 1970-01-01, counted as .NET does from 0001-01-01. */
export const EPOCH_TICKS = 621_355_968_000_000_000n;

/** Ticks of the last moment of year 9999. */
export const MAXIMUM_TICKS = 3_155_378_975_999_999_999n;

/** `DateTimeKind`: 0 unspecified, 1 UTC, 2 local. The gateway's local time is UTC. */
export type Kind = 0 | 1 | 2;

function order(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A System.TimeSpan. */
export class ClrTimeSpan extends ValueObject {
  readonly clrType = 'System.TimeSpan';

  constructor(readonly ticks: bigint) {
    super();
  }

  toClrString(): string {
    return formatTimeSpan(this.ticks, 'c');
  }

  compareTo(other: ClrValue): number {
    return other instanceof ClrTimeSpan ? order(this.ticks, other.ticks) : 1;
  }

  protected identity(): string {
    return String(this.ticks);
  }
}

/** A System.DateTime. Equality and order ignore the kind, as .NET's do. */
export class ClrDateTime extends ValueObject {
  readonly clrType = 'System.DateTime';

  constructor(
    readonly ticks: bigint,
    readonly kind: Kind = 0,
  ) {
    super();
    if (ticks < 0n || ticks > MAXIMUM_TICKS) {
      throw argumentOutOfRange('The added or subtracted value results in an un-representable DateTime.', 'value');
    }
  }

  static fromMilliseconds(milliseconds: number, kind: Kind): ClrDateTime {
    return new ClrDateTime(EPOCH_TICKS + BigInt(Math.trunc(milliseconds)) * TICKS.millisecond, kind);
  }

  toClrString(): string {
    return formatDateTime({ ticks: this.ticks, kind: this.kind, offsetMinutes: null }, 'G');
  }

  compareTo(other: ClrValue): number {
    return other instanceof ClrDateTime ? order(this.ticks, other.ticks) : 1;
  }

  protected identity(): string {
    return String(this.ticks);
  }
}

/** A System.DateTimeOffset. Equality and order are those of the moment in UTC. */
export class ClrDateTimeOffset extends ValueObject {
  readonly clrType = 'System.DateTimeOffset';

  /** @param ticks clock time at the offset */
  constructor(
    readonly ticks: bigint,
    readonly offsetMinutes: number,
  ) {
    super();
    if (this.utcTicks < 0n || this.utcTicks > MAXIMUM_TICKS) {
      throw argumentOutOfRange(
        'The UTC time represented when the offset is applied must be between year 0 and 10,000.',
        'offset',
      );
    }
  }

  static fromUtcTicks(ticks: bigint): ClrDateTimeOffset {
    return new ClrDateTimeOffset(ticks, 0);
  }

  get utcTicks(): bigint {
    return this.ticks - BigInt(this.offsetMinutes) * TICKS.minute;
  }

  toClrString(): string {
    return formatDateTime({ ticks: this.ticks, kind: 0, offsetMinutes: this.offsetMinutes }, null);
  }

  compareTo(other: ClrValue): number {
    return other instanceof ClrDateTimeOffset ? order(this.utcTicks, other.utcTicks) : 1;
  }

  protected identity(): string {
    return String(this.utcTicks);
  }
}
