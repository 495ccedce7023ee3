import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { buildFunctionPackage, writeFunctionPackage } from '../../../constructs/function-app/function-package';
import { UserError } from '../../../constructs/user-error';
import { FUNCTION_SOURCE, functionFolder } from './function-source';

const folders: { remove(): void }[] = [];
function source(files?: Readonly<Record<string, string>>): string {
  const made = functionFolder(files);
  folders.push(made);
  return made.folder;
}
afterEach(() => folders.splice(0).forEach((folder) => folder.remove()));

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8');

describe('buildFunctionPackage', () => {
  it('packs host.json, a package.json that names the bundle, and the bundle', () => {
    const files = unzipSync(buildFunctionPackage(source()));
    expect(Object.keys(files).sort()).toEqual(['dist/index.js', 'host.json', 'package.json']);
    expect(text(files['host.json'])).toBe(FUNCTION_SOURCE['host.json']);
    expect(JSON.parse(text(files['package.json']))).toEqual({
      name: 'tools',
      version: '1.2.3',
      private: true,
      main: 'dist/index.js',
    });
    expect(text(files['dist/index.js'])).toContain('world');
  });

  it('lets every request reach the MCP tools where something else asks for a credential, and keeps the other settings', () => {
    const host = { version: '2.0', extensions: { mcp: { serverName: 'Tools', system: { other: 1 } }, http: {} } };
    const folder = source({ ...FUNCTION_SOURCE, 'host.json': JSON.stringify(host) });
    expect(JSON.parse(text(unzipSync(buildFunctionPackage(folder, 'anonymous'))['host.json']))).toEqual({
      version: '2.0',
      extensions: {
        mcp: { serverName: 'Tools', system: { other: 1, webhookAuthorizationLevel: 'Anonymous' } },
        http: {},
      },
    });
  });

  it('refuses a host.json that lets every request reach the MCP tools with nothing in front of them', () => {
    const host = { version: '2.0', extensions: { mcp: { system: { webhookAuthorizationLevel: 'anonymous' } } } };
    const folder = source({ ...FUNCTION_SOURCE, 'host.json': JSON.stringify(host) });
    expect(() => buildFunctionPackage(folder)).toThrow(/host\.json: .*anybody could call its tools/);
    expect(() => buildFunctionPackage(folder, 'anonymous')).not.toThrow();
  });

  it('leaves the module that the Functions worker provides out of the bundle', () => {
    expect(text(unzipSync(buildFunctionPackage(source()))['dist/index.js'])).toContain(
      'require("@azure/functions-core")',
    );
  });

  it('gives the same bytes for the same source in another folder, and no path of this machine', () => {
    const folder = source();
    const one = buildFunctionPackage(folder);
    expect(Buffer.compare(one, buildFunctionPackage(source()))).toBe(0);
    for (const file of Object.values(unzipSync(one))) expect(text(file)).not.toContain(folder);
  });

  it('dates every file 1 January 1980, so that the time of the build does not show', () => {
    const zip = Buffer.from(buildFunctionPackage(source()));
    const dates: number[] = [];
    for (let at = zip.indexOf('PK\u0003\u0004'); at >= 0; at = zip.indexOf('PK\u0003\u0004', at + 1)) {
      dates.push(zip.readUInt32LE(at + 10));
    }
    expect(dates).toEqual([0x00210000, 0x00210000, 0x00210000]);
  });

  it('gives other bytes for other source', () => {
    const other = source({ ...FUNCTION_SOURCE, 'src/greet.ts': "export const greet = (): string => 'other';\n" });
    expect(Buffer.compare(buildFunctionPackage(source()), buildFunctionPackage(other))).not.toBe(0);
  });

  it('reports what does not bundle, by file and line', () => {
    const folder = source({ ...FUNCTION_SOURCE, 'src/index.ts': "import './missing';\n" });
    expect(() => buildFunctionPackage(folder)).toThrow(UserError);
    expect(() => buildFunctionPackage(folder)).toThrow(/src\/index\.ts:1:7.*Could not resolve ".\/missing"/);
  });

  it.each(['host.json', 'package.json'])('reports a %s that is not JSON', (name) => {
    for (const broken of ['{', '[]', 'null']) {
      const folder = source({ ...FUNCTION_SOURCE, [name]: broken });
      expect(() => buildFunctionPackage(folder)).toThrow(UserError);
      expect(() => buildFunctionPackage(folder)).toThrow(name);
    }
  });
});

describe('writeFunctionPackage', () => {
  it('writes dist/package.zip and nothing beside it, and leaves an equal one alone', () => {
    const folder = source();
    const path = writeFunctionPackage(folder);
    expect(path).toBe(join(folder, 'dist', 'package.zip'));
    expect(Buffer.compare(readFileSync(path), buildFunctionPackage(folder))).toBe(0);
    const { ino } = statSync(path);
    writeFunctionPackage(folder);
    expect(statSync(path).ino).toBe(ino);
    expect(readdirSync(join(folder, 'dist'))).toEqual(['package.zip']);
  });
});
