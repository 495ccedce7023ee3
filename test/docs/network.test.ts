import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import { gatewayIn } from '../constructs/gateway';
import { synthTypes } from '../constructs/synth';
import { typeScriptBlocks } from './code-blocks';
import { addCustomDomain, addExistingNetwork, addNetwork, addOwnRedis, addRedis } from './network-stacks';

const SOURCE = readFileSync(join(__dirname, 'network-stacks.ts'), 'utf8');

/** The examples of the source for a page, without their indentation. */
const examplesOf = (page: string): readonly string[] =>
  [...SOURCE.matchAll(/^ {2}\/\/ (\S+\.md)\n([\s\S]*?)^ {2}\/\/ end$/gm)]
    .filter(([, name]) => name === page)
    .map(([, , code = '']) => code.replace(/^ {2}/gm, ''));

const typesOf = (build: (stack: TerraformStack) => void): readonly string[] => {
  const types = [
    'azurerm_virtual_network',
    'azurerm_private_endpoint',
    'azurerm_api_management_custom_domain',
    'azurerm_managed_redis',
    'azurerm_api_management_redis_cache',
  ];
  return Object.keys(synthTypes(types, build) as object);
};

describe('pages about networks, host names and caches', () => {
  it.each(['private-network.md', 'custom-domain.md', 'cache.md'])(
    'docs/%s shows the code that is synthesised here',
    (page) => {
      expect(typeScriptBlocks(join('docs', page))).toEqual(examplesOf(page));
      expect(examplesOf(page)).not.toEqual([]);
    },
  );

  it.each([
    [addNetwork, ['azurerm_virtual_network', 'azurerm_private_endpoint']],
    [addExistingNetwork, ['azurerm_private_endpoint']],
    [addCustomDomain, ['azurerm_api_management_custom_domain']],
    [
      (stack: TerraformStack) => addRedis(stack, gatewayIn(stack)),
      ['azurerm_managed_redis', 'azurerm_api_management_redis_cache'],
    ],
    [(stack: TerraformStack) => addOwnRedis(stack, gatewayIn(stack)), ['azurerm_api_management_redis_cache']],
  ])('%# makes %j', (build, types) => {
    expect(typesOf(build).toSorted()).toEqual(types.toSorted());
  });
});
