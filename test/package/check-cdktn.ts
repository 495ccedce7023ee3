import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createCommand, runCommand } from '../../cli/command';
import { synthesise } from '../../main';
import { readSettings } from '../../settings';
import { PROJECT_FOLDER } from '../support/command';
import { install, inUserFolder, pack, step, versionOf, type UserFolder } from './install';

/** The successor of cdktf, which is archived. */
const CDKTN = 'npm:cdktn@0.24.0';

/** Synthesises the default stack through the package, without any setting. */
const PROGRAM = `
const { McpGatewayStack, readSettings, synthesiseApp } = require('azure-mcp-gateway');
synthesiseApp((app) => new McpGatewayStack(app, { settings: readSettings({}), functions: process.argv[2] }));
`;

type Json = Record<string, unknown>;

/** The file without the version of the program that wrote it. */
function withoutVersion(file: string): Json {
  const json = JSON.parse(readFileSync(file, 'utf8')) as Json & { '//': { metadata: Json } };
  delete json['//'].metadata['version'];
  return json;
}

async function check(): Promise<void> {
  const { stackFile } = await synthesise({
    outdir: join(PROJECT_FOLDER, 'cdktf.out', 'cdktf'),
    settings: readSettings({}),
  });
  inUserFolder((folder: UserFolder) => {
    const tarball = step('Pack', () => pack(folder));
    step(`Install it with cdktf as ${CDKTN}`, () => {
      const peers = ['@cdktf/provider-azuread', '@cdktf/provider-azurerm', '@cdktf/provider-random', 'constructs'];
      const dependencies = {
        'azure-mcp-gateway': `file:${tarball}`,
        cdktf: CDKTN,
        ...(Object.fromEntries(peers.map((name) => [name, versionOf(name)])) as Json),
      };
      folder.write('package.json', JSON.stringify({ private: true, dependencies, overrides: { cdktf: '$cdktf' } }));
      install(folder);
    });
    step('Synthesise the default stack', () => {
      folder.write('main.cjs', PROGRAM);
      folder.run(process.execPath, 'main.cjs', join(PROJECT_FOLDER, 'functions'));
    });
    step('Compare the Terraform JSON', () => {
      const other = join(folder.path, 'cdktf.out', 'stacks', 'mcp-gateway', 'cdk.tf.json');
      if (!isDeepStrictEqual(withoutVersion(other), withoutVersion(stackFile))) {
        throw new Error(`cdktn writes other Terraform JSON than cdktf. Compare ${stackFile} with its own.`);
      }
    });
  });
  process.stdout.write('cdktn writes the same Terraform JSON as cdktf.\n');
}

const command = createCommand(
  'npm run check:cdktn --',
  'Installs the package with cdktf replaced by its successor cdktn, by alias and overrides, and compares the Terraform JSON of the default stack.',
).action(check);

void runCommand(command, process.argv);
