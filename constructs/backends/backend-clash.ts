import { messagesApiName, type BackendRegistration } from '../mcp-gateway-interface';

/** The fix for two streams, or a stream and a backend, that need the same path. */
const MESSAGE_PATH_FIX =
  'Clients send messages to the path that a stream announces, and one path leads to one backend. Use streamableHttp, have one server take messages at another path (FastMCP: FASTMCP_MESSAGE_PATH), or have it announce a relative path.';

/**
 * Why two backends cannot be behind one gateway; undefined when they can.
 * @returns the end of a sentence that begins with the path of the later construct
 */
export function backendClash(later: BackendRegistration, earlier: BackendRegistration): string | undefined {
  const { policy, messagePath } = later;
  const name = apiNames(later).find((candidate) => apiNames(earlier).includes(candidate));
  if (name !== undefined) {
    return `the name "${name}" is taken by ${earlier.path}. Every backend of a gateway has its own name and path. Choose another. [backend-unique]`;
  }
  if (sharePath(policy.path, earlier.policy.path)) {
    return `the path "${policy.path}" is taken by ${earlier.path}. Every backend of a gateway has its own name and path. Choose another. [backend-unique]`;
  }
  const clashing = (path: string | undefined, taken: readonly (string | undefined)[]): boolean =>
    path !== undefined && taken.some((other) => other !== undefined && sharePath(path, other));
  if (clashing(messagePath, [earlier.policy.path, earlier.messagePath])) {
    return `its messages go to "/${messagePath}", which is taken by ${earlier.path}. ${MESSAGE_PATH_FIX} [backend-message-path]`;
  }
  if (clashing(policy.path, [earlier.messagePath])) {
    return `the path "${policy.path}" is taken by the messages of ${earlier.path}, which go to "/${earlier.messagePath}". Choose another path, or change where these messages go. ${MESSAGE_PATH_FIX} [backend-message-path]`;
  }
  return undefined;
}

/** The first segment of a path without slashes around it, in lower case: paths of API Management have no case. */
export function firstSegment(path: string): string {
  return (path.split('/', 1)[0] ?? '').toLowerCase();
}

/** Names of the APIs that a backend has. */
function apiNames({ policy, messagePath }: BackendRegistration): string[] {
  return messagePath === undefined ? [policy.name] : [policy.name, messagesApiName(policy.name)];
}

/** Whether one of two paths is the other, or is below it. */
function sharePath(one: string, other: string): boolean {
  const [a, b] = [`${one}/`.toLowerCase(), `${other}/`.toLowerCase()];
  return a.startsWith(b) || b.startsWith(a);
}
