import type { Exchange } from '../gateway/exchange';
import { PolicyError } from '../gateway/policy-error';
import type { PolicyElement } from '../gateway/policy-element';
import type { PolicyExecutor } from './executor';

const DEFAULT_TIMEOUT_SECONDS = 300;
const SECONDS = 1000;

/** Sends the request to the backend; its response becomes the exchange's, body unread. */
export const forwardRequest: PolicyExecutor = {
  name: 'forward-request',
  sections: 'B',
  compile: (element) => {
    const timeout = compileTimeout(element);
    const version = element.literal('http-version');
    if (version === '2')
      element.problem('http-version="2" is not supported by the local gateway; backends are dialled with HTTP/1.1.');
    const follows = element.value('follow-redirects');
    const buffersRequest = element.flag('buffer-request-body', false);
    const buffersResponse = element.flag('buffer-response', true);
    const failsOnError = element.flag('fail-on-error-status-code', false);
    return async (exchange) => {
      const { request } = exchange;
      if (!request.hasService) {
        throw new PolicyError({
          reason: 'BackendConnectionFailure',
          message: 'The API has no service URL and no policy set one.',
        });
      }
      if (buffersRequest) await request.body?.buffer();
      const headers = request.headers.copy();
      if (request.body === null || request.body.isChanged) headers.remove('content-length');
      const response = await exchange.services.outbound.send({
        url: new URL(request.url.toString()),
        method: request.method,
        headers,
        // A buffered body is kept, so that a retry can send it again.
        body: request.body?.take(),
        timeoutMilliseconds: await timeout(exchange),
        followRedirects: follows === undefined ? false : await follows.boolean(exchange),
        signal: exchange.signal,
      });
      exchange.discardResponseBody();
      exchange.response = response;
      response.isBuffered = buffersResponse;
      if (failsOnError && response.statusCode >= 400) {
        throw new PolicyError({
          reason: 'BackendResponseError',
          message: `The backend answered ${response.statusCode}.`,
          statusCode: response.statusCode,
        });
      }
    };
  },
};

function compileTimeout(element: PolicyElement): (exchange: Exchange) => Promise<number> {
  const seconds = element.value('timeout');
  const milliseconds = element.value('timeout-ms');
  element.literal('continue-timeout');
  if (seconds !== undefined && milliseconds !== undefined)
    element.problem('"timeout" and "timeout-ms" exclude each other.');
  return async (exchange) => {
    if (milliseconds !== undefined) return milliseconds.integer(exchange);
    return (seconds === undefined ? DEFAULT_TIMEOUT_SECONDS : await seconds.integer(exchange)) * SECONDS;
  };
}
