import { isIPv6 } from 'node:net';
import { ClrEnum } from '../enums';
import { argumentNull, formatError } from '../errors';
import type { MemberTable, Ref } from '../member';
import { ValueObject } from '../reference-object';

const TYPE = 'System.Net.IPAddress';
const M = `M:${TYPE}`;

/** A System.Net.IPAddress: 4 or 16 bytes, and the scope of an IPv6 address. */
class ClrIPAddress extends ValueObject {
  readonly clrType = TYPE;

  constructor(
    readonly bytes: Uint8Array,
    private readonly scope = '',
  ) {
    super();
  }

  get isIPv6(): boolean {
    return this.bytes.length === 16;
  }

  toClrString(): string {
    return this.isIPv6 ? printIPv6(this.bytes) + this.scope : this.bytes.join('.');
  }

  protected identity(): string {
    return this.toClrString();
  }
}

/** Sixteen bits in hexadecimal, the longest run of zeros left out; an embedded IPv4 address keeps its dots. */
function printIPv6(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0));
  const zeros = groups.slice(0, 4).every((group) => group === 0);
  const [fourth = 0, fifth = 0, sixth = 0] = groups.slice(4);
  const embeds =
    (zeros && sixth !== 0 && fourth === 0 && (fifth === 0xffff || fifth === 0)) ||
    (zeros && sixth !== 0 && fourth === 0xffff && fifth === 0) ||
    (fifth === 0x5efe && fourth === 0);
  const shown = groups.map((group) => group.toString(16));
  const dotted = bytes.slice(12).join('.');
  const text = (embeds ? [...shown.slice(0, 6), dotted] : shown).join(':');
  const runs = [...text.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].map(([run]) => run);
  const longest = runs.reduce((best, run) => (zerosIn(run) > zerosIn(best) ? run : best), '');
  if (longest === '') return text;
  const at = text.indexOf(longest);
  const rest = text.slice(at + longest.length);
  return `${text.slice(0, at)}:${rest === '' ? ':' : rest}`;
}

function zerosIn(run: string): number {
  return run.replaceAll(':', '').length;
}

/** The bytes of an IPv4 address in one to four parts, decimal, octal or hexadecimal. */
function readIPv4(text: string): Uint8Array | undefined {
  if (!/^[\da-fx]+(?:\.[\da-fx]+){0,3}$/i.test(text)) return undefined;
  const parts = text.split('.').map((part) => {
    if (/^0x[\da-f]+$/i.test(part)) return Number(part);
    if (/^0[0-7]*$/.test(part)) return Number.parseInt(part, 8);
    return /^[1-9]\d*$/.test(part) ? Number(part) : Number.NaN;
  });
  const last = parts.pop() ?? Number.NaN;
  if (parts.some((part) => !(part <= 255)) || !(last < 256 ** (4 - parts.length))) return undefined;
  const tail = Array.from(
    { length: 4 - parts.length },
    (_, index) => Math.floor(last / 256 ** (3 - parts.length - index)) % 256,
  );
  return Uint8Array.from([...parts, ...tail]);
}

function readIPv6(text: string): ClrIPAddress | undefined {
  const [, inner = text] = /^\[(.*)\](?::\d+)?$/.exec(text) ?? [];
  const [address = '', scope] = inner.split('%');
  if (!isIPv6(address)) return undefined;
  const expanded = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number);
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
  const [head = '', tail] = expanded.split('::');
  const groupsOf = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const groups = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
  const hex = groups.map((group) => group.padStart(4, '0')).join('');
  return new ClrIPAddress(Uint8Array.from(Buffer.from(hex, 'hex')), scope === undefined ? '' : `%${scope}`);
}

function read(text: string): ClrIPAddress | undefined {
  if (text.includes(':')) return readIPv6(text);
  const bytes = readIPv4(text);
  return bytes === undefined ? undefined : new ClrIPAddress(bytes);
}

/** Members of System.Net.IPAddress. */
export const IP_ADDRESS_MEMBERS: MemberTable = {
  [`${M}.Parse(System.String)`]: (text: string | null) => {
    if (text === null) throw argumentNull('ipString');
    const address = read(text);
    if (address === undefined) throw formatError('An invalid IP address was specified.');
    return address;
  },
  [`${M}.TryParse(System.String,${TYPE}@)`]: (text: string | null, result: Ref) => {
    result.value = text === null ? null : (read(text) ?? null);
    return result.value !== null;
  },
  [`${M}.IsLoopback(${TYPE})`]: (address: ClrIPAddress | null) => {
    if (address === null) throw argumentNull('address');
    if (!address.isIPv6) return address.bytes[0] === 127;
    return ['::1', '::ffff:127.0.0.1'].includes(printIPv6(address.bytes));
  },
  [`${M}.GetAddressBytes`]: (self: ClrIPAddress) => Uint8Array.from(self.bytes),
  [`P:${TYPE}.AddressFamily`]: (self: ClrIPAddress) =>
    new ClrEnum('System.Net.Sockets.AddressFamily', self.isIPv6 ? 23 : 2),
};
