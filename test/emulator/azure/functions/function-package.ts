import { strToU8, zipSync } from 'fflate';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildFunctionPackage, type McpWebhookAccess } from '../../../../constructs/function-app/function-package';

const ownPackages = new Map<McpWebhookAccess, Uint8Array>();

/** Writes the package that the stack deploys for the project's own functions. @returns its file name inside `directory` */
export function writeOwnPackage(directory: string, access: McpWebhookAccess = 'system-key'): string {
  const bytes = ownPackages.get(access) ?? buildFunctionPackage(resolve(__dirname, '../../../../functions'), access);
  ownPackages.set(access, bytes);
  return write(directory, bytes);
}

/** Writes a deployment package of these files. @returns its file name inside `directory` */
export function writePackage(directory: string, files: Readonly<Record<string, string>>): string {
  return write(
    directory,
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))),
  );
}

/** The files of a package around one script, which has no dependencies besides what the worker provides. */
export function packageOf(script: string): Readonly<Record<string, string>> {
  return { 'host.json': '{"version":"2.0"}', 'package.json': '{"main":"index.js"}', 'index.js': script };
}

function write(directory: string, bytes: Uint8Array): string {
  writeFileSync(join(directory, 'package.zip'), bytes);
  return 'package.zip';
}
