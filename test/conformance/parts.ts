import { AUTHORIZATION_PART } from './authorization-part';
import { INSPECTOR_PART } from './inspector-part';
import { MCP_REMOTE_PART } from './mcp-remote-part';
import type { Part } from './part';

/** Every part, in the order they run. */
export const PARTS: readonly Part[] = [AUTHORIZATION_PART, INSPECTOR_PART, MCP_REMOTE_PART];
