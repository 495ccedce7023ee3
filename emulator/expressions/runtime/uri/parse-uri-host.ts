import { isIPv6 } from 'node:net';
import type { HostKind } from './parse-uri';

interface Host {
  readonly host: string;
  readonly hostKind: HostKind;
}

function number(part: string): number | undefined {
  if (/^0[xX][0-9a-fA-F]+$/.test(part)) return Number.parseInt(part, 16);
  if (/^0[0-7]+$/.test(part)) return Number.parseInt(part, 8);
  return /^\d+$/.test(part) && (part === '0' || !part.startsWith('0')) ? Number(part) : undefined;
}

/** Reads the short, octal and hexadecimal forms of an IPv4 address that System.Uri canonicalises. */
function ipv4(text: string): string | undefined {
  const parts = text.split('.').map(number);
  const last = parts.at(-1);
  if (parts.length > 4 || last === undefined || parts.some((part) => part === undefined)) return undefined;
  const leading = parts.slice(0, -1).map((part) => part ?? 256);
  if (leading.some((part) => part > 255) || last >= 256 ** (5 - parts.length)) return undefined;
  const value = leading.reduce((sum, part, index) => sum + part * 256 ** (3 - index), last);
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

/** The canonical short form of an IPv6 address, dotted at the end for mapped IPv4 ones. */
function ipv6(address: string): string {
  const mapped = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  const shown = new URL(`http://[${address}]/`).hostname;
  if (mapped === null) return shown;
  const short = new URL(`http://[${mapped[1] ?? ''}0:0]/`).hostname;
  return /^\[::(?:ffff:)?/i.test(short)
    ? `[::ffff:${mapped[2] ?? ''}]`.replace('ffff:', /ffff/i.test(address) ? 'ffff:' : '')
    : shown;
}

const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_-])?$/u;

/** .NET makes a host lower case where it sees an ASCII capital, by characters that stay one. */
function lowerHost(text: string): string {
  if (!/[A-Z]/.test(text)) return text;
  return Array.from(text, (character) => {
    const lower = character.toLowerCase();
    return lower.length === character.length ? lower : character;
  }).join('');
}

/** Parses and canonicalises a host; undefined when System.Uri would refuse it. The empty text is an empty host. */
export function parseHost(text: string, readsForms = true): Host | undefined {
  if (text === '') return { host: '', hostKind: 'Basic' };
  if (text.startsWith('[')) {
    const address = text.slice(1, -1).replace(/%.*$/s, '');
    return text.endsWith(']') && isIPv6(address) ? { host: ipv6(address), hostKind: 'IPv6' } : undefined;
  }
  const address = readsForms || /^\d+(?:\.\d+){3}$/.test(text) ? ipv4(text) : undefined;
  if (address !== undefined) return { host: address, hostKind: 'IPv4' };
  const lower = lowerHost(text).normalize('NFC');
  const labels = lower.replace(/\.$/, '').split('.');
  if (text.length < 256 && labels.every((label) => LABEL.test(label) && label.length < 64))
    return { host: lower, hostKind: 'Dns' };
  const basic = /^[\p{L}\p{N}\-._]+$/u.test(text) && !labels.includes('');
  return basic ? { host: lower, hostKind: 'Basic' } : undefined;
}

/** `Uri.CheckHostName`: the kind of a host by itself, where an IPv6 address needs no brackets. */
export function checkHostName(text: string): HostKind {
  if (isIPv6(text.replace(/%.*$/s, ''))) return 'IPv6';
  const kind = parseHost(text)?.hostKind ?? 'Unknown';
  return kind === 'Basic' ? 'Unknown' : kind;
}
