import { argument, argumentNull } from '../errors';
import { checkHostName } from '../uri/parse-uri-host';
import type { AlternativeNames } from './alternative-names';
import type { ClrCertificate } from './certificate';
import type { ClrDistinguishedName } from './distinguished-name';

const [COMMON_NAME, ORGANIZATION, UNIT, EMAIL] = ['2.5.4.3', '2.5.4.10', '2.5.4.11', '1.2.840.113549.1.9.1'];

/** Values of X509NameType. */
const [SIMPLE, MAIL, UPN, DNS, ALTERNATIVE_DNS, URL] = [0, 1, 2, 3, 4, 5];

/**
 * The common name; without one the unit, the organisation, the e-mail address or the last part, but nothing where the name
 * has none but the three that stand in for it.
 */
function simpleName(name: ClrDistinguishedName): string | undefined {
  const common = name.find(COMMON_NAME);
  if (common !== undefined) return common;
  const parts = [...name.parts].reverse().flat();
  const other = parts.find(({ type }) => type !== UNIT && type !== ORGANIZATION && type !== EMAIL);
  if (other === undefined) return undefined;
  const last = (wanted: string): string | undefined => parts.findLast(({ type }) => type === wanted)?.value;
  return last(UNIT) ?? last(ORGANIZATION) ?? last(EMAIL) ?? other.value;
}

function alternative(names: AlternativeNames | undefined, type: number): string | undefined {
  switch (type) {
    case SIMPLE:
    case MAIL:
      return names?.email[0];
    case UPN:
      return names?.upn[0];
    case DNS:
    case ALTERNATIVE_DNS:
      return names?.dns[0];
    default:
      return type === URL ? names?.uri[0] : undefined;
  }
}

/** `GetNameInfo`; empty where the certificate has no such name. */
export function nameInfo(certificate: ClrCertificate, type: number, forIssuer: boolean): string {
  const name = forIssuer ? certificate.issuerName : certificate.subjectName;
  const simple = type === SIMPLE ? simpleName(name) : undefined;
  const names = forIssuer ? certificate.issuerAlternatives : certificate.subjectAlternatives;
  const found = simple ?? alternative(names, type);
  if (found !== undefined) return found;
  const fallback = type === MAIL ? EMAIL : type === DNS ? COMMON_NAME : undefined;
  return (fallback === undefined ? undefined : name.find(fallback)) ?? '';
}

function addressBytes(host: string): string | undefined {
  const kind = checkHostName(host);
  if (kind === 'IPv4') return Buffer.from(host.split('.').map(Number)).toString('hex');
  if (kind !== 'IPv6') return undefined;
  const [head = '', tail] = host.replace(/^\[|\]$/g, '').split('::');
  const groups = (part: string): string[] =>
    part === '' ? [] : part.split(':').map((group) => group.padStart(4, '0'));
  const [first, last] = [groups(head), groups(tail ?? '')];
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => '0000'), ...last]
    .join('')
    .toLowerCase();
}

/** `MatchesHostname`: by the alternative names of the host's kind; where there are none, by the common name. */
export function matchesHostname(
  certificate: ClrCertificate,
  host: string | null,
  allowWildcards: boolean,
  allowCommonName: boolean,
): boolean {
  if (host === null) throw argumentNull('hostname');
  const address = addressBytes(host);
  if (address === undefined && checkHostName(host) !== 'Dns')
    throw argument('The provided value is not a valid DNS hostname or IP Address.', 'hostname');
  const names = certificate.subjectAlternatives;
  if (address !== undefined) {
    if (names !== undefined && names.ip.length > 0) return names.ip.includes(address);
    return allowCommonName && addressBytes(certificate.subjectName.find(COMMON_NAME) ?? '') === address;
  }
  const wanted = host.replace(/\.$/, '').toLowerCase();
  if (names !== undefined && names.dns.length > 0) {
    const afterDot = allowWildcards && wanted.includes('.') ? wanted.slice(wanted.indexOf('.') + 1) : '';
    return names.dns
      .map((name) => name.replace(/\.$/, '').toLowerCase())
      .some((name) => name === wanted || (afterDot !== '' && name === `*.${afterDot}`));
  }
  return allowCommonName && certificate.subjectName.find(COMMON_NAME)?.toLowerCase() === host.toLowerCase();
}
