/** Largest policy document API Management accepts, in bytes of UTF-8. */
export const DOCUMENT_BYTES = 256 * 1024;

/** The same on the Consumption tier. */
export const CONSUMPTION_DOCUMENT_BYTES = 16 * 1024;

/** Largest policy fragment, in bytes of UTF-8. */
export const FRAGMENT_BYTES = 32 * 1024;

/** A display name of a named value, without the braces. */
export const NAMED_VALUE_NAME = /^[\w.-]{1,256}$/;
