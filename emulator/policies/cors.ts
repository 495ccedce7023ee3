import type { Exchange } from '../gateway/exchange';
import { GatewayResponse } from '../gateway/gateway-response';
import type { PolicyElement } from '../gateway/policy-element';
import type { PolicyExecutor } from './executor';

/** What a `cors` element allows, for one request. */
interface CorsRules {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly allowsCredentials: boolean;
  readonly terminates: boolean;
  readonly maxAgeSeconds: string;
}

type HeaderPair = readonly [string, string];

/**
 * Answers preflights and adds CORS headers to whatever the request is answered with. A preflight, or a GET or HEAD, from an
 * origin that is not allowed ends with an empty 200.
 */
export const cors: PolicyExecutor = {
  name: 'cors',
  sections: 'I',
  compile: (element) => {
    const rules = compileRules(element);
    return {
      run: async (exchange) => {
        const origin = exchange.request.headers.first('origin');
        if (origin === undefined) return;
        const { origins, exposed, allowsCredentials, terminates } = await rules(exchange);
        if (allows(origins, origin)) {
          exchange.corsHeaders = [
            ...originHeaders(origins, origin, allowsCredentials),
            ...(exposed.length > 0 ? [['Access-Control-Expose-Headers', exposed.join(',')] as const] : []),
          ];
        } else if (terminates && ['GET', 'HEAD'].includes(exchange.request.method)) {
          exchange.end(new GatewayResponse(200));
        }
      },
      preflight: async (exchange) => {
        const headers = exchange.request.headers;
        const origin = headers.first('origin') ?? '';
        const method = headers.first('access-control-request-method') ?? '';
        const wanted = (headers.get('access-control-request-headers') ?? [])
          .flatMap((line) => line.split(','))
          .map((name) => name.trim());
        const found = await rules(exchange);
        const isAllowed =
          allows(found.origins, origin) &&
          (found.methods.includes('*') || found.methods.includes(method.toUpperCase())) &&
          wanted.every((name) => name === '' || allows(found.headers, name));
        const response = new GatewayResponse(200);
        if (isAllowed) {
          const pairs: HeaderPair[] = [
            ...originHeaders(found.origins, origin, found.allowsCredentials),
            ['Access-Control-Allow-Methods', found.methods.includes('*') ? method : found.methods.join(',')],
          ];
          if (wanted.some((name) => name !== '')) pairs.push(['Access-Control-Allow-Headers', wanted.join(',')]);
          if (found.maxAgeSeconds !== '0') pairs.push(['Access-Control-Max-Age', found.maxAgeSeconds]);
          for (const [name, value] of pairs) response.headers.replace(name, [value]);
        }
        exchange.end(response);
      },
    };
  },
};

function compileRules(element: PolicyElement): (exchange: Exchange) => Promise<CorsRules> {
  const credentials = element.value('allow-credentials');
  const terminate = element.value('terminate-unmatched-request');
  const list = (container: string, item: string) => {
    const part = element.part(container);
    const values = part?.parts(item).map((child) => child.text()) ?? [];
    return {
      part,
      text: async (exchange: Exchange) =>
        Promise.all(values.map(async (value) => ((await value?.text(exchange)) ?? '').trim())),
    };
  };
  const origins = list('allowed-origins', 'origin');
  const methods = list('allowed-methods', 'method');
  const headers = list('allowed-headers', 'header');
  const exposed = list('expose-headers', 'header');
  const maxAge = methods.part?.value('preflight-result-max-age');
  if (origins.part === undefined) element.problem('<allowed-origins> is needed.');
  if (headers.part === undefined) element.problem('<allowed-headers> is needed.');
  for (const { part } of [origins, methods, headers, exposed]) part?.finish();
  return async (exchange) => ({
    origins: await origins.text(exchange),
    methods:
      methods.part === undefined
        ? ['GET', 'POST']
        : (await methods.text(exchange)).map((method) => method.toUpperCase()),
    headers: await headers.text(exchange),
    exposed: await exposed.text(exchange),
    allowsCredentials: credentials !== undefined && (await credentials.boolean(exchange)),
    terminates: terminate === undefined || (await terminate.boolean(exchange)),
    maxAgeSeconds: (await maxAge?.text(exchange)) ?? '0',
  });
}

function allows(list: readonly string[], value: string): boolean {
  return list.some((allowed) => allowed === '*' || allowed.toLowerCase() === value.toLowerCase());
}

function originHeaders(origins: readonly string[], origin: string, allowsCredentials: boolean): HeaderPair[] {
  const isAny = origins.includes('*') && !allowsCredentials;
  return [
    ['Access-Control-Allow-Origin', isAny ? '*' : origin],
    ...(isAny ? [] : [['Vary', 'Origin'] as const]),
    ...(allowsCredentials ? [['Access-Control-Allow-Credentials', 'true'] as const] : []),
  ];
}
