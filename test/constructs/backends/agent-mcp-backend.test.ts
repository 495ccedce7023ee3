import { UserError } from '../../../constructs/user-error';
import { gatewayIn } from '../gateway';
import { synth } from '../synth';
import { TestBackend } from './test-mcp-backend';

describe('McpBackend for agents', () => {
  const PRINCIPAL = '00000000-0000-4000-8000-000000000001';
  const ROLE = {
    id: 'b44aaf2d-72ae-5cbb-a7e1-46cdfa3178d8',
    value: 'Mcp.tools',
    display_name: 'Call Tools',
    description: 'The application may call Tools as itself.',
    allowed_member_types: ['Application'],
  };

  it('adds the app role to the Entra application and assigns it', () => {
    const { resource = {} } = synth((stack) => {
      const gateway = gatewayIn(stack);
      const authentication = { entra: true };
      const tools = new TestBackend(stack, 'tools', { gateway, path: 'tools', displayName: 'Tools', authentication });
      new TestBackend(stack, 'other', { gateway, path: 'other', authentication });
      const assignment = tools.grantAccess('nightly', PRINCIPAL);
      expect([...tools.roleAssignments]).toEqual([['nightly', assignment]]);
    });
    const application = resource.azuread_application?.gateway_entra ?? {};
    expect(application).toMatchObject({
      api: { requested_access_token_version: 2 },
      optional_claims: { access_token: [{ name: 'idtyp' }] },
      app_role: [ROLE, { value: 'Mcp.other' }],
    });
    expect(resource.azuread_app_role_assignment).toEqual({
      'tools_agent-nightly': {
        app_role_id: ROLE.id,
        principal_object_id: PRINCIPAL,
        resource_object_id: '${azuread_service_principal.gateway_entra_service-principal.object_id}',
      },
    });
  });

  it('creates a subscription for its API alone, active at once', () => {
    const { resource = {} } = synth((stack) => {
      const authentication = { subscriptionKey: true };
      const tools = new TestBackend(stack, 'tools', { gateway: gatewayIn(stack), path: 'tools', authentication });
      const subscription = tools.addSubscription('nightly');
      expect([...tools.subscriptions]).toEqual([['nightly', subscription]]);
    });
    expect(resource.azurerm_api_management_subscription).toEqual({
      'tools_subscription-nightly': {
        api_management_name: '${azurerm_api_management.gateway_api-management.name}',
        resource_group_name: '${azurerm_api_management.gateway_api-management.resource_group_name}',
        subscription_id: 'nightly',
        display_name: 'tools: nightly',
        api_id: '${azurerm_api_management.gateway_api-management.id}/apis/${azurerm_api_management_api.tools_api.name}',
        state: 'active',
        allow_tracing: false,
      },
    });
    expect(resource.azurerm_api_management_api?.tools_api?.subscription_required).toBe(false);
  });

  it('has no place in the OAuth documents when no person may log in', () => {
    const { resource = {} } = synth((stack) => {
      const authentication = { oauth: false, entra: true };
      new TestBackend(stack, 'tools', { gateway: gatewayIn(stack), path: 'tools', authentication });
    });
    expect(Object.keys(resource.azurerm_api_management_api_operation ?? {})).not.toContain(
      'gateway_oauth_protected-resource-tools',
    );
    expect(JSON.stringify(resource.azurerm_api_management_api_operation_policy)).not.toContain('mcp:tools');
  });

  it('changes nothing at Entra for a backend of people alone, and refuses to let agents in', () => {
    const { resource = {} } = synth((stack) => {
      const tools = new TestBackend(stack, 'tools', { gateway: gatewayIn(stack), path: 'tools' });
      expect(() => tools.grantAccess('nightly', PRINCIPAL)).toThrow(
        /stack\/tools: grantAccess needs .* authentication: { entra: true }/,
      );
      expect(() => tools.addSubscription('nightly')).toThrow(UserError);
    });
    expect(Object.keys(resource.azuread_application?.gateway_entra ?? {}).sort()).toEqual([
      'api',
      'display_name',
      'sign_in_audience',
      'web',
    ]);
  });
});
