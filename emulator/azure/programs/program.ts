import { spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { isAbsolute } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { killProcessTree } from './kill-process-tree';
import { eachMaskedLine } from './masked-lines';
import type { ProcessGuard } from './process-guard';

/** A program that has to be running for a server of the stack to answer. */
export interface ProgramOptions {
  /** Starts every line it logs, for instance `slack`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the process: nothing else is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Port of 127.0.0.1 it is expected to listen on. */
  readonly port: number;
  /** Values that may not appear in the log. */
  readonly secrets: readonly string[];
  readonly guard: ProcessGuard;
  readonly log: (line: string) => void;
  /** How long it may take to listen. @default 30 seconds */
  readonly startSeconds?: number;
}

/** A program on this machine. It may die; the next {@link Program.ensureListening} starts it again, as a platform would. */
export interface Program {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /**
   * Starts the program when it is not running and waits until it listens; callers that come meanwhile wait for the same start.
   * @throws Error with the last lines it printed when it ended before it listened
   */
  ensureListening(): Promise<void>;
  /** Ends the program and everything it started. Idempotent; nothing starts again afterwards. */
  close(): Promise<void>;
}

const LAST_LINES = 10;
const POLL_MILLISECONDS = 25;
const GRACE_MILLISECONDS = 1000;

/** Prepares a program; it starts at the first {@link Program.ensureListening}. */
export function createProgram(options: ProgramOptions): Program {
  const { name, port, guard, log, startSeconds = 30 } = options;
  let child: ChildProcess | undefined;
  let listening: Promise<void> | undefined;
  let closed = false;

  const start = async (): Promise<void> => {
    const last: string[] = [];
    const started = spawnProgram(options, (line) => {
      last.push(line);
      if (last.length > LAST_LINES) last.shift();
      log(`${name}: ${line}`);
    });
    child = started;
    const { pid } = started;
    if (pid !== undefined) {
      guard.watch(pid);
      started.once('exit', () => {
        // As in a container: when the first process ends, everything it started does.
        killProcessTree(pid, 'SIGKILL');
        guard.forget(pid);
      });
    }
    let end: string | undefined;
    let isUp = false;
    const ended = (reason: string): void => {
      end ??= reason;
      if (child !== started) return;
      child = undefined;
      listening = undefined;
      if (isUp && !closed) log(`${name}: the program ended (${end}). The next call starts it again.`);
    };
    started.once('error', (error) => ended(error.message));
    // Not `exit`: its last words may still be in the pipes.
    started.once('close', (code, signal) => ended(signal ?? `exit code ${code}`));
    const giveUp = Date.now() + startSeconds * 1000;
    while (end === undefined && !(await accepts(port))) {
      if (Date.now() > giveUp) {
        throw new Error(
          `${name}: "${options.command}" does not listen on 127.0.0.1:${port} after ${startSeconds} seconds. Let it listen on the port in the environment variable PORT, or put {port} into its arguments.`,
        );
      }
      await delay(POLL_MILLISECONDS);
    }
    if (end !== undefined) {
      const words = last.length === 0 ? '' : ` Its last lines:\n${last.map((line) => `  ${line}`).join('\n')}`;
      throw new Error(`${name}: "${options.command}" ended before it listened (${end}).${words}`);
    }
    isUp = true;
  };

  return {
    origin: `http://127.0.0.1:${port}`,
    ensureListening: () => {
      if (closed) return Promise.reject(new Error(`${name}: the program was stopped.`));
      if (listening !== undefined) return listening;
      const attempt = start();
      listening = attempt;
      // A start that failed does not stand in the way of the next.
      attempt.catch(() => {
        if (listening === attempt) listening = undefined;
      });
      return attempt;
    },
    close: async () => {
      closed = true;
      const current = child;
      const pid = current?.pid;
      if (current === undefined || pid === undefined) return;
      const gone = new Promise<void>((resolve) => current.once('close', () => resolve()));
      killProcessTree(pid, 'SIGTERM');
      const force = setTimeout(() => killProcessTree(pid, 'SIGKILL'), GRACE_MILLISECONDS);
      await gone;
      clearTimeout(force);
    },
  };
}

function spawnProgram({ command, args, env, secrets }: ProgramOptions, take: (line: string) => void): ChildProcess {
  // Windows starts scripts like npx.cmd by a shell alone, which splits arguments at blanks.
  const needsShell = process.platform === 'win32' && command !== 'node' && !isAbsolute(command);
  const child = spawn(command === 'node' ? process.execPath : command, needsShell ? args.map(quoted) : args, {
    env: { ...env },
    shell: needsShell,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Leads a process group, so that all of it can be ended.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  eachMaskedLine(child.stdout, secrets, take);
  eachMaskedLine(child.stderr, secrets, take);
  return child;
}

function quoted(arg: string): string {
  return /[\s"]/.test(arg) ? `"${arg.replaceAll('"', '""')}"` : arg;
}

/** Whether somebody listens on the port. */
function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}
