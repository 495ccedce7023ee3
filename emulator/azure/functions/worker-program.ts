import { buildSync } from 'esbuild';
import { join } from 'node:path';

/**
 * Writes the program of the worker process as one JavaScript file, so that a plain Node.js runs it, whatever loads this
 * project.
 * @returns the file's path
 */
export function writeWorkerProgram(directory: string): string {
  const outfile = join(directory, 'worker.cjs');
  buildSync({
    // Without extension: TypeScript in the repository, JavaScript in the built package.
    entryPoints: [join(__dirname, 'worker-main')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    outfile,
    logLevel: 'silent',
  });
  return outfile;
}
