import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';

/**
 * C# of the request body as text, empty when there is none. It is UTF-8 whatever the caller's `charset` says (RFC 6749
 * appendix B, RFC 8259 section 8.1), because an unknown one would be an error of ours.
 */
export const REQUEST_TEXT: CSharpCode = csharp`(context.Request.Body == null ? "" : Encoding.UTF8.GetString(context.Request.Body.As<byte[]>(true)))`;
