import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPlainProxy } from './plain-proxy';
import { listen } from './listen';

/** What the parent asks: to start serving, or how much this process has used. */
export type Question =
  | { readonly ask: 'start'; readonly what: 'gateway' | 'proxy'; readonly backend: string; readonly folder: string }
  | { readonly ask: 'usage' };

/** What this process has used, after a garbage collection. */
export interface Usage {
  readonly heapBytes: number;
  readonly residentBytes: number;
  readonly cpuMicroseconds: number;
}

/** Calls per minute of one person: everybody here is the same one. */
const SUBJECT_LIMIT = /(id=\\"check-subject-rate\\" calls=\\")\d+/g;

/** The deployed stack, except that its limit per person is out of the way. */
async function stackWithoutSubjectLimit(folder: string): Promise<string> {
  const { synthesise } = await import('../../main.js');
  const { stackFile } = await synthesise({ outdir: folder });
  const lifted = readFileSync(stackFile, 'utf8').replace(SUBJECT_LIMIT, '$1100000000');
  const file = join(stackFile, '..', 'lifted.tf.json');
  writeFileSync(file, lifted);
  return file;
}

async function start({ what, backend, folder }: Extract<Question, { ask: 'start' }>): Promise<string> {
  if (what === 'proxy') return listen(createPlainProxy(backend));
  const { startLocalGateway } = await import('../../emulator/local-gateway.js');
  const gateway = await startLocalGateway({
    stackFile: await stackWithoutSubjectLimit(folder),
    user: 'alice',
    backends: { mcp: backend },
    env: {},
  });
  return gateway.endpoints[0]?.url ?? '';
}

function usage(): Usage {
  // Twice, because finalizers of the first run free more.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return { heapBytes: heapUsed, residentBytes: rss, cpuMicroseconds: user + system };
}

process.on('message', (question: Question) => {
  const answer = question.ask === 'usage' ? Promise.resolve(usage()) : start(question);
  answer.then(
    (value) => process.send?.({ value }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
