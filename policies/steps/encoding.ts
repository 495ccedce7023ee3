import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';

/** C# of the base64url text (RFC 4648 section 5, no padding) of a byte[]. */
export function base64Url(bytes: CSharpCode): CSharpCode {
  return csharp`Convert.ToBase64String(${bytes}).Replace("+", "-").Replace("/", "_").Replace("=", "")`;
}

/** C# of the SHA-256 of a string's UTF-8 bytes, a byte[]. */
export function sha256(text: CSharpCode): CSharpCode {
  return csharp`SHA256.Create().ComputeHash(Encoding.UTF8.GetBytes(${text}))`;
}

/**
 * C# of the SHA-256 of a string in lower-case hex. Item ids and stored secrets have this form: what a caller sends
 * never stands in a store URL itself, and what the store holds opens nothing.
 */
export function sha256Hex(text: CSharpCode): CSharpCode {
  return csharp`BitConverter.ToString(${sha256(text)}).Replace("-", "").ToLowerInvariant()`;
}
