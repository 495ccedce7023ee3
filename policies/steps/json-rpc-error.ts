import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { callerOrigin } from './caller-origin';
import type { HttpStatus } from './http-status';
import { jsonResponse } from './json-response';

/** The JSON-RPC error codes the gateway answers with (JSON-RPC 2.0 section 5.1; MCP 2026-07-28, "Server Validation"). */
export const JSON_RPC_ERRORS = {
  parse: -32700,
  invalidRequest: -32600,
  invalidParams: -32602,
  headerMismatch: -32020,
} as const;

/** What {@link jsonRpcError} takes. */
export interface JsonRpcErrorProps {
  readonly status: HttpStatus;
  readonly code: number;
  /** One sentence for the developer of the client. */
  readonly message: string;
  /** C# of the request id as JSON text, `null` for none. */
  readonly id: CSharpCode;
}

/** Answers an MCP client in its own protocol. */
export function jsonRpcError({ status, code, message, id }: JsonRpcErrorProps): XmlElement {
  const error = JSON.stringify({ code, message });
  return jsonResponse({
    status,
    headers: callerOrigin([]),
    body: expression(csharp`"{\"jsonrpc\":\"2.0\",\"id\":" + ${id} + ${`,"error":${error}}`}`),
  });
}
