import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createCommand, runCommand } from './command';

const ROOT = join(__dirname, '..');

/** Tables that are read as files, because a compiler that knew their types would take seconds for them. */
const TABLES = join('policies', 'language', 'expressions', 'types');

function build(): void {
  const dist = join(ROOT, 'dist');
  rmSync(dist, { recursive: true, force: true });
  const compiler = require.resolve('typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', join(ROOT, 'tsconfig.build.json')], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The package was not built: correct what the compiler says above.');
  for (const file of readdirSync(join(ROOT, TABLES)).filter((name) => name.endsWith('.json'))) {
    cpSync(join(ROOT, TABLES, file), join(dist, TABLES, file));
  }
  process.stdout.write('Built dist. Next: npm pack makes the package.\n');
}

const command = createCommand('npm run build --', 'Builds the npm package into dist: JavaScript with types.').action(
  build,
);

void runCommand(command, process.argv);
