import type { ResolvedResource, ResolvedStack } from '../../stack/resolved-stack';
import { azureResourceId } from '../managed-identity/principals';
import { requireText, resourcesOfType } from '../stack-values';
import type { ArgumentReader } from '../stand-in';

/** A blob container of the stack. */
export interface StorageContainer {
  readonly accountName: string;
  readonly name: string;
}

/** The resource id of a storage account, from its block. */
export function storageAccountId(resource: ArgumentReader): string {
  return azureResourceId(
    String(resource.argument('resource_group_name')),
    `Microsoft.Storage/storageAccounts/${String(resource.argument('name'))}`,
  );
}

/** The resource id of a blob container, under its account's. */
export function storageContainerId(accountId: string, name: string): string {
  return `${accountId}/blobServices/default/containers/${name}`;
}

/** Resource id of every storage account of the stack, by account name. */
export function readStorageAccounts(stack: ResolvedStack): ReadonlyMap<string, string> {
  return new Map(
    resourcesOfType(stack, 'azurerm_storage_account').map((account) => [
      requireText(account, 'name'),
      requireText(account, 'id'),
    ]),
  );
}

/**
 * The blob containers of the stack.
 * @throws Error naming every container that is public, or whose account the stack does not have
 */
export function readStorageContainers(
  stack: ResolvedStack,
  accounts: ReadonlyMap<string, string>,
): readonly StorageContainer[] {
  const problems: string[] = [];
  const containers = resourcesOfType(stack, 'azurerm_storage_container').map((container) => {
    const access = container.attributes.container_access_type ?? 'private';
    if (access !== 'private') {
      problems.push(
        `${container.address}: container_access_type is ${JSON.stringify(access)}; the local gateway provides private containers only. Set it to "private".`,
      );
    }
    const accountName = accountOf(container, accounts);
    if (accountName === undefined) {
      problems.push(
        `${container.address}: its storage account is none of the stack (${[...accounts.keys()].join(', ') || 'which has none'}). Set storage_account_id to the id of an azurerm_storage_account.`,
      );
    }
    return { accountName: accountName ?? '', name: requireText(container, 'name') };
  });
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
  return containers;
}

function accountOf(container: ResolvedResource, accounts: ReadonlyMap<string, string>): string | undefined {
  const { storage_account_id: id, storage_account_name: name } = container.attributes;
  // Azure compares resource ids without regard to case.
  const wanted = String(id).toLowerCase();
  return [...accounts].find(([account, accountId]) => account === name || accountId.toLowerCase() === wanted)?.[0];
}
