import { choose } from '../elements/choose';
import { setHeader } from '../elements/set-header';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { CALLER } from './caller';
import { codeBlock } from './code-block';
import { countRefusal } from './count-calls';
import { sha256 } from './encoding';
import { oauthErrorResponse } from './json-response';
import { ENDPOINT } from './mcp-endpoint';
import { refuseWhen } from './refuse-when';
import { seal } from './seal';
import { sessionNotFoundResponse } from './session-not-found';
import { unseal } from './unseal';
import { stringVariable } from './variables';

const HEADER = 'Mcp-Session-Id';

/** First revision without sessions (MCP 2026-07-28, "Streamable HTTP"). Revisions are dates, so text order is their order. */
const FIRST_STATELESS_REVISION = '2026-07-28';

const VERSION: CSharpCode = csharp`context.Request.Headers.GetValueOrDefault("MCP-Protocol-Version", "")`;

/** C#: whether the request says that it is of a revision without sessions. */
export const IS_STATELESS_REVISION: CSharpCode = csharp`string.CompareOrdinal(${VERSION}, ${FIRST_STATELESS_REVISION}) >= 0`;

/** Longest session id of a backend; sealed it still fits into what unsealing reads. */
const MAX_ID_CHARACTERS = 1024;

/** Variables of a session. Unset while the request names none. */
export const SESSION = {
  /** The session id as the caller sent it, sealed. */
  sent: 'sessionSent',
  /** The backend's own id. */
  id: 'sessionId',
} as const;

/** C# of the text that ties a session to backend, subject and client: a hash, so that a long client id fits too. */
const OWNER: CSharpCode = csharp`Convert.ToBase64String(${sha256(
  csharp`${stringVariable(ENDPOINT.name)} + "\n" + ${stringVariable(CALLER.subject)} + "\n" + ${stringVariable(CALLER.client)}`,
)})`;

/**
 * Gives the backend its own session id for the sealed one the caller sent. One that is forged, or was given to another
 * subject, client or backend, is a session that does not exist: 404, and the client initialises anew (MCP transports,
 * "Session Management"). Since 2026-07-28 there are no sessions: the header is dropped, so that no id of the caller's
 * choice reaches a backend. Reads {@link ENDPOINT} and {@link CALLER}; writes {@link SESSION}.
 */
export function openSession(): XmlElement {
  const parts = csharp`${stringVariable('sessionText')}.Split('\n')`;
  return choose({
    when: [
      {
        condition: expression(csharp`context.Request.Headers.ContainsKey(${HEADER}) && ${IS_STATELESS_REVISION}`),
        then: [setHeader({ id: 'check-session-stateless', name: HEADER, existsAction: 'delete' })],
      },
      {
        condition: expression(csharp`context.Request.Headers.ContainsKey(${HEADER})`),
        then: [
          setVariable({
            name: SESSION.sent,
            value: expression(csharp`context.Request.Headers.GetValueOrDefault(${HEADER}, "")`),
          }),
          ...unseal({
            sealed: stringVariable(SESSION.sent),
            purpose: 'mcp-session',
            prefix: 'session',
            ids: { mac: 'check-session-mac', purpose: 'check-session-purpose' },
          }),
          setVariable({
            id: 'check-session-owner',
            name: 'sessionIsOwn',
            value: expression(csharp`${parts}[0] == ${OWNER}`),
          }),
          setVariable({
            name: SESSION.id,
            value: codeBlock(csharp`
            var parts = ${parts};
            return parts.Length == 2 && (bool)context.Variables["sessionIsOwn"] ? parts[1] : "";`),
          }),
          refuseWhen({
            condition: expression(csharp`${stringVariable(SESSION.id)} == ""`),
            answer: [countRefusal('session-not-found'), sessionNotFoundResponse()],
          }),
          setHeader({ name: HEADER, values: [expression(stringVariable(SESSION.id))] }),
        ],
      },
    ],
  });
}

/**
 * Seals the session id a backend sends to subject, client and backend. The id the caller named in this request is not
 * sealed again: it gets back what it sent. Reads what {@link openSession} reads.
 */
export function sealSession(): XmlElement {
  const answered = csharp`context.Response.Headers.GetValueOrDefault(${HEADER}, "")`;
  return choose({
    when: [
      {
        condition: expression(
          csharp`context.Response.Headers.ContainsKey(${HEADER}) && ${answered} == context.Variables.GetValueOrDefault<string>(${SESSION.id})`,
        ),
        then: [setHeader({ name: HEADER, values: [expression(stringVariable(SESSION.sent))] })],
      },
      {
        condition: expression(csharp`context.Response.Headers.ContainsKey(${HEADER})`),
        then: [
          refuseWhen({
            condition: expression(csharp`!Regex.IsMatch(${answered}, ${`^[!-~]{1,${MAX_ID_CHARACTERS}}\\z`})`),
            answer: [
              countRefusal('bad-answer'),
              oauthErrorResponse({
                status: 502,
                error: 'server_error',
                description: `The MCP server gave a session id that is not 1 to ${MAX_ID_CHARACTERS} visible ASCII characters.`,
              }),
            ],
          }),
          seal({ purpose: 'mcp-session', text: csharp`${OWNER} + "\n" + ${answered}`, into: 'sessionSealed' }),
          setHeader({ name: HEADER, values: [expression(stringVariable('sessionSealed'))] }),
        ],
      },
    ],
  });
}
