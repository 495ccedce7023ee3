import { ClrException } from '../../../clr-exception';
import { CRYPTOGRAPHY } from '../../crypto/algorithm-names';
import { ClrOid, friendlyName, numberOf, oidOf } from '../../crypto/oid';
import { cryptographic } from '../../crypto/rsa-settings';
import { argumentNull } from '../../errors';
import type { MemberTable } from '../../member';

const O = `${CRYPTOGRAPHY}Oid`;
const TEXT = 'System.String';
const GROUP = `${CRYPTOGRAPHY}OidGroup`;

/** The exception of a change to what an Oid already is. */
function unchangeable(what: string): ClrException {
  return new ClrException(
    'System.PlatformNotSupportedException',
    `The OID ${what} cannot be changed from its current value.`,
  );
}

function setValue(self: ClrOid, value: string | null): void {
  if (self.value !== null && self.value !== value) throw unchangeable('value');
  self.value = value;
}

function setName(self: ClrOid, name: string | null): void {
  if (self.isNamed && self.friendlyName !== name) throw unchangeable('friendly name');
  const number = name === null ? undefined : numberOf(name);
  if (number !== undefined && self.value !== null && self.value !== number) throw unchangeable('value');
  self.friendlyName = name;
  self.value ??= number ?? null;
}

/** Oid. */
export const OID_MEMBERS: MemberTable = {
  [`M:${O}.#ctor`]: () => new ClrOid(null),
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
  [`set:P:${O}.Value`]: setValue,
  [`P:${O}.FriendlyName`]: (self: ClrOid) => self.friendlyName,
  [`set:P:${O}.FriendlyName`]: setName,
};
