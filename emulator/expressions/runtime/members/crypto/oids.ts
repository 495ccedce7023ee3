import { ClrOid, oidOf } from '../../crypto/oid';
import { argumentNull } from '../../errors';
import type { MemberTable } from '../../member';

const O = 'System.Security.Cryptography.Oid';
const TEXT = 'System.String';

/** Oid. */
export const OID_MEMBERS: MemberTable = {
  [`M:${O}.#ctor`]: () => new ClrOid(null, null),
  [`M:${O}.#ctor(${TEXT})`]: oidOf,
  [`M:${O}.#ctor(${TEXT},${TEXT})`]: (value: string | null, name: string | null) => new ClrOid(value, name),
  [`M:${O}.#ctor(${O})`]: (other: ClrOid | null) => {
    if (other === null) throw argumentNull('oid');
    return new ClrOid(other.value, other.friendlyName);
  },
  [`P:${O}.Value`]: (self: ClrOid) => self.value,
  [`P:${O}.FriendlyName`]: (self: ClrOid) => self.friendlyName,
};
