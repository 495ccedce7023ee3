/**
 * What a sealed value is for. The purpose is authenticated with the value and stands in no value itself, so that one
 * never passes for another.
 */
export const SEAL_PURPOSES = ['access', 'refresh', 'consent', 'mcp-session', 'entra'] as const;

/** One of the {@link SEAL_PURPOSES}. */
export type SealPurpose = (typeof SEAL_PURPOSES)[number];

/**
 * The form of a sealed value before base64url: version, key id, IV, ciphertext (AES-256-CBC, PKCS #7), MAC. The MAC is
 * HMAC-SHA256 over version, purpose (ASCII, ended by a zero byte), key id, IV and ciphertext.
 */
export const SEALED_FORMAT = {
  version: 1,
  /** ASCII of the key slot: `a` or `b`. */
  keyIds: { a: 97, b: 98 },
  versionBytes: 1,
  keyIdBytes: 1,
  ivBytes: 16,
  macBytes: 32,
  encryptionKeyBytes: 32,
  macKeyBytes: 32,
} as const;
