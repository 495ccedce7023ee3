import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatewayIn } from '../constructs/gateway';
import { synthTypes } from '../constructs/synth';
import { typeScriptBlocks } from './code-blocks';
import { addProtectedGateway, addSecrets } from './key-vault-stack';

const SOURCE = readFileSync(join(__dirname, 'key-vault-stack.ts'), 'utf8');

/** The examples of the source, without their indentation. */
const EXAMPLES = [...SOURCE.matchAll(/^ {2}\/\/ example: .*\n([\s\S]*?)^ {2}\/\/ end$/gm)].map(([, code = '']) =>
  code.replace(/^ {2}/gm, ''),
);

describe('docs/key-vault.md', () => {
  it('shows the code that is synthesised here, and no other', () => {
    expect(typeScriptBlocks('docs/key-vault.md')).toEqual(EXAMPLES);
  });

  it('adds named values that the vault holds', () => {
    const types = ['azurerm_api_management_named_value'];

    expect(synthTypes(types, (stack) => addSecrets(stack, gatewayIn(stack)))).toMatchObject({
      azurerm_api_management_named_value: {
        'gateway_api-management_named-value-tracker-token': {
          secret: true,
          value_from_key_vault: {
            secret_id: '${azurerm_key_vault.gateway_key-vault.vault_uri}secrets/tracker-token',
          },
        },
        'gateway_api-management_named-value-wiki-token': {
          secret: true,
          value_from_key_vault: { secret_id: 'https://kv-team.vault.azure.net/secrets/wiki-token' },
        },
      },
    });
  });

  it('has one vault, the protected one', () => {
    expect(synthTypes(['azurerm_key_vault'], addProtectedGateway)).toMatchObject({
      azurerm_key_vault: { 'key-vault': { name: 'kv-contoso-mcp', purge_protection_enabled: true } },
    });
  });
});
