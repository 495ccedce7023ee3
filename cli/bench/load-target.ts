import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPlainProxy } from './plain-proxy';
import { listen } from './listen';
import { cpuMicroseconds } from './measure';

/** What the parent asks: to start serving, or how much this process has used. */
export type Question =
  | { readonly ask: 'start'; readonly what: 'gateway' | 'proxy'; readonly backend: string; readonly folder: string }
  | { readonly ask: 'usage' };

/** What this process has used: memory after a garbage collection, processor time without it. */
export interface Usage {
  readonly heapBytes: number;
  readonly residentBytes: number;
  readonly cpuMicroseconds: number;
}

/** Calls per minute of one person or address: everybody here is the same one. */
const LIMIT = /(id=\\"check-[a-z-]+-(?:rate|limit)\\" calls=\\")\d+/g;

/** The deployed stack, except that its limits are out of the way. */
async function stackWithoutLimits(folder: string): Promise<string> {
  const { synthesise } = await import('../../main.js');
  const { stackFile } = await synthesise({ outdir: folder });
  const lifted = readFileSync(stackFile, 'utf8').replace(LIMIT, '$1100000000');
  const file = join(stackFile, '..', 'lifted.tf.json');
  writeFileSync(file, lifted);
  return file;
}

async function start({ what, backend, folder }: Extract<Question, { ask: 'start' }>): Promise<string> {
  if (what === 'proxy') return listen(createPlainProxy(backend));
  const { startLocalGateway } = await import('../../emulator/local-gateway.js');
  const gateway = await startLocalGateway({
    stackFile: await stackWithoutLimits(folder),
    user: 'alice',
    backends: { mcp: backend },
    env: {},
  });
  return gateway.endpoints[0]?.url ?? '';
}

/** Processor time that the collections below took, which is no part of the load. */
let collecting = 0;

function usage(): Usage {
  const began = cpuMicroseconds();
  // Twice, because finalizers of the first run free more.
  globalThis.gc?.();
  globalThis.gc?.();
  collecting += cpuMicroseconds() - began;
  const { heapUsed, rss } = process.memoryUsage();
  return { heapBytes: heapUsed, residentBytes: rss, cpuMicroseconds: cpuMicroseconds() - collecting };
}

process.on('message', (question: Question) => {
  const answer = question.ask === 'usage' ? Promise.resolve(usage()) : start(question);
  answer.then(
    (value) => process.send?.({ value }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
