import { GatewayResponse } from '../gateway/gateway-response';
import type { PolicyExecutor } from './executor';

/** Ends the pipeline with a sample response. Without examples in the stack its body is empty. */
export const mockResponse: PolicyExecutor = {
  name: 'mock-response',
  sections: 'IOE',
  compile: (element) => {
    const status = Number(element.literal('status-code') ?? '200');
    const contentType = element.literal('content-type');
    if (!Number.isInteger(status) || status < 100 || status > 599)
      element.problem('attribute "status-code" must be an HTTP status.');
    return (exchange) => {
      const response = new GatewayResponse(status);
      if (contentType !== undefined) response.headers.replace('Content-Type', [contentType]);
      exchange.end(response);
    };
  },
};
