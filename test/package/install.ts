import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../support/command';

/** An empty folder in which somebody uses the package. */
export interface UserFolder {
  readonly path: string;
  /** Runs a program there. @returns what it wrote to stdout @throws Error when it fails; its stderr is shown */
  run(program: string, ...args: readonly string[]): string;
  write(file: string, text: string): void;
}

/** Does a step of a command and says so. */
export function step<Result>(name: string, work: () => Result): Result {
  process.stdout.write(`${name} ... `);
  const result = work();
  process.stdout.write('ok\n');
  return result;
}

/** Makes a folder that is gone when the work is done, whatever happens. */
export function inUserFolder(work: (folder: UserFolder) => void): void {
  const path = mkdtempSync(join(tmpdir(), 'azure-mcp-gateway-package-'));
  try {
    work({
      path,
      run: (program, ...args) => runIn(path, program, args),
      write: (file, text) => writeFileSync(join(path, file), text),
    });
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

/** Builds and packs the package into the folder. @returns absolute path of the tarball */
export function pack({ path }: UserFolder): string {
  const output = runIn(PROJECT_FOLDER, 'npm', ['pack', '--silent', '--pack-destination', path]);
  return join(path, output.trim().split('\n').at(-1) ?? '');
}

/** Installs what the folder's package.json asks for, from npm's cache where it has it. */
export function install(folder: UserFolder): void {
  folder.run('npm', 'install', '--silent', '--prefer-offline', '--no-audit', '--no-fund');
}

/** The version of a development dependency that this project is tested with. */
export function versionOf(name: string): string {
  const { devDependencies } = JSON.parse(readFileSync(join(PROJECT_FOLDER, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string | undefined>;
  };
  const version = devDependencies[name];
  if (version === undefined) throw new Error(`package.json names no version of ${name} among its devDependencies.`);
  return version;
}

function runIn(cwd: string, program: string, args: readonly string[]): string {
  return execFileSync(program, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, CHECKPOINT_DISABLE: '1' },
  });
}
