/**
 * The program of the guard process: ends the programs of a local gateway when the gateway dies without having done so. It
 * learns of that by its channel to the gateway closing, which happens however the gateway ends.
 */
import { killProcessTree } from './kill-process-tree';

/** What the gateway tells its guard. */
export interface GuardMessage {
  readonly kind: 'started' | 'ended';
  readonly processId: number;
}

const running = new Set<number>();

process.on('message', ({ kind, processId }: GuardMessage) => {
  if (kind === 'started') running.add(processId);
  else running.delete(processId);
});
process.on('disconnect', () => {
  for (const processId of running) killProcessTree(processId, 'SIGKILL');
  process.exit(0);
});
// A terminal signals everything it started. The guard has to outlive the gateway.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
