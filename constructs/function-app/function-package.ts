import { mkdirSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { buildSync } from 'esbuild';
import { zipSync, type Zippable } from 'fflate';
import { UserError } from '../user-error';

/** The Node.js major version functions are bundled for and run on. */
export const FUNCTION_NODE_VERSION = '22';

/** Files a folder with functions has to hold. */
export const FUNCTION_SOURCES = ['host.json', 'package.json', 'src/index.ts'] as const;

/** The file in the package that registers the functions. */
const ENTRY = 'dist/index.js';

/**
 * Who asks MCP clients for a credential: the Functions host for the system key of its MCP extension, or what stands in front of
 * the host, which then takes every request that reaches it.
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp#hostjson-settings
 */
export type McpWebhookAccess = 'system-key' | 'anonymous';

/**
 * Builds the deployment package of a function app: its TypeScript bundled into one file, host.json, and a package.json
 * that names the bundle. The same source gives the same bytes, on every machine and at every time.
 * @param folder absolute path of a folder with the {@link FUNCTION_SOURCES}
 * @returns the bytes of the zip file
 * @throws UserError with esbuild's messages when the source does not bundle, when package.json or host.json is not JSON, or
 * when host.json lets anybody call MCP tools and `access` does not
 */
export function buildFunctionPackage(folder: string, access: McpWebhookAccess = 'system-key'): Uint8Array {
  const { name, version } = readJson(join(folder, 'package.json'));
  const host = hostJson(join(folder, 'host.json'), access);
  const manifest = { name, version, private: true, main: ENTRY };
  return zipSync(
    {
      'host.json': stored(Buffer.from(host)),
      'package.json': stored(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)),
      [ENTRY]: stored(bundle(folder)),
    } satisfies Zippable,
    // Level 9 takes three times as long and saves a fiftieth of a percent.
    { level: 6 },
  );
}

/**
 * Writes a deployment package where the build output of its source belongs, in `dist`, for Terraform's asset to pick up. Replaces the file in one step, because several processes may be building it.
 * @returns absolute path of the zip file
 */
export function writeFunctionPackage(folder: string, access: McpWebhookAccess = 'system-key'): string {
  const path = join(folder, 'dist', access === 'anonymous' ? 'package-anonymous.zip' : 'package.zip');
  const bytes = buildFunctionPackage(folder, access);
  if (existsSync(path) && Buffer.compare(readFileSync(path), bytes) === 0) return path;
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, bytes);
  renameSync(unfinished, path);
  return path;
}

// Local time on purpose: zip files hold it without a zone, so these fields are the same everywhere.
const FIXED_TIME = new Date(1980, 0, 1);

function stored(bytes: Uint8Array): [Uint8Array, { mtime: Date }] {
  return [new Uint8Array(bytes), { mtime: FIXED_TIME }];
}

function bundle(folder: string): Uint8Array {
  try {
    const { outputFiles } = buildSync({
      absWorkingDir: folder,
      entryPoints: ['src/index.ts'],
      bundle: true,
      minify: true,
      platform: 'node',
      target: `node${FUNCTION_NODE_VERSION}`,
      format: 'cjs',
      legalComments: 'none',
      // The Functions worker provides it; a copy in the bundle would register the functions with nobody.
      external: ['@azure/functions-core'],
      // A dependency reads import.meta.url, which is empty in CommonJS and would throw when the bundle loads.
      define: { 'import.meta.url': 'bundleUrl' },
      banner: { js: "const bundleUrl=require('node:url').pathToFileURL(__filename).href;" },
      logLevel: 'silent',
      write: false,
    });
    const [output] = outputFiles;
    if (output === undefined) throw new TypeError('esbuild wrote no file.');
    return output.contents;
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    throw new UserError(`${relative(process.cwd(), folder) || '.'}: the functions do not bundle.\n${error.message}`);
  }
}

/** The text of host.json, with the access that the deployment needs. */
function hostJson(path: string, access: McpWebhookAccess): string {
  const host = readJson(path);
  const extensions = objectOf(host['extensions']);
  const mcp = objectOf(extensions['mcp']);
  const system = objectOf(mcp['system']);
  if (access === 'anonymous') {
    const open = { ...mcp, system: { ...system, webhookAuthorizationLevel: 'Anonymous' } };
    return `${JSON.stringify({ ...host, extensions: { ...extensions, mcp: open } }, null, 2)}\n`;
  }
  if (/^anonymous$/i.test(String(system['webhookAuthorizationLevel']))) {
    throw new UserError(
      `${relative(process.cwd(), path)}: extensions.mcp.system.webhookAuthorizationLevel is "Anonymous", and nothing in front of the function app asks for a credential: anybody could call its tools. Remove the setting; where the gateway shows its managed identity, it is set for you. [function-anonymous-webhook]`,
    );
  }
  return readFileSync(path, 'utf8');
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function isBuildFailure(error: unknown): error is { readonly message: string; readonly errors: unknown } {
  return typeof error === 'object' && error !== null && 'errors' in error && 'message' in error;
}

function readJson(path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('not an object');
    return { ...value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError(`${relative(process.cwd(), path)}: not a JSON object (${error.message}). Correct the file.`);
  }
}
