import { optionValue } from '../../../../emulator/azure/programs/command-options';
import { readLocalCommand } from '../../../../emulator/azure/programs/local-command';
import { systemEnvironment } from '../../../../emulator/azure/programs/system-environment';
import type { ResolvedResource } from '../../../../emulator/stack/resolved-stack';

const resource = (local: unknown): ResolvedResource => ({
  address: 'azurerm_container_app.app',
  mode: 'managed',
  type: 'azurerm_container_app',
  name: 'app',
  attributes: {},
  local,
});

describe('readLocalCommand', () => {
  it('is nothing where a resource says nothing', () => {
    expect(readLocalCommand(resource(undefined))).toBeUndefined();
  });

  it('reads a command with and without arguments', () => {
    expect(readLocalCommand(resource({ command: 'server' }))).toEqual({ command: 'server', args: [], env: {} });
    const whole = { command: 'node', args: ['a.js', '--port={port}'], env: { A: '{port}' } };
    expect(readLocalCommand(resource(whole))).toEqual(whole);
  });

  it.each<[string, unknown, RegExp]>([
    ['no command', { args: [] }, /azurerm_container_app\.app\.\/\/\.local: "command" is not set/],
    ['an empty command', { command: '' }, /"command" is ""/],
    ['a text', 'node server.js', /"command" is not set/],
    ['arguments in one text', { command: 'node', args: 'server.js' }, /"args" must be a list of strings/],
    ['numbers in the environment', { command: 'node', env: { A: 1, B: 'b' } }, /holds values that are no strings: A\./],
  ])('refuses %s', (_case, local, message) => {
    expect(() => readLocalCommand(resource(local))).toThrow(message);
  });
});

describe('optionValue', () => {
  it.each([
    [['--transport', 'http']],
    [['--transport=http']],
    [['-transport', 'http']],
    [['-t', 'http']],
    [['--verbose', '-t=http']],
  ])('finds the value in %j', (args) => {
    expect(optionValue(args, 'transport', 't')).toBe('http');
  });

  it('finds nothing where there is none', () => {
    expect(optionValue(['transport', '--other', 'x'], 'transport')).toBeUndefined();
    expect(optionValue(['--transport'], 'transport')).toBeUndefined();
  });
});

describe('systemEnvironment', () => {
  it('passes what programs need of the system, whatever its case, and nothing else', () => {
    expect(
      systemEnvironment({ Path: 'p', HOME: '/h', JIRA_API_TOKEN: 'secret', TF_VAR_x: 'y', TMPDIR: undefined }),
    ).toEqual({
      Path: 'p',
      HOME: '/h',
    });
  });
});
