import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { calendarTime, ticksOf } from './calendar';
import { EPOCH_TICKS, TICKS } from './date-time';
import { argumentNull } from '../errors';
import { ReferenceObject } from '../reference-object';
import { WINDOWS_ZONES } from './windows-zones';

/** The offsets that a clock time may have: one; none in the hour that a clock skips; two in the hour it repeats. */
type Offsets = readonly bigint[];

/** A System.TimeZoneInfo. Offsets are ticks; the rules are those of the runtime's copy of the IANA database. */
export class ClrTimeZone extends ReferenceObject {
  readonly clrType = 'System.TimeZoneInfo';
  private readonly format: Intl.DateTimeFormat;

  constructor(
    /** As .NET shows it, a Windows name or one of the IANA database. */
    readonly id: string,
    readonly iana: string,
  ) {
    super();
    this.format = new Intl.DateTimeFormat('en-US', { timeZone: iana, timeZoneName: 'longOffset' });
  }

  /** The canonical name of the zone, the same for all its aliases. */
  get rules(): string {
    return this.format.resolvedOptions().timeZone;
  }

  /** The offset at a moment of UTC. */
  offsetAt(utcTicks: bigint): bigint {
    const milliseconds = Number((utcTicks - EPOCH_TICKS) / TICKS.millisecond);
    const name = this.format.formatToParts(milliseconds).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d+):(\d+)/.exec(name) ?? [];
    const size = BigInt(hours) * TICKS.hour + BigInt(minutes) * TICKS.minute;
    return sign === '-' ? -size : size;
  }

  /** The offsets under which the zone's clock shows this time, the smallest first. */
  offsetsOf(localTicks: bigint): Offsets {
    const near = this.nearOffsets(localTicks);
    return near.filter((offset) => this.offsetAt(localTicks - offset) === offset);
  }

  /** The offset of a clock time; standard time where the clock skips or repeats it. */
  offsetOf(localTicks: bigint): bigint {
    return this.offsetsOf(localTicks)[0] ?? this.nearOffsets(localTicks)[0] ?? 0n;
  }

  /** The offset outside of daylight saving time in the year of this time: the smaller one of January and July. */
  standardOffset(ticks: bigint): bigint {
    const { year } = calendarTime(ticks);
    const [winter, summer] = [1, 7].map((month) => this.offsetAt(ticksOf(year, month, 1) ?? 0n));
    return (winter ?? 0n) < (summer ?? 0n) ? (winter ?? 0n) : (summer ?? 0n);
  }

  /** .NET's text, where it is the same on all systems; the id otherwise. */
  override toClrString(): string {
    return this.iana === 'UTC' && this.id === 'UTC' ? '(UTC) Coordinated Universal Time' : this.id;
  }

  override equals(other: ClrValue): boolean {
    return other instanceof ClrTimeZone && other.id === this.id;
  }

  private nearOffsets(localTicks: bigint): Offsets {
    const offsets = [this.offsetAt(localTicks - TICKS.day), this.offsetAt(localTicks + TICKS.day)];
    return [...new Set(offsets)].sort((left, right) => Number(left - right));
  }
}

/** `TimeZoneInfo.Utc`. */
export const UTC = new ClrTimeZone('UTC', 'UTC');

/** `TimeZoneInfo.Local`: gateways run on UTC, and so does the local one. */
export const LOCAL = new ClrTimeZone('UTC', 'UTC');

const found = new Map<string, ClrTimeZone>([['utc', UTC]]);

function windowsId(id: string): string | undefined {
  return [...WINDOWS_ZONES.keys()].find((name) => name.toLowerCase() === id.toLowerCase());
}

/** The name of the IANA database as it is written there; undefined for what is none. */
function ianaId(id: string): string | undefined {
  if (!/^[A-Za-z]/.test(id)) return undefined;
  try {
    const canonical = new Intl.DateTimeFormat('en-US', { timeZone: id }).resolvedOptions().timeZone;
    return canonical.toLowerCase() === id.toLowerCase() ? canonical : id;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The zone of a Windows name or a name of the IANA database, in any case; undefined when there is none. */
export function zoneById(id: string | null): ClrTimeZone | undefined {
  if (id === null) throw argumentNull('id');
  const key = id.toLowerCase();
  const known = found.get(key);
  if (known !== undefined) return known;
  const windows = windowsId(id);
  const iana = windows === undefined ? ianaId(id) : WINDOWS_ZONES.get(windows);
  if (iana === undefined) return undefined;
  const zone = new ClrTimeZone(windows ?? iana, iana);
  found.set(key, zone);
  return zone;
}

/** As `zoneById`; throws TimeZoneNotFoundException. */
export function requireZone(id: string | null): ClrTimeZone {
  const zone = zoneById(id);
  if (zone !== undefined) return zone;
  throw new ClrException(
    'System.TimeZoneNotFoundException',
    `The time zone ID '${id ?? ''}' was not found on the local computer.`,
  );
}
