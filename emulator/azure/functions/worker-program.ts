import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleProgram } from '../programs/bundle-program';

let program: Uint8Array | undefined;

/**
 * Writes the program of the worker process as one JavaScript file. It is the same for every function app, so it is bundled
 * once in the life of a process.
 * @returns the file's path
 */
export function writeWorkerProgram(directory: string): string {
  program ??= bundleProgram(join(__dirname, 'worker-main'));
  const outfile = join(directory, 'worker.cjs');
  writeFileSync(outfile, program);
  return outfile;
}
