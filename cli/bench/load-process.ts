import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Question, Usage } from './load-target';

/** The process under load: a gateway or a plain proxy, apart from what puts the load on it. */
export class LoadProcess {
  readonly #child: ChildProcess = fork(join(__dirname, 'load-target.ts'), {
    execArgv: ['--expose-gc', '--import', 'tsx'],
  });

  /** @returns the URL to call. @throws Error when it does not start */
  async start(what: 'gateway' | 'proxy', backend: string, folder: string): Promise<string> {
    return this.#ask<string>({ ask: 'start', what, backend, folder });
  }

  /** Collects garbage there and tells what is left. */
  usage(): Promise<Usage> {
    return this.#ask<Usage>({ ask: 'usage' });
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    if (this.#child.kill()) await ended;
  }

  #ask<T>(question: Question): Promise<T> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null): void => reject(new Error(`The process under load ended with ${code}.`));
      this.#child.once('exit', onExit);
      this.#child.once('message', (answer: { value: T } | { error: string }) => {
        this.#child.off('exit', onExit);
        if ('error' in answer) reject(new Error(answer.error));
        else resolve(answer.value);
      });
      this.#child.send(question);
    });
  }
}
