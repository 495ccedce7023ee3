import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackFunctionPackage, type FunctionPackage } from '../../../../emulator/azure/functions/package';
import { packageOf, writePackage } from './function-package';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'package-test-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const unpack = (zip: string): Promise<FunctionPackage> =>
  unpackFunctionPackage(
    {
      address: 'azurerm_function_app_flex_consumption.app',
      mode: 'managed',
      type: 'azurerm_function_app_flex_consumption',
      name: 'app',
      attributes: { zip_deploy_file: zip },
    },
    directory,
    directory,
  );

describe('unpackFunctionPackage', () => {
  it('writes the files and finds entry and MCP settings', async () => {
    const host = { extensions: { mcp: { serverName: 'n', serverVersion: '2', instructions: 'i' } } };
    const files = { ...packageOf('// code'), 'host.json': JSON.stringify(host), 'lib/data.txt': 'data' };
    expect(await unpack(writePackage(directory, files))).toEqual({
      entry: join(directory, 'index.js'),
      mcp: { serverName: 'n', serverVersion: '2', instructions: 'i', asksForKey: true },
    });
    expect(readFileSync(join(directory, 'lib/data.txt'), 'utf8')).toBe('data');
  });

  it.each<[string, Record<string, string>, string]>([
    ['without host.json', { 'package.json': '{"main":"index.js"}', 'index.js': '' }, 'holds no host.json at its root'],
    ['without package.json', { 'host.json': '{}' }, 'holds no package.json'],
    ['with a broken host.json', { ...packageOf(''), 'host.json': '{' }, 'holds a host.json that is no JSON'],
    ['without main', { ...packageOf(''), 'package.json': '{}' }, 'names nothing as "main"'],
    ['whose main is absent', { ...packageOf(''), 'package.json': '{"main":"x.js"}' }, 'names "x.js" as "main"'],
    [
      'with an entry above it',
      { ...packageOf(''), '../outside.js': '' },
      'holds an entry outside the package: "../outside.js"',
    ],
    ['with an absolute entry', { ...packageOf(''), '/outside.js': '' }, 'holds an entry outside the package'],
  ])('refuses a package %s', async (_case, files, message) => {
    await expect(unpack(writePackage(directory, files))).rejects.toThrow(message);
  });

  it('refuses a file that is no zip', async () => {
    writeFileSync(join(directory, 'x.zip'), 'text');
    await expect(unpack('x.zip')).rejects.toThrow(
      'azurerm_function_app_flex_consumption.app: the package x.zip (zip_deploy_file) is no zip file.',
    );
  });
});
