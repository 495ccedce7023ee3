import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_ATTACKS } from '../attacks/all-attacks';
import { ATTACKS_BY_THREAT, type ThreatId } from '../attacks/attacks-by-threat';
import { THREATS } from '../attacks/threats';
import { PROJECT_FOLDER } from '../support/command';
import { namesTest } from './test-reference';
import { threatsPage } from './threats-page';

const PAGE = join(PROJECT_FOLDER, 'docs', 'threats.md');
const NAMES = ALL_ATTACKS.map(({ name }) => name);

describe('docs/threats.md', () => {
  it('says what the threats are', () => {
    if (process.env['UPDATE_SNAPSHOTS'] === '1') writeFileSync(PAGE, threatsPage());
    expect(readFileSync(PAGE, 'utf8')).toBe(threatsPage());
  });
});

describe('the attacks', () => {
  it('each carry out a threat, and have names of their own', () => {
    const listed = new Set<string>(Object.values(ATTACKS_BY_THREAT).flat());
    expect(NAMES.filter((name) => !listed.has(name))).toEqual([]);
    expect(NAMES.filter((name, index) => NAMES.indexOf(name) !== index)).toEqual([]);
  });
});

describe.each(Object.entries(ATTACKS_BY_THREAT))('the threat %s', (id, attacks) => {
  it('has an attack on the running gateway', () => {
    expect(attacks.length).toBeGreaterThan(0);
  });

  it('names only attacks and tests there are', () => {
    expect(attacks.filter((name) => !NAMES.includes(name))).toEqual([]);
    expect((THREATS[id as ThreatId].tests ?? []).filter((test) => !namesTest(test))).toEqual([]);
  });
});
