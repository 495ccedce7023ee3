import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';

/** What {@link setCookie} takes. */
export interface SetCookieProps {
  /** C# of the name, which begins with `__Host-`. */
  readonly name: CSharpCode;
  /** C# of the value. */
  readonly value: CSharpCode;
  /** How long the browser keeps it; with 0 it forgets the cookie. */
  readonly seconds: number;
  /** `Strict` where no other site leads to. @default 'Lax' */
  readonly sameSite?: 'Lax' | 'Strict';
}

/** C# of a Set-Cookie value: for this host, over https, hidden from scripts and from other sites' posts. */
export function setCookie({ name, value, seconds, sameSite = 'Lax' }: SetCookieProps): CSharpCode {
  return csharp`${name} + "=" + ${value} + ${`; Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=${sameSite}`}`;
}

/** C# of a Set-Cookie value that takes a cookie from the browser. */
export function clearCookie(name: CSharpCode): CSharpCode {
  return csharp`${name} + "=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax"`;
}
