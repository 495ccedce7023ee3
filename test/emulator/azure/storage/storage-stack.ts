import { startManagedIdentity } from '../../../../emulator/azure/managed-identity/start';
import type { StandIn } from '../../../../emulator/azure/stand-in';
import { startStorage } from '../../../../emulator/azure/storage/start';
import type { ResolvedResource, ResolvedStack } from '../../../../emulator/stack/resolved-stack';
import { createTestEnvironment, resolveBlock, resolveBlocks, type TestEnvironment } from '../stand-in-environment';

/** The address of the resource whose system-assigned identity asks for tokens. */
export const CALLER = 'azurerm_function_app_flex_consumption.app';

/** A running storage stand-in and what tests need of it. */
export interface StorageStack {
  readonly environment: TestEnvironment;
  readonly storage: StandIn;
  readonly account: ResolvedResource;
  token(resource?: string): Promise<string>;
  close(): Promise<void>;
}

/** A role assignment of the caller; the scope is found from the account's id. */
export interface TestGrant {
  /** @default the caller */
  readonly principalId?: string;
  readonly role?: string;
  readonly roleId?: string;
  readonly scope?: (accountId: string) => string;
}

/** Starts storage and managed identity for one account with the containers `snippets` and `other`. */
export async function startStorageStack(
  grants: readonly TestGrant[] = [{ role: 'Storage Blob Data Contributor' }],
): Promise<StorageStack> {
  const environment = createTestEnvironment();
  const identity = await startManagedIdentity(environment);
  const storage = await startStorage(environment);
  const accountBlock = {
    type: 'azurerm_storage_account',
    name: 'store',
    arguments: { name: 'examplestore', resource_group_name: 'group' },
  };
  const account = resolveBlock(accountBlock, [storage]);
  const accountId = String(account.attributes.id);
  const app = {
    type: 'azurerm_function_app_flex_consumption',
    name: 'app',
    arguments: { identity: { type: 'SystemAssigned' } },
  };
  // What the identity stand-in gives the caller; tests of roles must not depend on how the id is made.
  const stack = (principalId: string): ResolvedStack =>
    resolveBlocks(
      [
        accountBlock,
        app,
        ...['snippets', 'other'].map((name) => ({
          type: 'azurerm_storage_container',
          name,
          arguments: { name, storage_account_id: accountId },
        })),
        ...grants.map(
          ({ principalId: grantee = principalId, role, roleId, scope = (id: string): string => id }, index) => ({
            type: 'azurerm_role_assignment',
            name: `grant${index}`,
            arguments: {
              principal_id: grantee,
              scope: scope(accountId),
              ...(role === undefined ? {} : { role_definition_name: role }),
              ...(roleId === undefined ? {} : { role_definition_id: roleId }),
            },
          }),
        ),
      ],
      [storage],
    );
  await identity.configure(stack(''));
  const token = async (resource = 'https://storage.azure.com/'): Promise<string> => {
    const issued = await environment.identity.current?.token({ ownerAddress: CALLER, resource, clientId: undefined });
    return issued?.accessToken ?? '';
  };
  const [, claims = ''] = (await token()).split('.');
  const { oid } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { oid: string };
  await storage.configure(stack(oid));
  return {
    environment,
    storage,
    account,
    token,
    close: async () => {
      await storage.close();
      await identity.close();
    },
  };
}
