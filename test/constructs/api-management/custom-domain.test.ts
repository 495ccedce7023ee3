import { TerraformVariable, type TerraformStack } from 'cdktf';
import { CustomDomain, type CustomDomainProps } from '../../../constructs/api-management/custom-domain';
import { gatewayIn } from '../gateway';
import { brokenRules, synth, synthTypes } from '../synth';

const VAULT = '/subscriptions/s/resourceGroups/rg-hub/providers/Microsoft.KeyVault/vaults/kv-contoso';
const CERTIFICATE = 'https://kv-contoso.vault.azure.net/secrets/mcp-contoso-com';
const TYPES = ['azurerm_api_management_custom_domain', 'azurerm_role_assignment'];

function domainIn(stack: TerraformStack, props: Partial<CustomDomainProps> = {}): CustomDomain {
  return new CustomDomain(stack, 'domain', {
    apiManagementId: '/apim',
    principalId: 'principal',
    hostName: 'mcp.contoso.com',
    certificateSecretId: CERTIFICATE,
    ...props,
  });
}

describe('CustomDomain', () => {
  it('gives the gateway a host name with a certificate it may read already', () => {
    expect(synth((stack) => domainIn(stack))).toEqual({
      resource: {
        azurerm_api_management_custom_domain: {
          domain: {
            api_management_id: '/apim',
            gateway: [
              { host_name: 'mcp.contoso.com', key_vault_certificate_id: CERTIFICATE, default_ssl_binding: true },
            ],
          },
        },
      },
    });
  });

  it('lets the gateway read that one certificate first, when the vault is given', () => {
    expect(synthTypes(TYPES, (stack) => domainIn(stack, { keyVaultId: VAULT }))).toMatchObject({
      azurerm_api_management_custom_domain: {
        domain: { depends_on: ['azurerm_role_assignment.domain_certificate-role'] },
      },
      azurerm_role_assignment: {
        'domain_certificate-role': {
          principal_id: 'principal',
          principal_type: 'ServicePrincipal',
          role_definition_name: 'Key Vault Secrets User',
          scope: `${VAULT}/secrets/mcp-contoso-com`,
        },
      },
    });
  });

  it('lets it read the vault when only Terraform knows the certificate', () => {
    const { azurerm_role_assignment: roles } = synthTypes(TYPES, (stack) => {
      const certificate = new TerraformVariable(stack, 'certificate', { type: 'string' });
      domainIn(stack, { keyVaultId: VAULT, certificateSecretId: certificate.stringValue });
    }) as { azurerm_role_assignment: unknown };
    expect(roles).toMatchObject({ 'domain_certificate-role': { scope: VAULT } });
  });

  it('is what everything calls the gateway by', () => {
    const { resource = {} } = synth((stack) => {
      const gateway = gatewayIn(stack, {
        customDomain: { hostName: 'mcp.contoso.com', certificateSecretId: CERTIFICATE },
      });
      expect(gateway.apiManagement.gatewayUrl).toBe('https://mcp.contoso.com');
    });
    expect(JSON.stringify(resource)).not.toContain('gateway_url');
    expect(resource.azuread_application).toMatchObject({
      gateway_entra: { web: { redirect_uris: ['https://mcp.contoso.com/oauth-callback'] } },
    });
    expect(resource.azurerm_api_management_named_value).toMatchObject({
      'gateway_api-management_named-value-gateway-url': { value: 'https://mcp.contoso.com' },
    });
  });

  it.each([
    [{ hostName: 'https://mcp.contoso.com' }, ['custom-domain-host']],
    [{ hostName: 'MCP.contoso.com' }, ['custom-domain-host']],
    [{ hostName: 'mcp.contoso.com/' }, ['custom-domain-host']],
    [{ hostName: '*.contoso.com' }, ['custom-domain-host']],
    [{ hostName: 'localhost' }, ['custom-domain-host']],
    [{ hostName: '10.0.0.1' }, ['custom-domain-host']],
    [{ hostName: 'apim-a.azure-api.net' }, ['custom-domain-azure']],
    [{ certificateSecretId: 'https://kv-contoso.vault.azure.net/certificates/c' }, ['custom-domain-certificate']],
    [{ certificateSecretId: `${CERTIFICATE}/0123456789abcdef0123456789abcdef` }, []],
    [{ keyVaultId: 'kv-contoso' }, ['custom-domain-vault']],
  ])('checks %j', (props, rules) => {
    expect(brokenRules((stack) => domainIn(stack, props))).toEqual(rules);
  });
});
