import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS } from '../../settings';
import { READY_MADE_BACKENDS } from '../../stacks/backends';
import { gatewayIn } from '../constructs/gateway';
import { synth } from '../constructs/synth';
import { PROJECT_FOLDER } from '../support/command';
import { addBackends } from './backends-stack';

const PAGE = readFileSync(join(PROJECT_FOLDER, 'docs', 'backends.md'), 'utf8');
const SOURCE = readFileSync(join(__dirname, 'backends-stack.ts'), 'utf8');

/** The examples of the source, without their indentation. */
const EXAMPLES = [...SOURCE.matchAll(/^ {2}\/\/ example: (.*)\n([\s\S]*?)^ {2}\/\/ end$/gm)].map(
  ([, name = '', code = '']) => [name, code.replace(/^ {2}/gm, '').trim()] as const,
);

describe('docs/backends.md', () => {
  it.each(EXAMPLES)('shows %s as it is synthesised here', (_name, code) => {
    expect(PAGE).toContain(`\`\`\`ts\n${code}\n\`\`\``);
  });

  it('shows examples that break no rule', () => {
    const { resource = {} } = synth((stack) => addBackends(stack, gatewayIn(stack)));
    expect(Object.keys(resource.azurerm_api_management_api ?? {})).toEqual(
      expect.arrayContaining(['tracker_api', 'github_api', 'tools_api']),
    );
  });

  it.each(READY_MADE_BACKENDS)('names the variables of $name', ({ name, needs }) => {
    const [, row = ''] = new RegExp(`^(\\| \`${name}\` .*)$`, 'm').exec(PAGE) ?? [];
    for (const setting of needs) expect(row).toContain(`\`${SETTINGS[setting].variable}\``);
  });

  it.each(['aiFoundry', 'entraBackends', 'subscriptionKeyBackends'] as const)('names the setting %s', (name) => {
    expect(PAGE).toContain(`| \`${SETTINGS[name].variable}\``);
  });
});
