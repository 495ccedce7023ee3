import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCommand, runCommand } from '../../cli/command';
import { PROJECT_FOLDER } from '../support/command';
import { install, inUserFolder, pack, step, versionOf, type UserFolder } from './install';

const EXAMPLE = join(PROJECT_FOLDER, 'examples', 'minimal', 'main.ts');

/** The compiler as a careful user sets it: declarations are checked too. */
const COMPILER_OPTIONS = { strict: true, module: 'node20', target: 'es2022', noEmit: true, types: ['node'] };

/** Starts the stack of the example, with the harness as an ES module and the policy builders as CommonJS. */
const USE_HARNESS = `
import { createRequire } from 'node:module';
import { TestGateway } from 'azure-mcp-gateway/harness';
const { csharp, expression } = createRequire(import.meta.url)('azure-mcp-gateway/policies');
if (expression(csharp\`1 + 1\`) !== '@(1 + 1)') throw new Error('The policy builders do not work.');
const gateway = await TestGateway.start({ stackFile: 'cdktf.out/stacks/minimal/cdk.tf.json', env: {} });
const { status } = await gateway.send({ method: 'POST', path: '/learn', body: {} });
await gateway.close();
if (status !== 401) throw new Error('A call without a token was answered with ' + status + '.');
`;

function check(folder: UserFolder): void {
  const tarball = step('Pack', () => pack(folder));
  step('Install into an empty folder', () => {
    const tools = ['tsx', 'typescript', '@types/node'].map((name) => [name, versionOf(name)]);
    const devDependencies: unknown = Object.fromEntries(tools);
    const dependencies = { 'azure-mcp-gateway': `file:${tarball}` };
    folder.write('package.json', JSON.stringify({ private: true, dependencies, devDependencies }));
    install(folder);
  });
  step('Compile examples/minimal against its types', () => {
    copyFileSync(EXAMPLE, join(folder.path, 'main.ts'));
    folder.write('tsconfig.json', JSON.stringify({ compilerOptions: COMPILER_OPTIONS }));
    folder.run('npx', '--no-install', 'tsc');
  });
  step('Synthesise it', () => folder.run(process.execPath, '--import', 'tsx', 'main.ts'));
  step('Serve it with the harness', () => {
    folder.write('serve.mjs', USE_HARNESS);
    folder.run(process.execPath, 'serve.mjs');
  });
  process.stdout.write('The package works from its tarball.\n');
}

const command = createCommand(
  'npm run check:package --',
  'Packs the npm package, installs the tarball into an empty folder, and compiles, synthesises and serves examples/minimal there.',
).action(() => inUserFolder(check));

void runCommand(command, process.argv);
