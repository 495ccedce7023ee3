import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFunctions } from '../../../../emulator/azure/functions/start';
import { startManagedIdentity } from '../../../../emulator/azure/managed-identity/start';
import type { StandIn } from '../../../../emulator/azure/stand-in';
import { startStorage } from '../../../../emulator/azure/storage/start';
import { createTestEnvironment, resolveBlock, type TestBlock, type TestEnvironment } from '../stand-in-environment';

/** Where packages are written. */
export const directory = mkdtempSync(join(tmpdir(), 'functions-test-'));
const standIns: StandIn[] = [];
afterAll(() => rmSync(directory, { recursive: true, force: true }));
/** Stops every app that was booted. */
export const closeAll = async (): Promise<void> => {
  for (const standIn of standIns.splice(0).reverse()) {
    await standIn.close();
  }
};

interface Options {
  readonly app?: Readonly<Record<string, unknown>>;
  readonly settings?: Readonly<Record<string, string>>;
  readonly role?: string;
  /** Further blocks of the stack; computed attributes are added. */
  readonly blocks?: readonly TestBlock[];
}

/** The part of a stack around a function app, configured. */
export async function boot(
  zip: string,
  { app = {}, settings = {}, role = 'Storage Blob Data Contributor', blocks = [] }: Options = {},
): Promise<{ environment: TestEnvironment; origin: string; key: string }> {
  const environment = createTestEnvironment();
  for (const start of [startManagedIdentity, startStorage, startFunctions]) {
    standIns.push(await start(environment));
  }
  const resolve = (block: TestBlock): ReturnType<typeof resolveBlock> => resolveBlock(block, standIns);
  const account = resolve({
    type: 'azurerm_storage_account',
    name: 'store',
    arguments: { name: 'examplestore', resource_group_name: 'group' },
  });
  const site = resolve({
    type: 'azurerm_function_app_flex_consumption',
    name: 'app',
    arguments: {
      name: 'example-functions',
      resource_group_name: 'group',
      runtime_name: 'node',
      runtime_version: '22',
      identity: { type: 'SystemAssigned' },
      zip_deploy_file: zip,
      app_settings: {
        SNIPPETS_BLOB_ENDPOINT: account.attributes.primary_blob_endpoint,
        SNIPPETS_CONTAINER: 'snippets',
        ...settings,
      },
      ...app,
    },
  });
  const [identity] = site.attributes.identity as { principal_id: string }[];
  const action = resolve({
    type: 'azapi_resource_action',
    name: 'keys',
    arguments: {
      resource_id: `${String(site.attributes.id)}/host/default`,
      action: 'listkeys',
      sensitive_response_export_values: { mcp_extension: 'systemKeys.mcp_extension' },
    },
  });
  const resources = [
    account,
    resolve({
      type: 'azurerm_storage_container',
      name: 'snippets',
      arguments: { name: 'snippets', storage_account_id: account.attributes.id },
    }),
    site,
    action,
    resolve({
      type: 'azurerm_role_assignment',
      name: 'snippets',
      arguments: { principal_id: identity?.principal_id, scope: account.attributes.id, role_definition_name: role },
    }),
    ...blocks.map(resolve),
  ];
  const stack = { directory, outputs: {}, resources };
  for (const standIn of standIns) {
    await standIn.configure(stack);
  }
  const url = environment.hosts.toLoopback(new URL('https://example-functions.azurewebsites.net/'));
  const output = action.attributes.sensitive_output as { mcp_extension: string };
  return { environment, origin: url?.origin ?? '', key: output.mcp_extension };
}
