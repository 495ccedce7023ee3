import { ClrException } from '../../../clr-exception';
import { CRYPTOGRAPHY } from '../../crypto/algorithm-names';
import { ClrOid, friendlyName, numberOf, oidOf } from '../../crypto/oid';
import { cryptographic } from '../../crypto/rsa-settings';
import { argumentNull } from '../../errors';
import type { MemberTable } from '../../member';

const O = `${CRYPTOGRAPHY}Oid`;
const TEXT = 'System.String';
const GROUP = `${CRYPTOGRAPHY}OidGroup`;

/** What an Oid is cannot be changed once it is something. */
function requireFresh(current: string | null, next: string | null, what: string): void {
  if (current === null || current === next) return;
  throw new ClrException(
    'System.PlatformNotSupportedException',
    `The OID ${what} cannot be changed from its current value.`,
  );
}

/** Oid. */
export const OID_MEMBERS: MemberTable = {
  [`M:${O}.#ctor`]: () => new ClrOid(null, null),
  [`M:${O}.#ctor(${TEXT})`]: (text: string | null) => {
    if (text === null) throw argumentNull('friendlyName');
    return oidOf(text);
  },
  [`M:${O}.#ctor(${TEXT},${TEXT})`]: (value: string | null, name: string | null) => new ClrOid(value, name),
  [`M:${O}.#ctor(${O})`]: (other: ClrOid | null) => {
    if (other === null) throw argumentNull('oid');
    return new ClrOid(other.value, other.friendlyName);
  },
  [`M:${O}.FromFriendlyName(${TEXT},${GROUP})`]: (name: string | null) => {
    if (name === null) throw argumentNull('friendlyName');
    const number = numberOf(name);
    if (number === undefined) throw cryptographic('No OID value matches this name.');
    return new ClrOid(number, name);
  },
  [`M:${O}.FromOidValue(${TEXT},${GROUP})`]: (number: string | null) => {
    if (number === null) throw argumentNull('oidValue');
    const name = friendlyName(number);
    if (name === undefined) throw cryptographic('The OID value is invalid.');
    return new ClrOid(number, name);
  },
  [`P:${O}.Value`]: (self: ClrOid) => self.value,
  [`set:P:${O}.Value`]: (self: ClrOid, value: string | null) => {
    requireFresh(self.value, value, 'value');
    self.value = value;
    if (value !== null) self.friendlyName ??= friendlyName(value) ?? null;
  },
  [`P:${O}.FriendlyName`]: (self: ClrOid) => self.friendlyName,
  [`set:P:${O}.FriendlyName`]: (self: ClrOid, name: string | null) => {
    requireFresh(self.friendlyName, name, 'friendly name');
    self.friendlyName = name;
    if (name !== null) self.value ??= numberOf(name) ?? null;
  },
};
