import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The smallest folder with functions. */
export const FUNCTION_SOURCE: Readonly<Record<string, string>> = {
  'host.json': '{ "version": "2.0" }\n',
  'package.json': '{ "name": "tools", "version": "1.2.3", "main": "elsewhere.js", "scripts": { "x": "y" } }\n',
  'src/index.ts': "import { greet } from './greet';\nconsole.log(greet('world'));\n",
  'src/greet.ts':
    "import * as core from '@azure/functions-core';\nexport const greet = (who: string): string => `${Object.keys(core).length} ${who}`;\n",
};

/** Writes source files into a new folder; call the returned `remove` when done. */
export function functionFolder(files: Readonly<Record<string, string>> = FUNCTION_SOURCE): {
  readonly folder: string;
  remove(): void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'functions-'));
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
