import { callerOrigin } from './caller-origin';
import { jsonResponse } from './json-response';
import type { XmlElement } from '../language/xml/node';

/** The code MCP servers use for it; JSON-RPC leaves -32000 to -32099 to them. */
const SESSION_NOT_FOUND = -32001;

/** Answers as an MCP server does that does not know the session: JSON-RPC, because this is for the MCP client. */
export function sessionNotFoundResponse(): XmlElement {
  return jsonResponse({
    status: 404,
    headers: callerOrigin([]),
    body: JSON.stringify({
      jsonrpc: '2.0',
      error: { code: SESSION_NOT_FOUND, message: 'Session not found' },
      id: null,
    }),
  });
}
