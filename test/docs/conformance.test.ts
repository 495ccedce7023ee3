import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../support/command';
import { namesTest } from './test-reference';

const PAGE = readFileSync(join(PROJECT_FOLDER, 'docs', 'conformance.md'), 'utf8');

/** The rows of both tables: requirement, four revisions, test. */
const ROWS = PAGE.split('\n')
  .filter((line) => /^\| (?!requirement|-)/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe('docs/conformance.md', () => {
  it('has requirements of both roles', () => {
    expect(ROWS.length).toBeGreaterThan(30);
  });

  it.each(ROWS.map((cells): [string, string[]] => [cells[0] ?? '', cells]))('proves: %s', (_requirement, cells) => {
    const [, ...rest] = cells;
    const [file = '', title = ''] = (rest.at(-1) ?? '').split(/: (.*)/);
    expect(rest.slice(0, -1).filter((cell) => cell === 'x').length).toBeGreaterThan(0);
    expect([file, title, namesTest({ file, title })]).toEqual([file, title, true]);
    expect(title).not.toBe('');
  });
});
