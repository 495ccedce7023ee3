import { notSupported } from '../errors';

/** The namespace of .NET's algorithms. */
export const CRYPTOGRAPHY = 'System.Security.Cryptography.';

const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';
const MORE_SIGNATURE = 'http://www.w3.org/2001/04/xmldsig-more#';
const ENCRYPTION = 'http://www.w3.org/2001/04/xmlenc#';

function full(...names: string[]): string[] {
  return names.map((name) => CRYPTOGRAPHY + name);
}

/**
 * The classes that `Create(string)` makes, and the names it knows them by: those of System.Security.Cryptography.CryptoConfig.
 * Each is also known by its own full name.
 */
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  SHA1CryptoServiceProvider: ['SHA', 'SHA1', `${SIGNATURE}sha1`, ...full('SHA1', 'HashAlgorithm')],
  MD5CryptoServiceProvider: ['MD5', `${MORE_SIGNATURE}md5`, ...full('MD5')],
  SHA256Managed: ['SHA256', 'SHA-256', `${ENCRYPTION}sha256`, ...full('SHA256')],
  SHA384Managed: ['SHA384', 'SHA-384', `${MORE_SIGNATURE}sha384`, ...full('SHA384')],
  SHA512Managed: ['SHA512', 'SHA-512', `${ENCRYPTION}sha512`, ...full('SHA512')],
  SHA1Managed: [],
  SHA256CryptoServiceProvider: [],
  SHA384CryptoServiceProvider: [],
  SHA512CryptoServiceProvider: [],
  HMACMD5: ['HMACMD5', `${MORE_SIGNATURE}hmac-md5`],
  HMACSHA1: ['HMACSHA1', `${SIGNATURE}hmac-sha1`, ...full('HMAC', 'KeyedHashAlgorithm')],
  HMACSHA256: ['HMACSHA256', `${MORE_SIGNATURE}hmac-sha256`],
  HMACSHA384: ['HMACSHA384', `${MORE_SIGNATURE}hmac-sha384`],
  HMACSHA512: ['HMACSHA512', `${MORE_SIGNATURE}hmac-sha512`],
  AesCryptoServiceProvider: ['AES', 'AesCryptoServiceProvider'],
  AesManaged: ['AesManaged'],
  RijndaelManaged: [
    'Rijndael',
    ...full('Rijndael', 'SymmetricAlgorithm'),
    ...['128', '192', '256'].flatMap((bits) => [`${ENCRYPTION}aes${bits}-cbc`, `${ENCRYPTION}kw-aes${bits}`]),
  ],
  DESCryptoServiceProvider: ['DES', `${ENCRYPTION}des-cbc`, ...full('DES')],
  TripleDESCryptoServiceProvider: [
    '3DES',
    'TripleDES',
    'Triple DES',
    `${ENCRYPTION}tripledes-cbc`,
    `${ENCRYPTION}kw-tripledes`,
    ...full('TripleDES'),
  ],
  RSACryptoServiceProvider: ['RSA', ...full('RSA', 'AsymmetricAlgorithm')],
};

/** Algorithms that .NET makes under these names and Node cannot, or whose types are not allowed in expressions. */
const ABSENT = /^(?:rc2|dsa|ecdsa\w*|ecdh|ecdiffiehellman\w*|randomnumbergenerator|x509chain|.*\.(?:rc2|dsa|ec)\w*)$/i;

const BY_NAME = new Map(
  Object.entries(CLASSES).flatMap(([type, names]) => names.map((name) => [name.toLowerCase(), type] as const)),
);

/** The class that a name stands for, without its namespace; undefined for a name that .NET does not know. */
export function algorithmClass(name: string): string | undefined {
  if (ABSENT.test(name)) throw notSupported(`The local gateway does not implement the algorithm '${name}'.`);
  const type = name.startsWith(CRYPTOGRAPHY) ? name.slice(CRYPTOGRAPHY.length) : '';
  return Object.hasOwn(CLASSES, type) ? type : BY_NAME.get(name.toLowerCase());
}
