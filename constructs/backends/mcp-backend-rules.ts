import { RESERVED_PATH_SEGMENTS } from '../../policies/contract/endpoints';
import type { InboundAuthentication } from '../../policies/contract/inbound-authentication';
import { messageRoutes, type McpTransport } from '../../policies/contract/mcp-transport';
import type { ToolAccess } from '../../policies/contract/tool-access';
import type { McpBackendProps } from './mcp-backend';
import { firstSegment } from './backend-clash';
import { ENDPOINT_RULES, isWhole } from './gateway-endpoint-rules';
import type { Rule } from '../rules';
import { TOOL_RULES, TOOL_TRANSPORT_RULES } from './tool-access-rules';

/** What API Management buffers of a body that a policy reads. */
const MAX_BUFFERED_BYTES = 2 * 1024 * 1024;

/** Segments of a path without dot segments, with or without a slash at the end. */
const SEGMENTS = String.raw`(?!\.{1,2}(?:/|$))[\w.~-]+(?:/(?!\.{1,2}(?:/|$))[\w.~-]+)*/?`;
const SERVER_PATH = new RegExp(`^/(?:${SEGMENTS})?$`);
const MESSAGE_PATH = new RegExp(`^(?:/|/?${SEGMENTS})$`);

/** Props of a backend and its construct id. */
interface CheckedProps extends Omit<McpBackendProps, 'gateway'> {
  readonly id: string;
}

/** What holds for the props of every backend. */
export const BACKEND_RULES: readonly Rule<CheckedProps>[] = [
  ...ENDPOINT_RULES,
  {
    id: 'backend-max-request-bytes',
    prop: 'maxRequestBytes',
    when: ({ maxRequestBytes }) => maxRequestBytes !== undefined && !isWhole(maxRequestBytes, 1, MAX_BUFFERED_BYTES),
    message: `The longest body is a whole number of bytes from 1 to ${MAX_BUFFERED_BYTES} (2 MiB), which is what API Management buffers of a body that declares no length.`,
    fix: 'Leave the prop out, or choose a number in that range.',
  },
  {
    id: 'backend-stripped-headers',
    prop: 'strippedHeaders',
    when: ({ strippedHeaders = [] }) => !strippedHeaders.every((name) => /^[A-Za-z0-9_-]+$/.test(name)),
    message: 'A header to remove is given by its exact name: letters, digits, hyphens and underscores.',
    fix: 'Write it like "X-Remote-User".',
  },
  ...TOOL_RULES,
];

/** What a backend says of its server's transport. */
interface TransportProps {
  readonly path: string;
  readonly transport: McpTransport;
  readonly authentication?: InboundAuthentication;
  readonly tools?: ToolAccess;
}

/** What holds for the transport of every backend. */
export const TRANSPORT_RULES: readonly Rule<TransportProps>[] = [
  {
    id: 'backend-transport-path',
    prop: 'transport',
    when: ({ transport }) => !SERVER_PATH.test(transport.path),
    message:
      'The path of a transport begins with a slash; its segments are letters, digits, `-`, `_`, `~` and `.`, none of them `.` or `..`.',
    fix: 'Write it like "/mcp" or "/sse".',
  },
  {
    id: 'backend-message-path',
    prop: 'transport',
    when: ({ transport }) => transport.kind === 'sse' && !MESSAGE_PATH.test(transport.messagePath),
    message:
      'The message path is what the stream announces without its query: a path that begins with a slash, or one relative to the stream. It has no `.` or `..` segments.',
    fix: 'Write it like "/message", "/messages/" or "message".',
  },
  {
    id: 'backend-message-path-reserved',
    prop: 'transport',
    when: ({ path, transport }) => RESERVED_PATH_SEGMENTS.includes(firstSegment(announcedPath(path, transport) ?? '')),
    message: `Clients send the messages of this stream to the path it announces, and the gateway or API Management answers at ${RESERVED_PATH_SEGMENTS.join(', ')}.`,
    fix: 'Have the server take messages at another path, announce a relative one, or use streamableHttp.',
  },
  {
    id: 'backend-message-path-root',
    prop: 'transport',
    when: ({ path, transport }) => announcedPath(path, transport) === '',
    message: 'Clients would send the messages of this stream to the root of the gateway, which is not its own.',
    fix: 'Have the server take messages at another path, announce a relative one, or use streamableHttp.',
  },
  {
    id: 'backend-message-subscription',
    prop: 'transport',
    when: ({ path, transport, authentication }) =>
      authentication?.subscriptionKey === true && announcedPath(path, transport) !== undefined,
    message:
      'A subscription key opens one API, and a stream that announces an absolute path has two: its messages would be refused.',
    fix: 'Use streamableHttp, a server that announces a path below the path of the backend, or authentication: { entra: true }.',
  },
  ...TOOL_TRANSPORT_RULES,
];

/** Path of the API that the stream's announcement needs; undefined when it needs none or is not well-formed. */
function announcedPath(path: string, transport: McpTransport): string | undefined {
  return transport.kind === 'sse' && SERVER_PATH.test(transport.path) && MESSAGE_PATH.test(transport.messagePath)
    ? messageRoutes(path, transport).announced
    : undefined;
}
