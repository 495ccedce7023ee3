import { choose } from '../elements/choose';
import { setHeader } from '../elements/set-header';
import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { countRefusal } from './count-calls';
import { endpointErrorResponse } from './endpoint-error';
import { refuseWhen } from './refuse-when';
import { codeBlock } from './code-block';

/** Headers the caller may not hand to a backend, by exact name. */
const STRIPPED = ['Authorization', 'Cookie', 'Ocp-Apim-Subscription-Key', 'Forwarded'];

/** Headers by prefix: App Service and Functions take the caller's identity from the first, backends their origin from the second. */
const STRIPPED_PREFIXES = ['X-MS-', 'X-Forwarded-'];

/** How many headers with such a prefix one request may bring. */
const MAX_PREFIXED = 12;

/**
 * Takes from the request what only the gateway may tell a backend: credentials and claims about the caller. A header
 * name in `set-header` cannot hold a wildcard, so each prefixed header that is there is looked up and removed by name.
 */
export function stripRequest(): readonly XmlElement[] {
  const prefixed = STRIPPED_PREFIXES.reduce<CSharpCode>(
    (code, prefix) => csharp`${code} || header.Key.StartsWith(${prefix}, StringComparison.OrdinalIgnoreCase)`,
    csharp`false`,
  );
  const next = codeBlock(csharp`
      foreach (var header in context.Request.Headers) { if (${prefixed}) { return header.Key; } }
      return "X-Forwarded-For";`);
  const anyLeft = codeBlock(csharp`
      foreach (var header in context.Request.Headers) { if (${prefixed}) { return true; } }
      return false;`);
  return [
    ...STRIPPED.map((name) =>
      setHeader({ id: `check-strip-request-${name.toLowerCase()}`, name, existsAction: 'delete' }),
    ),
    // The credential of a Functions backend overrides this one; for every other backend it is a stranger's key.
    setHeader({ id: 'check-strip-request-x-functions-key', name: 'x-functions-key', existsAction: 'delete' }),
    choose({
      id: 'check-strip-request-prefixed',
      when: [
        {
          condition: anyLeft,
          then: [
            ...Array.from({ length: MAX_PREFIXED }, () => setHeader({ name: next, existsAction: 'delete' })),
            refuseWhen({
              id: 'check-strip-request-rest',
              condition: anyLeft,
              answer: [
                countRefusal('bad-request'),
                endpointErrorResponse({
                  status: 400,
                  error: 'invalid_request',
                  description: `A request may bring ${MAX_PREFIXED} headers that begin with ${STRIPPED_PREFIXES.join(' or ')}.`,
                }),
              ],
            }),
          ],
        },
      ],
    }),
  ];
}

/** Removes headers of a backend's own list. */
export function stripHeaders(names: readonly string[]): readonly XmlElement[] {
  return names.map((name) =>
    setHeader({ id: `check-strip-request-${name.toLowerCase()}`, name, existsAction: 'delete' }),
  );
}
