import { setQueryParameter } from '../elements/set-query-parameter';
import type { XmlElement } from '../language/xml/node';

/** Parameters that carry credentials: of OAuth (RFC 6750 section 2.3), of API Management, and keys of Azure Functions. */
const STRIPPED = ['access_token', 'subscription-key', 'code'];

/** Takes from a query that a backend gets to see what only the gateway may present there. */
export function stripQuery(): readonly XmlElement[] {
  return STRIPPED.map((name) => setQueryParameter({ id: `check-strip-query-${name}`, name, existsAction: 'delete' }));
}
