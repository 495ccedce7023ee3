import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStackFile } from '../../../emulator/stack/read-stack-file';

describe('readStackFile', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stack-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  async function write(text: string): Promise<string> {
    const path = join(folder, 'cdk.tf.json');
    await writeFile(path, text);
    return path;
  }

  it('returns the file and the folder relative paths start from', async () => {
    const path = await write('{"resource":{"azurerm_api_management":{"g":{"name":"x"}}}}');
    expect(await readStackFile(path)).toEqual({
      path,
      directory: folder,
      json: { resource: { azurerm_api_management: { g: { name: 'x' } } } },
    });
  });

  it.each([
    ['nothing but text', 'hello', 'not JSON'],
    ['a list', '[]', 'the top level is not an object'],
    [
      'no service',
      '{"resource":{"azurerm_resource_group":{}}}',
      'no azurerm_api_management in it, neither a resource nor a data source',
    ],
    ['blocks of another shape', '{"resource":[1]}', '"resource" is not an object'],
  ])('refuses %s', async (_what, text, message) => {
    const path = await write(text);
    await expect(readStackFile(path)).rejects.toThrow(message);
    await expect(readStackFile(path)).rejects.toThrow(path);
  });

  it('names a missing file and what to give instead', async () => {
    await expect(readStackFile(join(folder, 'none.json'))).rejects.toThrow('no such file. Name the cdk.tf.json');
    await expect(readStackFile(folder)).rejects.toThrow('it is a folder');
  });
});
