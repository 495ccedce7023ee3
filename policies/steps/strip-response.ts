import { setHeader } from '../elements/set-header';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { countRefusal } from './count-calls';
import { endpointErrorResponse } from './endpoint-error';
import { refuseWhen } from './refuse-when';

/** Headers of a backend no caller sees: it neither challenges, nor sets or clears cookies of our origin, nor opens it to other origins. */
const STRIPPED = [
  'WWW-Authenticate',
  'Set-Cookie',
  'Clear-Site-Data',
  'X-Powered-By',
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Credentials',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Expose-Headers',
  'Access-Control-Max-Age',
];

/**
 * Takes from the response what only the gateway may say. Never looks at the body, which would hold back a stream. A
 * backend that refuses the gateway's own credential is a broken backend (502): with 401 or 403 the client would start
 * a login that cannot help.
 */
export function stripResponse(): readonly XmlElement[] {
  return [
    refuseWhen({
      id: 'check-backend-refusal',
      condition: expression(csharp`context.Response.StatusCode == 401 || context.Response.StatusCode == 403`),
      answer: [
        countRefusal('backend-refused'),
        endpointErrorResponse({
          status: 502,
          error: 'server_error',
          description: 'The server behind the gateway refused its credential.',
        }),
      ],
    }),
    ...STRIPPED.map((name) =>
      setHeader({ id: `check-strip-response-${name.toLowerCase()}`, name, existsAction: 'delete' }),
    ),
  ];
}
