import { Testing, TerraformStack } from 'cdktf';
import { OAuthApi } from '../../../constructs/api-management/oauth-api';
import type { ProtectedEndpoint } from '../../../policies/contract/protected-endpoint';
import { OAUTH_OPERATIONS } from '../../../policies/contract/oauth-operations';
import { apiManagementIn, synth, type SynthesisedBlocks } from '../synth';

const SCOPE = 'mcp:late-scope';

const BACKEND: ProtectedEndpoint = {
  name: 'tools',
  path: 'tools-mcp',
  resourcePath: 'tools-mcp',
  displayName: 'Tools',
  scopes: [SCOPE],
  allowedOrigins: [],
};

const { resource = {} } = synth((stack) => {
  const oauth = new OAuthApi(stack, 'oauth', { apiManagement: apiManagementIn(stack) });
  oauth.addBackend(BACKEND);
});
const blocks = (type: string): Record<string, unknown>[] => Object.values(resource[type] ?? {});

describe('OAuthApi', () => {
  it('takes the root path', () => {
    expect(blocks('azurerm_api_management_api')).toEqual([
      expect.objectContaining({ name: 'oauth', path: '', subscription_required: false }),
    ]);
  });

  it('has the operations of the contract and one for the protected-resource document of each backend', () => {
    const operations = blocks('azurerm_api_management_api_operation').map(
      ({ method, url_template, operation_id }) => `${String(method)} ${String(url_template)} ${String(operation_id)}`,
    );
    expect(operations.sort()).toEqual(
      [
        ...OAUTH_OPERATIONS.map(({ name, method, urlTemplate }) => `${method} ${urlTemplate} ${name}`),
        'GET /.well-known/oauth-protected-resource/tools-mcp protected-resource-tools',
      ].sort(),
    );
  });

  it('has an API of its own for the well-known documents when it has a path', () => {
    const moved = synth((stack) => {
      const oauth = new OAuthApi(stack, 'oauth', { apiManagement: apiManagementIn(stack), path: 'mcp-auth' });
      oauth.addBackend(BACKEND);
    }).resource;
    const apis = Object.values(moved?.azurerm_api_management_api ?? {}).map(({ name, path }) => [name, path]);
    const templates = Object.values(moved?.azurerm_api_management_api_operation ?? {}).map(
      ({ api_name, url_template }) => `${String(api_name)} ${String(url_template)}`,
    );
    const root = '${azurerm_api_management_api.oauth.name}';
    const wellKnown = '${azurerm_api_management_api.oauth_well-known.name}';

    expect(apis).toEqual([
      ['oauth', 'mcp-auth'],
      ['oauth-well-known', '.well-known'],
    ]);
    expect(templates.filter((template) => template.startsWith(wellKnown)).sort()).toEqual([
      `${wellKnown} /oauth-authorization-server/mcp-auth`,
      `${wellKnown} /oauth-protected-resource`,
      `${wellKnown} /oauth-protected-resource/tools-mcp`,
    ]);
    expect(templates).toContain(`${root} /token`);
    expect(Object.values(moved?.azurerm_api_management_api_policy ?? {})).toHaveLength(2);
  });

  it('has no OPTIONS operation, which would switch preflights off', () => {
    expect(blocks('azurerm_api_management_api_operation').map(({ method }) => method)).not.toContain('OPTIONS');
  });

  it('has a policy for the API and for every operation', () => {
    expect(blocks('azurerm_api_management_api_policy')).toHaveLength(1);
    expect(
      blocks('azurerm_api_management_api_operation_policy')
        .map(({ operation_id }) => operation_id)
        .sort(),
    ).toEqual(
      Object.keys(resource.azurerm_api_management_api_operation ?? {})
        .map((name) => `\${azurerm_api_management_api_operation.${name}.operation_id}`)
        .sort(),
    );
  });

  it('lists a backend that comes after its documents were first asked for', () => {
    const scopes = (stack: TerraformStack): boolean => JSON.stringify(stack.toTerraform()).includes(SCOPE);
    const stack = new TerraformStack(Testing.app(), 'stack');
    const oauth = new OAuthApi(stack, 'oauth', { apiManagement: apiManagementIn(stack) });
    oauth.addBackend({ ...BACKEND, name: 'first', path: 'first', scopes: ['first'] });
    expect(scopes(stack)).toBe(false);
    oauth.addBackend(BACKEND);
    const metadata = Object.entries(
      (stack.toTerraform() as { resource: SynthesisedBlocks['resource'] }).resource
        ?.azurerm_api_management_api_operation_policy ?? {},
    ).find(([name]) => name.includes('authorization-server-metadata'))?.[1];
    expect(metadata?.xml_content).toContain(SCOPE);
  });
});
