import type { MetricTotal } from '../gateway/metrics';
import type { TraceSummary } from './describe-trace';

/** The console's page: one foldable entry per request, newest first. Plain HTML, no script. */
export function consolePage(traces: readonly TraceSummary[], metrics: readonly MetricTotal[]): string {
  const requests = traces.map(
    (trace) =>
      `<details><summary>${escapeHtml(
        `${trace.started.slice(11, 23)}  ${trace.statusCode ?? '...'}  ${trace.method} ${trace.url}  ${trace.durationMilliseconds ?? ''} ms`,
      )}</summary><table>${trace.lines
        .map(
          (line) =>
            `<tr class="${line.kind}"><td>${line.at.toFixed(3)}</td><td>${'&nbsp;'.repeat(line.depth * 3)}${escapeHtml(line.text)}</td></tr>`,
        )
        .join('')}</table></details>`,
  );
  const totals = metrics.map(
    ({ name, count, sum, dimensions }) =>
      `<li>${escapeHtml(`${name} count ${count} sum ${sum} ${JSON.stringify(dimensions)}`)}</li>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Traces of the local gateway</title><style>
body{font:14px system-ui,sans-serif;margin:2rem}summary,td{font-family:ui-monospace,monospace;font-size:13px;white-space:pre-wrap;overflow-wrap:anywhere}
td:first-child{color:#666;white-space:nowrap;vertical-align:top;padding-right:1em}tr.failure{color:#b00020}tr.variable{color:#0b5394}tr.expression{color:#38761d}
</style></head><body><h1>Traces of the local gateway</h1>
<p>The last requests, newest first: policies, expressions, variables, milliseconds. Reload for new ones. <a href="/traces.json">As JSON</a></p>
${requests.join('\n')}${totals.length === 0 ? '' : `<h2>Metrics</h2><ul>${totals.join('')}</ul>`}</body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
