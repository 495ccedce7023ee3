import { hashCode } from '../../hash-code';
import type { ClrValue } from '../../../clr-value';
import { ClrHashName, ClrRsaPadding, cryptographic, requireName } from '../../crypto/rsa-settings';
import { enumMember } from '../../enums';
import { argumentNull } from '../../errors';
import type { Member, MemberTable, Ref } from '../../member';
import { clrEquals } from '../../values';

const N = 'System.Security.Cryptography.';
const HASH_NAME = `${N}HashAlgorithmName`;
const SIGNATURE = `${N}RSASignaturePadding`;
const ENCRYPTION = `${N}RSAEncryptionPadding`;
const TEXT = 'System.String';

/** Object identifiers of hashes: RFC 8017 appendix B.1 and NIST's list of algorithms. */
const HASH_OIDS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.5': 'MD5',
  '1.3.14.3.2.26': 'SHA1',
  '2.16.840.1.101.3.4.2.1': 'SHA256',
  '2.16.840.1.101.3.4.2.2': 'SHA384',
  '2.16.840.1.101.3.4.2.3': 'SHA512',
  '2.16.840.1.101.3.4.2.8': 'SHA3-256',
  '2.16.840.1.101.3.4.2.9': 'SHA3-384',
  '2.16.840.1.101.3.4.2.10': 'SHA3-512',
};

function nameOfOid(oid: string | null): string | undefined {
  if (oid === null) throw argumentNull('oidValue');
  return HASH_OIDS[oid];
}

function equality(type: string): Record<string, Member> {
  return {
    [`M:${type}.op_Equality(${type},${type})`]: clrEquals,
    [`M:${type}.op_Inequality(${type},${type})`]: (left: ClrValue, right: ClrValue) => !clrEquals(left, right),
    [`M:${type}.Equals(${type})`]: clrEquals,
  };
}

function names(): Record<string, Member> {
  const members: Record<string, Member> = {
    ...equality(HASH_NAME),
    [`M:${HASH_NAME}.GetHashCode`]: (self: ClrHashName) => (self.name === null ? 0 : hashCode(self.name)),
  };
  for (const name of ['MD5', 'SHA1', 'SHA256', 'SHA384', 'SHA512'])
    members[`P:${HASH_NAME}.${name}`] = () => new ClrHashName(name);
  for (const name of ['SHA3_256', 'SHA3_384', 'SHA3_512'])
    members[`P:${HASH_NAME}.${name}`] = () => new ClrHashName(name.replace('_', '-'));
  members[`M:${HASH_NAME}.FromOid(${TEXT})`] = (oid: string | null) => {
    const name = nameOfOid(oid);
    if (name === undefined)
      throw cryptographic(`The specified OID (${oid ?? ''}) does not represent a known hash algorithm.`);
    return new ClrHashName(name);
  };
  members[`M:${HASH_NAME}.TryFromOid(${TEXT},${HASH_NAME}@)`] = (oid: string | null, found: Ref) => {
    const name = nameOfOid(oid);
    found.value = new ClrHashName(name ?? null);
    return name !== undefined;
  };
  members[`P:${HASH_NAME}.Name`] = (self: ClrHashName) => self.name;
  members[`M:${HASH_NAME}.#ctor(${TEXT})`] = (name: string | null) => new ClrHashName(name);
  return members;
}

function paddings(): Record<string, Member> {
  const members: Record<string, Member> = { ...equality(SIGNATURE), ...equality(ENCRYPTION) };
  const pkcs1 = new ClrRsaPadding(ENCRYPTION, 'Pkcs1');
  members[`P:${SIGNATURE}.Pkcs1`] = () => new ClrRsaPadding(SIGNATURE, 'Pkcs1');
  members[`P:${SIGNATURE}.Pss`] = () => new ClrRsaPadding(SIGNATURE, 'Pss');
  members[`P:${SIGNATURE}.Mode`] = (self: ClrRsaPadding) =>
    enumMember(`${N}RSASignaturePaddingMode`, self.mode) ?? null;
  members[`P:${ENCRYPTION}.Pkcs1`] = () => pkcs1;
  members[`P:${ENCRYPTION}.Mode`] = (self: ClrRsaPadding) =>
    enumMember(`${N}RSAEncryptionPaddingMode`, self.mode) ?? null;
  for (const size of ['1', '256', '384', '512', '3_256', '3_384', '3_512'])
    members[`P:${ENCRYPTION}.OaepSHA${size}`] = () =>
      new ClrRsaPadding(ENCRYPTION, 'Oaep', new ClrHashName(`SHA${size.replace('_', '-')}`));
  members[`M:${ENCRYPTION}.CreateOaep(${HASH_NAME})`] = (hash: ClrHashName) => {
    requireName(hash);
    return new ClrRsaPadding(ENCRYPTION, 'Oaep', hash);
  };
  members[`P:${ENCRYPTION}.OaepHashAlgorithm`] = (self: ClrRsaPadding) => self.hash ?? new ClrHashName(null);
  return members;
}

/** HashAlgorithmName, RSASignaturePadding and RSAEncryptionPadding. */
export const RSA_SETTINGS_MEMBERS: MemberTable = { ...names(), ...paddings() };
