/** The `code` of a system or library error, for instance `ECONNREFUSED`; undefined without one. */
export function errorCode(error: unknown): string | undefined {
  // Not instanceof: errors of the system may come from another realm.
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}

/** The message of whatever was thrown. */
export function errorMessage(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
