import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../../../policies/language/lint/rules';

const PAGES = join(__dirname, '../../../../docs/lint');

describe('RULES', () => {
  it('have a page each, and each page a rule', () => {
    const pages = readdirSync(PAGES).filter((name) => name !== 'README.md');
    expect(pages.sort()).toEqual(Object.keys(RULES).map((id) => `${id}.md`));
  });

  it.each(Object.entries(RULES))('give the page of %s its title', (id, { title }) => {
    expect(readFileSync(join(PAGES, `${id}.md`), 'utf8').split('\n')[0]).toBe(`# ${id}: ${title}`);
  });

  it.each(Object.keys(RULES))('have a test that names %s', (id) => {
    const tests = readdirSync(__dirname).filter((name) => name !== 'rules.test.ts');
    expect(tests.filter((name) => readFileSync(join(__dirname, name), 'utf8').includes(id))).not.toEqual([]);
  });
});
