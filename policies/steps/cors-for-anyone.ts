import { cors } from '../elements/cors';
import type { XmlElement } from '../language/xml/node';

/** Lets pages of any origin call an endpoint that knows no cookies: what it answers, anyone may read. */
export function corsForAnyone(method: 'GET' | 'POST'): XmlElement {
  return cors({
    allowCredentials: false,
    terminateUnmatchedRequest: false,
    allowedOrigins: ['*'],
    allowedMethods: [method],
    preflightMaxAgeSeconds: 600,
    allowedHeaders: ['accept', 'authorization', 'content-type', 'mcp-protocol-version'],
  });
}
