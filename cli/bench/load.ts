import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Agent } from 'undici';
import { listen } from './listen';
import { LoadProcess } from './load-process';
import { createLoadServer } from './load-server';
import type { Usage } from './load-target';
import { logIn } from './log-in';
import { McpSession, Tally } from './mcp-session';
import { showBytes, showMicroseconds, percentile, table } from './measure';

/** How much load. */
export interface LoadOptions {
  readonly logins: number;
  readonly sessions: number;
  readonly seconds: number;
}

/** What came out, as text, and whether it was as it should be. */
export interface LoadResult {
  readonly report: string;
  readonly passed: boolean;
}

/** Each session rests that long between its calls. */
const REST_MILLISECONDS = 1000;
/** What the heap may keep of sessions that are over: compiled code and filled caches, and less than a kilobyte a call in a minute. */
const HEAP_TOLERANCE_BYTES = 16 * 1024 * 1024;

interface Phase {
  readonly tally: Tally;
  readonly seconds: number;
  /** After each third of the load, sessions still open. */
  readonly usages: readonly Usage[];
  readonly before: Usage;
}

/**
 * Puts two loads on a gateway in a process of its own: logins that begin at once, then MCP sessions that call for a
 * while, the latter on a plain proxy too. Fails on any error, and when memory stays behind.
 */
export async function benchLoad(options: LoadOptions, progress: (line: string) => void): Promise<LoadResult> {
  const folder = mkdtempSync(join(tmpdir(), 'azure-mcp-gateway-load-'));
  const server = createLoadServer();
  const backend = await listen(server);
  const gateway = new LoadProcess();
  const proxy = new LoadProcess();
  try {
    const endpoint = await gateway.start('gateway', backend, folder);
    const proxyUrl = await proxy.start('proxy', backend, folder);
    progress(`${options.logins} logins at once ...`);
    const logins = await runLogins(endpoint, options.logins, gateway);
    const tokens = logins.tokens.length > 0 ? logins.tokens : ['none'];
    progress(`${options.sessions} sessions for ${options.seconds} s through a plain proxy ...`);
    const plain = await runSessions(proxyUrl, tokens, options, proxy);
    progress(`${options.sessions} sessions for ${options.seconds} s through the gateway ...`);
    const through = await runSessions(endpoint, tokens, options, gateway);
    const idle = await gateway.usage();
    return report(options, logins, plain, through, idle);
  } finally {
    await Promise.all([gateway.stop(), proxy.stop()]);
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Logins = Phase & { readonly tokens: readonly string[] };

/** One client registers, as the limit per address wants it, and everybody logs in by it. */
async function runLogins(endpoint: string, count: number, target: LoadProcess): Promise<Logins> {
  const { client } = await logIn(endpoint);
  const before = await target.usage();
  const tally = new Tally();
  const tokens: string[] = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: count }, async () => {
      const begun = performance.now();
      try {
        tokens.push((await logIn(endpoint, client)).token);
        tally.milliseconds.push(performance.now() - begun);
      } catch (error) {
        tally.fail(error);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  return { tally, tokens, seconds, before, usages: [await target.usage()] };
}

async function runSessions(
  url: string,
  tokens: readonly string[],
  { sessions, seconds }: LoadOptions,
  target: LoadProcess,
): Promise<Phase> {
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  const tally = new Tally();
  const open: McpSession[] = [];
  await Promise.all(
    Array.from({ length: sessions }, async (_, index) => {
      const session = new McpSession(url, tokens[index % tokens.length] ?? '', dispatcher);
      await session.open().then(
        () => open.push(session),
        (error: unknown) => tally.fail(error),
      );
    }),
  );
  const before = await target.usage();
  const started = performance.now();
  const until = started + seconds * 1000;
  const usages: Usage[] = [];
  const watch = (async () => {
    for (let third = 1; third <= 3; third++) {
      await pause(Math.max(0, started + (third * seconds * 1000) / 3 - performance.now()));
      usages.push(await target.usage());
    }
  })();
  await Promise.all(
    open.map((session, index) => callUntil(session, (index / open.length) * REST_MILLISECONDS, until, tally)),
  );
  await watch;
  const elapsed = (performance.now() - started) / 1000;
  await Promise.all(open.map((session) => session.close().catch((error: unknown) => tally.fail(error))));
  await dispatcher.close();
  return { tally, seconds: elapsed, before, usages };
}

/** @param delay spreads the sessions, so that they do not all call at the same moment */
async function callUntil(session: McpSession, delay: number, until: number, tally: Tally): Promise<void> {
  await pause(delay);
  while (performance.now() < until) {
    const begun = performance.now();
    try {
      await session.call();
      tally.milliseconds.push(performance.now() - begun);
    } catch (error) {
      tally.fail(error);
    }
    await pause(REST_MILLISECONDS);
  }
}

function report(options: LoadOptions, logins: Logins, plain: Phase, through: Phase, idle: Usage): LoadResult {
  const kept = idle.heapBytes - (logins.usages[0]?.heapBytes ?? 0);
  const errors = [logins, plain, through].flatMap(({ tally }) => [...tally.errors]);
  const problems = [
    ...errors.map(([text, count]) => `${count} times: ${text}`),
    ...(kept > HEAP_TOLERANCE_BYTES ? [`The heap kept ${showBytes(kept)} of sessions that are over.`] : []),
  ];
  return {
    passed: problems.length === 0,
    report: [
      table([
        ['load', 'done', 'per second', 'p50', 'p99', 'errors', 'CPU each'],
        row(`${options.logins} logins at once`, logins),
        row(`${options.sessions} sessions, plain proxy`, plain),
        row(`${options.sessions} sessions, gateway`, through),
      ]),
      '',
      table([
        ['memory of the gateway', 'heap', 'resident'],
        memoryRow('before the logins', logins.before),
        memoryRow('after the logins', logins.usages[0]),
        memoryRow('sessions open', through.before),
        ...through.usages.map((usage, third) => memoryRow(`after ${third + 1}/3 of the time`, usage)),
        memoryRow('sessions closed', idle),
      ]),
      ...(problems.length === 0 ? [] : ['', ...problems]),
    ].join('\n'),
  };
}

function row(name: string, { tally, seconds, before, usages }: Phase): string[] {
  const { milliseconds } = tally;
  const cpu = (usages.at(-1)?.cpuMicroseconds ?? 0) - before.cpuMicroseconds;
  return [
    name,
    String(milliseconds.length),
    (milliseconds.length / seconds).toFixed(0),
    showMicroseconds(percentile(milliseconds, 0.5) * 1000),
    showMicroseconds(percentile(milliseconds, 0.99) * 1000),
    String(tally.errorCount),
    showMicroseconds(cpu / Math.max(1, milliseconds.length)),
  ];
}

function memoryRow(when: string, usage: Usage | undefined): string[] {
  return [when, showBytes(usage?.heapBytes ?? 0), showBytes(usage?.residentBytes ?? 0)];
}
