import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import type { ServerResponse } from 'node:http';
import type { SessionIds } from './session-ids';

/** The streams of one function app that are open: the SSE transport of the Functions MCP extension. */
export interface OpenStreams {
  /**
   * Makes the transport of a stream. It begins when a server connects to it.
   * @param key the function key of the request that opens the stream; the extension repeats it to the client
   */
  open(response: ServerResponse, key: string | undefined): Transport;
  /** Hands a message to the server of a stream. @returns why it cannot, as the extension says it */
  deliver(state: string | null, message: JSONRPCMessage): string | undefined;
}

/** Where the extension takes messages, relative to the stream. */
const MESSAGE_ENDPOINT = 'message';

/** Creates the streams of one app; what names a stream in its message URL is a session id of the app. */
export function createOpenStreams(sessionIds: SessionIds): OpenStreams {
  const streams = new Map<string, StreamTransport>();
  return {
    open: (response, key) => {
      const state = sessionIds.issue();
      const client = sessionIds.open(state) ?? '';
      const code = key === undefined ? '' : `&code=${key}`;
      const transport = new StreamTransport(response, `${MESSAGE_ENDPOINT}?azmcpcs=${state}${code}`);
      streams.set(client, transport);
      response.once('close', () => {
        streams.delete(client);
        transport.onclose?.();
      });
      return transport;
    },
    deliver: (state, message) => {
      if (state === null || state === '') return 'Missing service context.';
      const client = sessionIds.open(state);
      if (client === undefined) return 'Invalid client state.';
      const stream = streams.get(client);
      if (stream === undefined) return `No active session for client '${client}'.`;
      stream.onmessage?.(message);
      return undefined;
    },
  };
}

class StreamTransport implements Transport {
  onclose?: () => void;
  onmessage?: (message: JSONRPCMessage) => void;

  constructor(
    private readonly response: ServerResponse,
    private readonly endpoint: string,
  ) {}

  async start(): Promise<void> {
    this.response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-store' });
    this.response.write(`event: endpoint\ndata: ${this.endpoint}\n\n`);
  }

  async send(message: JSONRPCMessage): Promise<void> {
    this.response.write(`event: message\ndata: ${JSON.stringify(message)}\n\n`);
  }

  async close(): Promise<void> {
    this.response.end();
  }
}
