/**
 * Variable with a grant, a JSON object as the store holds it: what one login allows one client. Beside whose it is and
 * for what, `generation` counts its refresh tokens, `rotatedAt` is when the current one was made, `expires` when the last
 * one ends, and `entra` is Entra's own refresh token, sealed; a grant without it is not refreshed.
 */
export const GRANT = 'grant';

/** Pattern (.NET) of a grant's id. */
export const GRANT_ID_PATTERN = '^[0-9a-f]{32}\\z';
