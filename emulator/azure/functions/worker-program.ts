import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * Writes the program of the worker process as one JavaScript file, so that a plain Node.js runs it, whatever loads this
 * project.
 * @returns the file's path
 */
export function writeWorkerProgram(directory: string): string {
  const outfile = join(directory, 'worker.cjs');
  writeFileSync(outfile, workerProgram());
  return outfile;
}

let program: Uint8Array | undefined;

/** The same for every function app, so it is bundled once in the life of a process. */
function workerProgram(): Uint8Array {
  program ??= bundleWorker();
  return program;
}

function bundleWorker(): Uint8Array {
  const { outputFiles } = buildSync({
    // Without extension: TypeScript in the repository, JavaScript in the built package.
    entryPoints: [join(__dirname, 'worker-main')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'silent',
    write: false,
  });
  const [output] = outputFiles;
  if (output === undefined) throw new TypeError('esbuild wrote no file.');
  return output.contents;
}
