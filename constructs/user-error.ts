/**
 * A mistake of the person who wrote the settings or the stack, not of this project. The message says what to change and
 * is printed without a stack; it never holds a secret.
 */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}
