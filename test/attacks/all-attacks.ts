import { ACCESS_TOKEN_ATTACKS } from './access-token-attacks';
import { AGENT_ATTACKS } from './agent-attacks';
import { APPROVAL_ATTACKS } from './approval-attacks';
import type { Attack } from './attack';
import { AUTHORIZE_ATTACKS } from './authorize-attacks';
import { CALLBACK_ATTACKS } from './callback-attacks';
import { CLIENT_ATTACKS } from './client-attacks';
import { CLIENT_DOCUMENT_ATTACKS } from './client-document-attacks';
import { CODE_ATTACKS } from './code-attacks';
import { CONSENT_ATTACKS } from './consent-attacks';
import { ID_TOKEN_ATTACKS } from './id-token-attacks';
import { LLM_ATTACKS } from './llm-attacks';
import { MCP_REQUEST_ATTACKS } from './mcp-request-attacks';
import { METADATA_ATTACKS } from './metadata-attacks';
import { REFRESH_ATTACKS } from './refresh-attacks';
import { REGISTRATION_ATTACKS } from './registration-attacks';
import { REVOCATION_ATTACKS } from './revocation-attacks';
import { SESSION_ATTACKS } from './session-attacks';
import { TOOL_ATTACKS } from './tool-attacks';
import { STREAM_ATTACKS } from './stream-attacks';

/** Every attack by what it is aimed at, in the order of a login. */
export const ATTACKS = {
  metadata: METADATA_ATTACKS,
  'POST /register': REGISTRATION_ATTACKS,
  'client metadata documents': CLIENT_DOCUMENT_ATTACKS,
  'GET /authorize': AUTHORIZE_ATTACKS,
  consent: CONSENT_ATTACKS,
  'a remembered approval': APPROVAL_ATTACKS,
  'the callback': CALLBACK_ATTACKS,
  'the ID token': ID_TOKEN_ATTACKS,
  'the client at POST /token': CLIENT_ATTACKS,
  'POST /token': CODE_ATTACKS,
  'a refresh': REFRESH_ATTACKS,
  'POST /revoke': REVOCATION_ATTACKS,
  'the access token': ACCESS_TOKEN_ATTACKS,
  'an MCP request': MCP_REQUEST_ATTACKS,
  'an MCP session': SESSION_ATTACKS,
  'a stream and its messages': STREAM_ATTACKS,
  'the tools of a server': TOOL_ATTACKS,
  'the endpoint of agents': AGENT_ATTACKS,
  'language models': LLM_ATTACKS,
} as const satisfies Readonly<Record<string, readonly Attack[]>>;

/** All attacks of {@link ATTACKS}. */
export const ALL_ATTACKS: readonly Attack[] = Object.values<readonly Attack[]>(ATTACKS).flat();
