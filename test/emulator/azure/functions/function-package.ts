import { buildSync } from 'esbuild';
import { strToU8, zipSync } from 'fflate';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FUNCTIONS = join(__dirname, '../../../../functions');

let bundle: string | undefined;

/** The project's own functions as one script, bundled the way their README says. */
export function functionsBundle(): string {
  bundle ??= buildSync({
    entryPoints: [join(FUNCTIONS, 'src/index.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['@azure/functions-core'],
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    write: false,
    logLevel: 'silent',
  }).outputFiles[0]?.text;
  return bundle ?? '';
}

/** Writes a deployment package; by default the project's own. @returns its file name inside `directory` */
export function writePackage(directory: string, files: Readonly<Record<string, string>> = ownFiles()): string {
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)]);
  writeFileSync(join(directory, 'package.zip'), zipSync(Object.fromEntries(entries)));
  return 'package.zip';
}

/** A package around one script that may `require('@azure/functions')` only if it is bundled. */
export function packageOf(script: string): Readonly<Record<string, string>> {
  return { 'host.json': '{"version":"2.0"}', 'package.json': '{"main":"index.js"}', 'index.js': script };
}

/** The files of the project's own package. */
export function ownFiles(): Readonly<Record<string, string>> {
  return {
    'host.json': readFileSync(join(FUNCTIONS, 'host.json'), 'utf8'),
    'package.json': readFileSync(join(FUNCTIONS, 'package.json'), 'utf8'),
    'dist/index.js': functionsBundle(),
  };
}
