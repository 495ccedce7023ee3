import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DEFAULT_MAX_REQUEST_BYTES,
  DEFAULT_MCP_RATE_LIMITS,
  DEFAULT_TIMEOUT_SECONDS,
} from '../../policies/contract/mcp-backend-policy';
import { gatewayIn } from '../constructs/gateway';
import { synth } from '../constructs/synth';
import { PROJECT_FOLDER } from '../support/command';
import { addTransports } from './transports-stack';

const PAGE = readFileSync(join(PROJECT_FOLDER, 'docs', 'transports.md'), 'utf8');
const SOURCE = readFileSync(join(__dirname, 'transports-stack.ts'), 'utf8');

/** The examples of the source, without their indentation. */
const EXAMPLES = [...SOURCE.matchAll(/^ {2}\/\/ example: (.*)\n([\s\S]*?)^ {2}\/\/ end$/gm)].map(
  ([, name = '', code = '']) => [name, code.replace(/^ {2}/gm, '').trim()] as const,
);

describe('docs/transports.md', () => {
  it.each(EXAMPLES)('shows %s as it is synthesised here', (_name, code) => {
    expect(PAGE).toContain(`\`\`\`ts\n${code}\n\`\`\``);
  });

  it('names the API that an absolute announcement gets', () => {
    const { resource = {} } = synth((stack) => addTransports(stack, gatewayIn(stack)));
    const names = Object.values(resource.azurerm_api_management_api ?? {}).map(({ name, path }) => [name, path]);
    expect(names).toContainEqual(['chat-messages', 'message']);
    expect(PAGE).toContain('`chat-messages` here');
  });

  it('gives the defaults there are', () => {
    const { callsPerSubject, callsPerGrant, windowSeconds } = DEFAULT_MCP_RATE_LIMITS;
    const defaults = [...PAGE.matchAll(/^\| `(\w+(?:\.\w+)?)` +\| (\d+)(?: (MiB))? /gm)].map(
      ([, prop, number, unit]) => [prop, Number(number) * (unit === undefined ? 1 : 1024 * 1024)],
    );
    expect(Object.fromEntries(defaults)).toEqual({
      'rateLimits.callsPerSubject': callsPerSubject,
      'rateLimits.callsPerGrant': callsPerGrant,
      'rateLimits.windowSeconds': windowSeconds,
      timeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
      maxRequestBytes: DEFAULT_MAX_REQUEST_BYTES,
    });
  });
});
