import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from './support/command';

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>>;
}

const { packages } = JSON.parse(readFileSync(join(PROJECT_FOLDER, 'package-lock.json'), 'utf8')) as LockFile;

/** Where Node.js would find a dependency of the package at this path. */
function found(path: string, dependency: string): boolean {
  for (let folder = path; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    if (`${folder === '' ? '' : `${folder}/`}node_modules/${dependency}` in packages) return true;
    if (folder === '') return false;
  }
}

describe('package-lock.json', () => {
  // npm writes only what its registry has; without the entries of the other platforms, `npm ci` of npm 11 refuses the file there.
  it('has every optional dependency, those of other platforms too', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((dependency) => !found(path, dependency))
        .map((dependency) => `${path}: ${dependency}`),
    );
    expect(missing).toEqual([]);
  });

  it('holds the program that plays Slack for every platform it is published for', () => {
    const entries = Object.keys(packages).filter((path) => path.startsWith('node_modules/slack-mcp-server-'));
    expect(entries).toHaveLength(6);
  });
});
