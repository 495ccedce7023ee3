import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_ATTACKS } from '../attacks/all-attacks';
import { THREATS } from '../attacks/threats';
import { PROJECT_FOLDER } from '../support/command';
import { namesTest } from './test-reference';
import { threatsPage } from './threats-page';

const PAGE = join(PROJECT_FOLDER, 'docs', 'threats.md');
const KNOWN = new Set(ALL_ATTACKS.map(({ name }) => name));

describe('docs/threats.md', () => {
  it('says what the threats are', () => {
    if (process.env['UPDATE_SNAPSHOTS'] === '1') writeFileSync(PAGE, threatsPage());
    expect(readFileSync(PAGE, 'utf8')).toBe(threatsPage());
  });
});

describe.each(Object.entries(THREATS))('the threat %s', (_id, { attacks = [], tests = [] }) => {
  it('has an attack, or a test of another kind', () => {
    expect(attacks.length + tests.length).toBeGreaterThan(0);
  });

  it('names only attacks and tests there are', () => {
    expect(attacks.filter((name) => !KNOWN.has(name))).toEqual([]);
    expect(tests.filter((test) => !namesTest(test))).toEqual([]);
  });
});
