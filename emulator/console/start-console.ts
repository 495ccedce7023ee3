import { listenOnLoopback, sendJson } from '../azure/loopback-server';
import type { Metrics } from '../gateway/metrics';
import type { TraceLog } from '../gateway/trace';
import { describeTrace } from './describe-trace';
import type { Masker } from './mask';
import { consolePage } from './page';

/** The running trace console. */
export interface TraceConsole {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the traces on a loopback port of its own: no path of the gateway is taken from the stack, and no page that
 * comes through the gateway has the console's origin, so none can read it.
 */
export async function startConsole(traces: TraceLog, metrics: Metrics, masker: Masker): Promise<TraceConsole> {
  const server = await listenOnLoopback(
    async (request, response) => {
      // A foreign name that resolves to this machine must not read the traces (DNS rebinding).
      if (!/^(?:localhost|127\.0\.0\.1):\d+$/.test(request.headers.host ?? '')) {
        response.writeHead(403).end();
        return;
      }
      const summaries = traces
        .list()
        .map((trace) => describeTrace(trace, masker))
        .reverse();
      if (request.method === 'GET' && request.url === '/traces.json') {
        sendJson(response, 200, { requests: summaries, metrics: metrics.totals() }, { 'Cache-Control': 'no-store' });
      } else if (request.method === 'GET' && request.url === '/') {
        response.writeHead(200, {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
          'Cache-Control': 'no-store',
          'X-Content-Type-Options': 'nosniff',
        });
        response.end(consolePage(summaries, metrics.totals()));
      } else {
        response.writeHead(404).end();
      }
    },
    () => undefined,
  );
  return { url: `http://localhost:${server.port}`, close: () => server.close() };
}
