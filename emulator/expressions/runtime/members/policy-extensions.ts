import { ClrException } from '../../clr-exception';
import type { ClrObject, ClrValue } from '../../clr-value';
import { stringArray } from '../collections/array';
import { valuesMap } from '../context/context';
import { ReadOnlyMap } from '../context/read-only-map';
import { ClrDictionary } from '../collections/dictionary';
import { decodeUtf8 } from '../text/encodings';
import { iterate } from '../collections/enumerable';
import { argumentNull, invalidCast, nullReference } from '../errors';
import { writeForm } from '../text/form';
import { isInstance } from '../hierarchy';
import type { ClrJwt } from '../jwt';
import { parseJwt } from '../jwt';
import { withSite } from '../member';
import type { MemberTable, Ref, Site } from '../member';
import { ReferenceObject } from '../reference-object';
import type { Run } from '../run';
import { algorithmClass } from '../crypto/algorithm-names';
import { decrypt, encrypt } from '../crypto/cipher';
import type { SymmetricSettings } from '../crypto/cipher';
import { defaultSettings } from '../crypto/symmetric-algorithm';
import type { ClrSymmetricAlgorithm } from '../crypto/symmetric-algorithm';
import { defaultByName } from '../default-by-name';
import { unbox } from '../unbox';
import { display, typeNameOf } from '../values';

/** What `AsBasic` answers. */
class BasicCredentials extends ReferenceObject {
  readonly clrType = 'BasicAuthCredentials';

  constructor(
    readonly userId: string,
    readonly password: string,
  ) {
    super();
  }
}

function parseBasic(text: string | null): BasicCredentials | null {
  const match = /^\s*Basic\s+([A-Za-z0-9+/]+={0,2})\s*$/i.exec(text ?? '');
  if (match === null) return null;
  const decoded = decodeUtf8(Buffer.from(match[1] ?? '', 'base64'));
  const colon = decoded.indexOf(':');
  return colon === -1 ? null : new BasicCredentials(decoded.slice(0, colon), decoded.slice(colon + 1));
}

function find(map: ClrObject | null, key: string | null): ClrValue | undefined {
  if (map === null) throw argumentNull('source');
  if (map instanceof ReadOnlyMap) return map.find(key);
  if (map instanceof ClrDictionary) return map.find(key)?.value;
  throw nullReference();
}

/** All values of a name joined with a comma, or the default. */
function joined(map: ClrObject | null, key: string | null, fallback: string | null = null): string | null {
  const values = find(map, key);
  return values === undefined || values === null ? fallback : Array.from(iterate(values), display).join(',');
}

function single(map: ClrObject | null, key: string | null, fallback: string | null = null): ClrValue {
  return find(map, key) ?? fallback;
}

/** A variable of another type than asked for throws, as the documentation says. */
function typed(site: Site, map: ClrObject | null, key: string | null, fallback: ClrValue): ClrValue {
  const type = site.typeArguments[0] ?? 'System.Object';
  const value = find(map, key);
  if (value === undefined) return fallback;
  const wanted = type.startsWith('System.Nullable`1[') ? type.slice('System.Nullable`1['.length, -1) : type;
  if (value === null) {
    if (defaultByName(type) !== null) throw nullReference();
    return null;
  }
  if (isInstance(value, wanted)) return value;
  const unboxed = wanted === type ? unbox(value, type) : undefined;
  if (unboxed === undefined) throw invalidCast(typeNameOf(value) ?? 'null', type);
  return unboxed;
}

function named(algorithm: string | null): SymmetricSettings {
  if (algorithm === null) throw argumentNull('algorithm');
  const settings = defaultSettings(algorithmClass(algorithm));
  if (settings === undefined) {
    throw new ClrException(
      'System.ArgumentException',
      `Unknown symmetric algorithm '${algorithm}': use "Aes".`,
      null,
      'algorithm',
    );
  }
  return settings;
}

function pairs(form: ClrDictionary | null): (readonly [string, string])[] {
  if (form === null) throw argumentNull('content');
  return [...form.entries.values()].flatMap(({ key, value }) =>
    Array.from(iterate(value), (item) => [display(key), display(item)] as const),
  );
}

type Bytes = Uint8Array | null;

const P = 'M:PolicyExtensions';
const STRINGS = 'System.Collections.Generic.IReadOnlyDictionary{System.String,System.String[]}';
const STRING = 'System.Collections.Generic.IReadOnlyDictionary{System.String,System.String}';
const OBJECT = 'System.Collections.Generic.IReadOnlyDictionary{System.String,System.Object}';
const FORM = 'System.Collections.Generic.IDictionary{System.String,System.Collections.Generic.IList{System.String}}';
const ALGORITHM = 'System.Security.Cryptography.SymmetricAlgorithm';

