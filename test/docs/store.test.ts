import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIFETIME_SECONDS, RECORD_SECONDS, STORE } from '../../policies/contract/store';
import { SEALED_FORMAT } from '../../policies/contract/sealing';
import { oauthDocuments } from '../../policies/documents/oauth-documents';
import { serialise } from '../../policies/language/xml/serialise';
import { PROJECT_FOLDER } from '../support/command';

describe('docs/store.md', () => {
  const page = readFileSync(join(PROJECT_FOLDER, 'docs', 'store.md'), 'utf8');
  const row = (name: string) => page.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? '';

  it('names the database and every container with its times', () => {
    expect(page).toContain(`\`${STORE.database}\``);
    expect(row(STORE.containers.clients.name)).toContain(String(RECORD_SECONDS.unusedClient));
    expect(row(STORE.containers.clients.name)).toContain(String(RECORD_SECONDS.client));
    expect(row(STORE.containers.transactions.name)).toContain(String(RECORD_SECONDS.transaction));
    expect(row(STORE.containers.codes.name)).toContain(String(RECORD_SECONDS.code));
    expect(row(STORE.containers.grants.name)).toContain(String(RECORD_SECONDS.grant));
    expect(page).toContain(`at most ${LIFETIME_SECONDS.cachedGrant} seconds`);
  });

  it('names every member the policies write into an item', () => {
    const { operations } = oauthDocuments({ backends: [] });
    const text = [...operations.values()].map(({ root }) => serialise(root)).join('\n');
    const written = new Set([...text.matchAll(/\b(?:item|client)\["([A-Za-z]+)"\] = /g)].map(([, name]) => name ?? ''));
    expect(written.size).toBeGreaterThan(20);
    expect(
      [...written].filter((name) => !['id', 'ttl'].includes(name) && !new RegExp(`\`${name}\\??\``).test(page)),
    ).toEqual([]);
  });

  it('shows the sealed format', () => {
    expect(page).toMatch(new RegExp(`\\| IV +\\| ${SEALED_FORMAT.ivBytes} `));
    expect(page).toMatch(new RegExp(`\\| MAC +\\| ${SEALED_FORMAT.macBytes} `));
    expect(page).toMatch(new RegExp(`\\| version +\\| 1 +\\| ${SEALED_FORMAT.version} `));
  });
});
