import { ApiManagementCustomDomain } from '@cdktf/provider-azurerm/lib/api-management-custom-domain';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { creating, type OverrideProps } from '../override';
import { checkRules, type Rule } from '../rules';

/** What a user says of the host name of a gateway. */
export interface CustomDomainOptions {
  /** Host name clients use, for instance `mcp.contoso.com`, in lower case. Its CNAME leads to the service's own host name. */
  readonly hostName: string;
  /**
   * Key Vault secret id of the certificate, `https://<vault>.vault.azure.net/secrets/<certificate>`. Without a version
   * API Management takes up renewed certificates by itself.
   */
  readonly certificateSecretId: string;
  /** Azure id of that vault, to let the gateway read the certificate. @default it may already */
  readonly keyVaultId?: string;
}

/** Props of {@link CustomDomain}. */
export interface CustomDomainProps extends CustomDomainOptions, OverrideProps {
  /** Azure id of the API Management service. */
  readonly apiManagementId: string;
  /** Object id of the service's system-assigned identity: the only one a vault with a firewall lets through. */
  readonly principalId: string;
}

const SECRET_ID = /^https:\/\/[a-z0-9-]+\.vault\.[a-z.]+\/secrets\/([A-Za-z0-9-]{1,127})(?:\/[a-f0-9]{32})?$/;

const RULES: readonly Rule<CustomDomainProps>[] = [
  {
    id: 'custom-domain-host',
    prop: 'hostName',
    when: ({ hostName }) =>
      hostName.length > 253 || !/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(hostName),
    message: 'A custom domain is a host name in lower case, without scheme, port, path and wildcard.',
    fix: 'Write it like "mcp.contoso.com".',
  },
  {
    id: 'custom-domain-azure',
    prop: 'hostName',
    when: ({ hostName }) => hostName.endsWith('.azure-api.net'),
    message: 'Host names in azure-api.net are given by Azure.',
    fix: 'Leave customDomain out, or use a domain of yours.',
  },
  {
    id: 'custom-domain-certificate',
    prop: 'certificateSecretId',
    when: ({ certificateSecretId }) => !SECRET_ID.test(certificateSecretId),
    message: 'A certificate is named by its Key Vault secret id.',
    fix: 'Write it like "https://kv-contoso.vault.azure.net/secrets/mcp-contoso-com".',
  },
  {
    id: 'custom-domain-vault',
    prop: 'keyVaultId',
    when: ({ keyVaultId }) =>
      keyVaultId !== undefined &&
      !/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.KeyVault\/vaults\/[^/]+$/.test(
        keyVaultId,
      ),
    message: 'A vault is named by its Azure id.',
    fix: 'Write it like "/subscriptions/.../resourceGroups/.../providers/Microsoft.KeyVault/vaults/kv-contoso".',
  },
];

/** A host name of the user's own for the gateway, with a certificate from Key Vault. */
export class CustomDomain extends Construct {
  readonly resource: ApiManagementCustomDomain;
  /** Lets the gateway read the certificate; there when the vault was given. */
  readonly certificateRole?: RoleAssignment;
  /** Public origin without trailing slash. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: CustomDomainProps) {
    super(scope, id);
    checkRules(this, props, RULES);
    const { apiManagementId, principalId, hostName, certificateSecretId, keyVaultId } = props;
    const created = creating(props.override);
    this.url = `https://${hostName}`;
    if (keyVaultId !== undefined) {
      this.certificateRole = created(
        new RoleAssignment(this, 'certificate-role', {
          scope: certificateScope(keyVaultId, certificateSecretId),
          roleDefinitionName: 'Key Vault Secrets User',
          principalId,
          principalType: 'ServicePrincipal',
        }),
      );
    }
    this.resource = created(
      new ApiManagementCustomDomain(this, 'Resource', {
        apiManagementId,
        gateway: [{ hostName, keyVaultCertificateId: certificateSecretId, defaultSslBinding: true }],
        dependsOn: this.certificateRole === undefined ? undefined : [this.certificateRole],
      }),
    );
  }
}

/** The one certificate in the vault, or the vault when only Terraform knows which certificate it is. */
function certificateScope(keyVaultId: string, certificateSecretId: string): string {
  const name = Token.isUnresolved(certificateSecretId) ? undefined : SECRET_ID.exec(certificateSecretId)?.[1];
  return name === undefined ? keyVaultId : `${keyVaultId}/secrets/${name}`;
}
