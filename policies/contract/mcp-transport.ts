/** How an MCP server talks, and at which paths of its own. */
export type McpTransport =
  | {
      /** Every message is a POST to one URL (MCP 2025-03-26 and later, "Streamable HTTP"). */
      readonly kind: 'streamable-http';
      /** Path of the endpoint on the server, for instance `/mcp`. */
      readonly path: string;
    }
  | {
      /** A stream that is opened first and announces where messages go (MCP 2024-11-05, "HTTP with SSE"). */
      readonly kind: 'sse';
      /** Path of the stream on the server, for instance `/sse`. */
      readonly path: string;
      /**
       * Where the stream says that messages go, as its first event announces it but without the query: a path of the server,
       * for instance `/message`, or one relative to the stream, for instance `message`.
       */
      readonly messagePath: string;
    };

/** The transport of an MCP server of the older kind. */
export type SseTransport = Extract<McpTransport, { readonly kind: 'sse' }>;

/** Where a stream stands below the path of its backend. */
export const STREAM_PATH = '/sse';

/** An MCP server with one endpoint for everything. @param path path of the endpoint on the server, for instance `/mcp` */
export function streamableHttp(path: string): McpTransport {
  return { kind: 'streamable-http', path };
}

/**
 * An MCP server of the older kind. Prefer {@link streamableHttp} where the server offers it: the ids of these sessions stand in
 * a live stream, so the gateway cannot bind them to their caller.
 */
export function sse({ path, messagePath }: { readonly path: string; readonly messagePath: string }): SseTransport {
  return { kind: 'sse', path, messagePath };
}

/** Path of the URL that clients connect to, without slashes around it. @param path that of the backend below the gateway */
export function endpointPath(path: string, transport: McpTransport): string {
  return transport.kind === 'sse' ? `${path}${STREAM_PATH}` : path;
}

/** Path at which the server takes messages: what its stream announces, resolved as clients resolve it. */
export function servedMessagePath({ path, messagePath }: SseTransport): string {
  return new URL(messagePath, `http://server${path}`).pathname;
}

/** Where the gateway takes the messages of a stream. */
export interface MessageRoutes {
  /** URL templates below the path of the backend. */
  readonly own: readonly string[];
  /** Path of a further API, without slashes around it: the stream announces it, and it is not below the backend's own path. */
  readonly announced?: string;
}

/**
 * Finds where the gateway has to take the messages of a stream that stands at `<path>/sse`. A client resolves what the
 * stream announces against that URL, and nobody can edit a live stream, so every form of announcement needs its route:
 * a relative one leads beside the stream, an absolute one to the same path of the gateway. A server behind a prefix of its
 * own announces paths below the backend's path.
 * @param path path of the backend below the gateway, for instance `slack-mcp`
 */
export function messageRoutes(path: string, transport: SseTransport): MessageRoutes {
  const served = servedMessagePath(transport);
  const beside = below(transport.path.slice(0, transport.path.lastIndexOf('/')), served);
  const isRelative = !transport.messagePath.startsWith('/');
  const prefixed = isRelative ? undefined : below(`/${path}`, served);
  const own = [beside, prefixed].filter((template) => template !== undefined);
  return {
    own: [...new Set(own)],
    ...(isRelative || prefixed !== undefined ? {} : { announced: withoutSlashes(served) }),
  };
}

/** What is left of a path below a folder, as a URL template; undefined when it is not below. Paths of APIM have no case. */
function below(folder: string, path: string): string | undefined {
  const start = `${folder}/`.toLowerCase();
  return `${path}/`.toLowerCase().startsWith(start) ? `/${withoutSlashes(path.slice(start.length))}` : undefined;
}

function withoutSlashes(path: string): string {
  return path.replace(/^\/+|\/+$/g, '');
}
