import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { READY_MADE_BACKENDS } from '../../stacks/backends';
import { PROJECT_FOLDER } from '../support/command';
import { typeScriptBlocks } from './code-blocks';

const PAGE = readFileSync(join(PROJECT_FOLDER, 'docs', 'local.md'), 'utf8');

describe('docs/local.md', () => {
  it('shows the server of the example that is compiled and synthesised', () => {
    const example = readFileSync(join(PROJECT_FOLDER, 'examples', 'own-server', 'main.ts'), 'utf8');
    // The page leaves out the indentation of the example and its comment.
    const code = example.replace(/^ *\/\/.*\n/gm, '').replace(/^ {2}/gm, '');
    const blocks = typeScriptBlocks('docs/local.md');
    expect(blocks).toHaveLength(1);
    for (const block of blocks) expect(code).toContain(block);
  });

  it.each(READY_MADE_BACKENDS)('says what runs for $name', ({ name }) => {
    expect(PAGE).toMatch(new RegExp(`^\\| \`${name}\` `, 'm'));
  });
});
