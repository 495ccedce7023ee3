import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOGGER_NAME } from '../../constructs/monitoring/telemetry';
import { OAUTH_API_NAME, WELL_KNOWN_API_NAME } from '../../policies/contract/oauth-operations';
import { PROJECT_FOLDER } from '../support/command';
import { typeScriptBlocks } from './code-blocks';

const PAGE = readFileSync(join(PROJECT_FOLDER, 'docs', 'existing-resources.md'), 'utf8');
const EXAMPLE = readFileSync(join(PROJECT_FOLDER, 'examples', 'existing-api-management', 'main.ts'), 'utf8');

describe('docs/existing-resources.md', () => {
  it('shows the example as it is synthesised', () => {
    const [code = '', ...others] = typeScriptBlocks('docs/existing-resources.md');
    expect(EXAMPLE.replace(/^ {2}/gm, '')).toContain(code);
    expect(others).toEqual([]);
  });

  it('names what is added to a service', () => {
    const added = PAGE.slice(PAGE.indexOf('### What is added'));
    for (const name of [OAUTH_API_NAME, WELL_KNOWN_API_NAME, LOGGER_NAME]) expect(added).toContain(`\`${name}\``);
  });
});
