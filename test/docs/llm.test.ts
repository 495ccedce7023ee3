import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOKEN_LIMIT_KEYS, TOKEN_QUOTA_PERIODS, DEFAULT_TOKEN_LIMITS } from '../../policies/contract/llm-api-policy';
import { gatewayIn } from '../constructs/gateway';
import { synth } from '../constructs/synth';
import { PROJECT_FOLDER } from '../support/command';
import { addModels } from './llm-stack';

const PAGE = readFileSync(join(PROJECT_FOLDER, 'docs', 'llm.md'), 'utf8');
const SOURCE = readFileSync(join(__dirname, 'llm-stack.ts'), 'utf8');

/** The examples of the source, without their indentation. */
const EXAMPLES = [...SOURCE.matchAll(/^ {2}\/\/ example: (.*)\n([\s\S]*?)^ {2}\/\/ end$/gm)].map(
  ([, name = '', code = '']) => [name, code.replace(/^ {2}/gm, '').trim()] as const,
);

describe('docs/llm.md', () => {
  it.each(EXAMPLES)('shows %s as it is synthesised here', (_name, code) => {
    expect(PAGE).toContain(`\`\`\`ts\n${code}\n\`\`\``);
  });

  it('shows nothing that does not deploy', () => {
    const { resource = {} } = synth((stack) => addModels(stack, gatewayIn(stack)));
    const apis = Object.values(resource['azurerm_api_management_api'] ?? {}).map(({ path }) => path);
    expect(apis).toEqual(expect.arrayContaining(['openai/v1', 'shared/v1']));
    expect(Object.keys(resource['azurerm_cognitive_deployment'] ?? {})).toHaveLength(2);
  });

  it('names every key and period, and the default', () => {
    for (const key of TOKEN_LIMIT_KEYS) expect(PAGE).toMatch(new RegExp(`^\\| \`${key}\` `, 'm'));
    expect(PAGE).toContain(TOKEN_QUOTA_PERIODS.join(', '));
    const [first] = DEFAULT_TOKEN_LIMITS;
    expect(first).toEqual({ per: 'user', tokensPerMinute: 20_000 });
    expect(PAGE).toContain('a user has 20,000 tokens a minute');
  });
});
