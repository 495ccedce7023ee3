/**
 * Cookies the gateway sets; each name ends in the first {@link TRANSACTION_PREFIX_LENGTH} characters of the transaction
 * id, so that logins side by side in one browser do not disturb each other.
 */
export const COOKIE_PREFIXES = {
  /** Set with the consent page; the form repeats its value. */
  consentForm: '__Host-csrf-',
  /** Set on approval; proves at the callback that this browser approved. */
  login: '__Host-login-',
} as const;

/** Characters of the transaction id that a cookie name carries. */
export const TRANSACTION_PREFIX_LENGTH = 12;
