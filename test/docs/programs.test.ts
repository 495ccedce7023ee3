import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../support/command';
import { typeScriptBlocks } from './code-blocks';

/** What `npm run types` compiles and tests run. */
const EXAMPLES = readdirSync(join(PROJECT_FOLDER, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(PROJECT_FOLDER, 'examples', name), 'utf8'));

/** Blocks that begin with an import are whole programs; the others show a part of one. */
const PROGRAMS = ['README.md', ...readdirSync(join(PROJECT_FOLDER, 'docs')).map((name) => join('docs', name))]
  .filter((page) => page.endsWith('.md'))
  .flatMap((page) => typeScriptBlocks(page).map((code, index) => ({ name: `${page}, block ${index + 1}`, code })))
  .filter(({ code }) => code.startsWith('import '));

describe('programs in the documentation', () => {
  it.each(PROGRAMS)('$name is a file of examples', ({ code }) => {
    expect(EXAMPLES).toContain(code);
  });
});
