import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { refuseWhen } from './refuse-when';

/** C# of the Origin header, empty when there is none. */
export const ORIGIN: CSharpCode = csharp`context.Request.Headers.GetValueOrDefault("Origin", "")`;

/**
 * Refuses a request that a page on a foreign origin made a browser send (DNS rebinding, MCP transports "Security").
 * 403 and no challenge, because logging in would not help. Programs send no Origin and pass.
 * @param allowedOrigins exact origins; `*` among them lets every origin pass
 * @param answer what the page gets
 */
export function checkOrigin(allowedOrigins: readonly string[], answer: readonly XmlElement[]): XmlElement {
  const foreign = allowedOrigins.reduce<CSharpCode>(
    (code, origin) => csharp`${code} && ${ORIGIN} != ${origin}`,
    csharp`${ORIGIN} != ""`,
  );
  return refuseWhen({
    id: 'check-origin',
    condition: expression(allowedOrigins.includes('*') ? csharp`false` : foreign),
    answer,
  });
}