/** Extension methods that only policy expressions have, and the types they answer. */
export const POLICY_EXTENSION_MEMBERS: MemberTable = {
  [`${P}.GetValueOrDefault(${STRINGS},System.String)`]: joined,
  [`${P}.GetValueOrDefault(${STRINGS},System.String,System.String)`]: joined,
  [`${P}.GetValueOrDefault(${STRING},System.String)`]: single,
  [`${P}.GetValueOrDefault(${STRING},System.String,System.String)`]: single,
  [`${P}.GetValueOrDefault(${OBJECT},System.String)`]: single,
  [`${P}.GetValueOrDefault\`\`1(${OBJECT},System.String)`]: withSite(
    (site: Site, _run: Run, map: ClrObject | null, key: string | null) =>
      typed(site, map, key, defaultByName(site.typeArguments[0] ?? 'System.Object')),
  ),
  [`${P}.GetValueOrDefault\`\`1(${OBJECT},System.String,\`\`0)`]: withSite(
    (site: Site, _run: Run, map: ClrObject | null, key: string | null, fallback: ClrValue) =>
      typed(site, map, key, fallback),
  ),
  [`${P}.AsJwt(System.String)`]: parseJwt,
  [`${P}.TryParseJwt(System.String,Jwt@)`]: (text: string | null, result: Ref) => {
    const jwt = parseJwt(text);
    result.value = jwt;
    return jwt !== null;
  },
  [`${P}.AsBasic(System.String)`]: parseBasic,
  [`${P}.TryParseBasic(System.String,BasicAuthCredentials@)`]: (text: string | null, result: Ref) => {
    const credentials = parseBasic(text);
    result.value = credentials;
    return credentials !== null;
  },
  'P:BasicAuthCredentials.UserId': (self: BasicCredentials) => self.userId,
  'P:BasicAuthCredentials.Password': (self: BasicCredentials) => self.password,
  'P:Jwt.Algorithm': (self: ClrJwt) => self.text('header', 'alg'),
  'P:Jwt.Type': (self: ClrJwt) => self.text('header', 'typ'),
  'P:Jwt.Id': (self: ClrJwt) => self.text('payload', 'jti'),
  'P:Jwt.Issuer': (self: ClrJwt) => self.text('payload', 'iss'),
  'P:Jwt.Subject': (self: ClrJwt) => self.text('payload', 'sub'),
  'P:Jwt.Audiences': (self: ClrJwt) => stringArray(self.claims.get('aud') ?? []),
  'P:Jwt.Claims': (self: ClrJwt) => valuesMap(self.claims),
  'P:Jwt.ExpirationTime': (self: ClrJwt) => self.date('exp'),
  'P:Jwt.IssuedAt': (self: ClrJwt) => self.date('iat'),
  'P:Jwt.NotBefore': (self: ClrJwt) => self.date('nbf'),
  [`${P}.Encrypt(System.Byte[],System.String,System.Byte[],System.Byte[])`]: (
    data: Bytes,
    algorithm: string | null,
    key: Bytes,
    iv: Bytes,
  ) => encrypt(named(algorithm), data, key, iv),
  [`${P}.Decrypt(System.Byte[],System.String,System.Byte[],System.Byte[])`]: (
    data: Bytes,
    algorithm: string | null,
    key: Bytes,
    iv: Bytes,
  ) => decrypt(named(algorithm), data, key, iv),
  [`${P}.Encrypt(System.Byte[],${ALGORITHM},System.Byte[],System.Byte[])`]: (
    data: Bytes,
    algorithm: ClrSymmetricAlgorithm,
    key: Bytes,
    iv: Bytes,
  ) => encrypt(algorithm.settings(), data, key, iv),
  [`${P}.Decrypt(System.Byte[],${ALGORITHM},System.Byte[],System.Byte[])`]: (
    data: Bytes,
    algorithm: ClrSymmetricAlgorithm,
    key: Bytes,
    iv: Bytes,
  ) => decrypt(algorithm.settings(), data, key, iv),
  [`${P}.Encrypt(System.Byte[],${ALGORITHM})`]: (data: Bytes, algorithm: ClrSymmetricAlgorithm) =>
    encrypt(algorithm.settings(), data, algorithm.key, algorithm.iv),
  [`${P}.Decrypt(System.Byte[],${ALGORITHM})`]: (data: Bytes, algorithm: ClrSymmetricAlgorithm) =>
    decrypt(algorithm.settings(), data, algorithm.key, algorithm.iv),
  [`${P}.ToQueryString(${FORM})`]: (form: ClrDictionary | null) => writeForm(pairs(form)),
  [`${P}.ToFormUrlEncodedContent(${FORM})`]: (form: ClrDictionary | null) => writeForm(pairs(form)),
};
