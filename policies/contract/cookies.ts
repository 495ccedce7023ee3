/** Cookies the gateway sets. All of them are `__Host-`: for this host alone, over https alone, for the whole of it. */
export const COOKIE_PREFIXES = {
  /** Set with the consent page; the form repeats its value. Ends in the prefix of the transaction id. */
  consentForm: '__Host-csrf-',
  /** Set on approval; proves at the callback that this browser approved. Ends in the prefix of the transaction id. */
  login: '__Host-login-',
  /** Set when a login ended well; remembers what was approved. Ends in the prefix of the SHA-256, in hex, of the client id. */
  approval: '__Host-consent-',
} as const;

/**
 * Characters of an id that a cookie name carries: enough that logins side by side, and the approvals of different
 * clients, do not disturb each other. What a cookie is for is checked by its value.
 */
export const COOKIE_ID_LENGTH = 12;

/** Bounds of remembered approvals, so that no browser sends more cookies than a gateway reads. */
export const REMEMBERED_APPROVALS = {
  /** How long an approval is remembered after the person gave it. Using it does not prolong it. */
  seconds: 30 * 24 * 60 * 60,
  /** Clients one browser remembers at most; the one that was approved first makes room. */
  clients: 8,
  /** Longest list of scopes that is remembered; with a longer one the person is asked each time. */
  scopeCharacters: 512,
} as const;
