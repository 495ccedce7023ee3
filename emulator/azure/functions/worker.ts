import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { FunctionMetadata, InvokeRequest, WorkerMessage } from './worker-messages';

/** The process that runs the deployed code. It may die; the next {@link FunctionsWorker.ensureRunning} starts it again. */
export interface FunctionsWorker {
  /**
   * Starts the process when it is not running; callers that come meanwhile wait for the same start.
   * @returns the functions that the code registered
   * @throws Error with the message of what the code threw while it loaded
   */
  ensureRunning(): Promise<readonly FunctionMetadata[]>;
  /**
   * Runs a function and returns what it returned, as the library serialised it; undefined when it returned nothing.
   * @throws Error when the function threw, or when the process died under it
   */
  invoke(request: Omit<InvokeRequest, 'id'>): Promise<string | undefined>;
  /** Kills the process and waits for its end. Idempotent; nothing starts again afterwards. */
  close(): Promise<void>;
}

/** How to start the process. */
export interface WorkerOptions {
  /** JavaScript file of the program, {@link import('./worker-main')} compiled. */
  readonly program: string;
  /** Entry file of the package, absolute. */
  readonly entry: string;
  readonly workingDirectory: string;
  /** The whole environment of the process: nothing else is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  readonly newId: () => string;
  /** Takes what the code logs or prints. */
  readonly log: (line: string) => void;
}

const LOGGED_LEVELS = ['warning', 'error', 'critical'];

/** Prepares the process; it starts at the first {@link FunctionsWorker.ensureRunning}. */
export function createFunctionsWorker(options: WorkerOptions): FunctionsWorker {
  const pending = new Map<string, { resolve(value: string | undefined): void; reject(error: Error): void }>();
  let child: ChildProcess | undefined;
  let running: Promise<readonly FunctionMetadata[]> | undefined;
  let closed = false;

  const settle = (message: WorkerMessage): void => {
    if (message.kind === 'returned') {
      pending.get(message.id)?.resolve(message.value);
      pending.delete(message.id);
    } else if (message.kind === 'threw') {
      pending.get(message.id)?.reject(new Error(message.message));
      pending.delete(message.id);
    } else if (message.kind === 'log' && LOGGED_LEVELS.includes(message.level)) {
      options.log(`${message.level}: ${message.message}`);
    }
  };

  const start = (): Promise<readonly FunctionMetadata[]> =>
    new Promise((resolve, reject) => {
      const started = spawn(process.execPath, [options.program, options.entry], {
        cwd: options.workingDirectory,
        env: { ...options.environment },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        windowsHide: true,
      });
      child = started;
      for (const stream of [started.stdout, started.stderr]) {
        if (stream !== null) {
          createInterface({ input: stream }).on('line', options.log);
        }
      }
      started.on('message', (message: WorkerMessage) => {
        if (message.kind === 'ready') {
          resolve(message.functions);
        } else if (message.kind === 'failed') {
          reject(new Error(message.message));
          started.kill('SIGKILL');
        } else {
          settle(message);
        }
      });
      const ended = (reason: string): void => {
        if (child !== started) {
          return;
        }
        child = undefined;
        running = undefined;
        reject(new Error(`The worker process ended before its code was loaded (${reason}).`));
        for (const { reject: fail } of pending.values()) {
          fail(new Error(`The worker process ended (${reason}) while the function ran.`));
        }
        pending.clear();
      };
      started.once('error', (error) => ended(error.message));
      started.once('exit', (code, signal) => ended(signal ?? `exit code ${code}`));
    });

  const ensureRunning = (): Promise<readonly FunctionMetadata[]> => {
    if (closed) {
      return Promise.reject(new Error('The function app was stopped.'));
    }
    return (running ??= start());
  };

  return {
    ensureRunning,
    invoke: async (request) => {
      await ensureRunning();
      const target = child;
      if (target === undefined) {
        throw new Error('The worker process ended before the function ran.');
      }
      const id = options.newId();
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject });
        target.send({ ...request, id } satisfies InvokeRequest, (error) => {
          if (error !== null) {
            pending.delete(id);
            reject(new Error('The worker process ended before the function ran.'));
          }
        });
      });
    },
    close: async () => {
      closed = true;
      const current = child;
      if (current === undefined || current.exitCode !== null || current.signalCode !== null) {
        return;
      }
      const gone = new Promise<void>((resolve) => current.once('exit', () => resolve()));
      current.kill('SIGKILL');
      await gone;
    },
  };
}
