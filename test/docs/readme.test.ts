import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS } from '../../settings';
import { PROJECT_FOLDER, runProgram } from '../support/command';

const read = (name: string) => readFileSync(join(PROJECT_FOLDER, name), 'utf8');

/** What a setting's default looks like in the table. */
function shown(value: unknown): string {
  const text = typeof value === 'object' ? '' : String(value);
  return text === '' ? 'none' : `\`${text}\``;
}

describe('README', () => {
  const readme = read('README.md');

  it('lists every setting with its default', () => {
    const rows = Object.values(SETTINGS)
      .filter(({ variable }) => variable.startsWith('MCP_GATEWAY_'))
      .map(({ variable, default: value, description }) => `| \`${variable}\` | ${shown(value)} | ${description} |`);
    const table = readme
      .split('\n')
      .filter((line) => line.startsWith('| `MCP_GATEWAY_'))
      .map((line) => line.replace(/ +/g, ' '));
    expect(table).toEqual(rows);
  });

  it('names every variable that puts a backend into the stack', () => {
    const others = Object.values(SETTINGS).filter(({ variable }) => !variable.startsWith('MCP_GATEWAY_'));
    expect(others.map(({ variable }) => variable).filter((variable) => !readme.includes(`\`${variable}\``))).toEqual(
      [],
    );
  });

  it('lists every option of npm start', async () => {
    const { stdout } = await runProgram('cli/start.ts', '--help');
    const options = [...stdout.matchAll(/^ {2}(--[a-z]+)/gm)].map(([, option]) => option);
    const listed = [...readme.matchAll(/^\| `-- (--[a-z]+)/gm)].map(([, option]) => option);
    expect(listed).toEqual(options);
  });

  it.each(['README.md', 'CONTRIBUTING.md'])('%s names only commands that exist', (name) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(name).matchAll(/npm (?:run (?:--silent )?([\w:-]+)|(start|test)\b)/g)].map(
      ([, run, bare]) => run ?? bare ?? '',
    );
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  it.each(['README.md', 'CONTRIBUTING.md', 'SECURITY.md'])('%s links only to files that exist', (name) => {
    const links = [...read(name).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link ?? '');
    expect(() => links.forEach((link) => read(link === 'docs/lint' ? 'docs/lint/README.md' : link))).not.toThrow();
  });
});
