import { buildSync } from 'esbuild';

/**
 * Bundles a program of ours as one JavaScript file, so that a plain Node.js runs it, whatever loads this project.
 * @param entry absolute path without extension: TypeScript in the repository, JavaScript in the built package
 */
export function bundleProgram(entry: string): Uint8Array {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
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
