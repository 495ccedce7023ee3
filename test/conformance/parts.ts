import { AUTHORIZATION_PART } from './authorization-part';
import { INSPECTOR_PART } from './inspector-part';
import { MCP_REMOTE_PART } from './mcp-remote-part';
import type { Part } from './part';
import { SERVER_PART } from './server-part';

/** Every part, in the order they run. */
export const PARTS: readonly Part[] = [AUTHORIZATION_PART, SERVER_PART, INSPECTOR_PART, MCP_REMOTE_PART];
