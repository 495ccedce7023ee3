import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { bundleProgram } from './bundle-program';
import type { GuardMessage } from './guard-main';

/** Sees to it that no program outlives the local gateway, even when the gateway is killed. */
export interface ProcessGuard {
  /** Takes charge of a process that leads its own process group. */
  watch(processId: number): void;
  /** The process has ended; its number may be another's soon. */
  forget(processId: number): void;
  /** Ends the guard and what it still watches. Idempotent. */
  close(): Promise<void>;
}

/** Prepares a guard; its process starts with the first program it watches. */
export function createProcessGuard(): ProcessGuard {
  let guard: ChildProcess | undefined;
  const tell = (message: GuardMessage): void => {
    // Only a guard that was killed does not hear it, and then the gateway itself still ends its programs.
    if (guard?.connected === true) guard.send(message, () => undefined);
  };
  return {
    watch: (processId) => {
      guard ??= startGuard();
      tell({ kind: 'started', processId });
    },
    forget: (processId) => tell({ kind: 'ended', processId }),
    close: async () => {
      const current = guard;
      guard = undefined;
      if (current === undefined || current.exitCode !== null || current.signalCode !== null) return;
      current.ref();
      const ended = new Promise<void>((resolve) => current.once('exit', () => resolve()));
      if (current.connected) current.disconnect();
      await ended;
    },
  };
}

let program: string | undefined;

/** In a group of its own, so that what ends the gateway's group does not end the guard with it. */
function startGuard(): ChildProcess {
  program ??= Buffer.from(bundleProgram(join(__dirname, 'guard-main'))).toString('utf8');
  const guard = spawn(process.execPath, ['-e', program], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    detached: true,
    windowsHide: true,
  });
  // Without a guard the programs are ended when the gateway stops in the ordinary way.
  guard.on('error', () => undefined);
  guard.unref();
  guard.channel?.unref();
  return guard;
}
