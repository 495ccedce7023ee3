import { STATUS_CODES } from 'node:http';
import type { ResponseView } from '../expressions/policy-context';
import { HeaderBag } from './header-bag';
import { MessageBody } from './message-body';

/** A response on its way to the client, or one that `send-request` received. */
export class GatewayResponse implements ResponseView {
  statusCode: number;
  statusReason: string;
  headers: HeaderBag;
  body: MessageBody | null;
  /** False when each chunk goes to the client at once: `forward-request buffer-response="false"`. */
  isBuffered = true;

  constructor(statusCode: number, options: { reason?: string; headers?: HeaderBag; body?: MessageBody | null } = {}) {
    this.statusCode = statusCode;
    this.statusReason = options.reason ?? STATUS_CODES[statusCode] ?? '';
    this.headers = options.headers ?? new HeaderBag();
    this.body = options.body ?? null;
  }

  /** The JSON body Azure answers with where no policy wrote one. */
  static error(statusCode: number, message: string, extra: Readonly<Record<string, string>> = {}): GatewayResponse {
    const response = new GatewayResponse(statusCode);
    response.headers.replace('Content-Type', ['application/json']);
    response.body = MessageBody.ofText(JSON.stringify({ statusCode, message, ...extra }));
    return response;
  }
}
