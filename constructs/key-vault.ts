import { DataAzurermKeyVault } from '@cdktf/provider-azurerm/lib/data-azurerm-key-vault';
import { KeyVault as AzurermKeyVault } from '@cdktf/provider-azurerm/lib/key-vault';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { Token, type ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { ARM_TYPES } from './azapi/arm-types';
import { AzapiResourceWrite } from './azapi/resource-write';
import type { GatewayNetwork } from './network/gateway-network';
import { creating, type OverrideProps } from './override';
import type { IResourceGroup, Tags } from './resource-group';
import { checkRules, type Rule } from './rules';
import { LITERAL_SECRET } from './secret';
import { UserError } from './user-error';

/** The built-in role that reads the values of secrets and nothing else. */
const SECRETS_USER = 'Key Vault Secrets User';

/** A secret that is written into a vault. */
export interface VaultSecret {
  /** Its URI without version, `https://<vault>.vault.azure.net/secrets/<name>`: whoever reads it gets the newest version. */
  readonly id: string;
  /** Its id in Azure Resource Manager, the scope of a role on this secret alone. */
  readonly resourceId: string;
  /** What somebody who reads it has to wait for. */
  readonly written: ITerraformDependable;
}

/** A key vault, made here or by somebody else. It decides by roles. */
export interface IKeyVault extends IConstruct {
  readonly name: string;
  /** Azure resource id. */
  readonly id: string;
  /** True when it is reached from a virtual network and by services that Azure trusts, and from nowhere else. */
  readonly isPrivate: boolean;
  /**
   * Writes a secret; a changed value is written as a new version.
   * @param name letters, digits and hyphens, unique in the gateway
   * @param value a reference, for instance to a sensitive variable
   * @throws UserError when the name is of another form, or the value is literal text
   */
  addSecret(name: string, value: string): VaultSecret;
  /**
   * Lets a principal read secrets.
   * @param name kebab-case, unique in the vault
   * @param principalId object id of a managed identity
   * @param secret the only one it may read. @default all of the vault
   */
  grantRead(name: string, principalId: string, secret?: VaultSecret): RoleAssignment;
}

/** Props of {@link KeyVault}. */
export interface KeyVaultProps extends OverrideProps {
  readonly resourceGroup: IResourceGroup;
  /** 3 to 24 letters, digits and single hyphens, unique in Azure. Changing it re-creates the vault. */
  readonly name: string;
  /** Directory (tenant) id whose identities may read. */
  readonly tenantId: string;
  /** The network it is reached from, by private endpoint alone. @default the internet, with a role */
  readonly network?: GatewayNetwork;
  /**
   * Whether a deleted vault can not be purged before its retention ends. It cannot be switched off again, and the name
   * stays taken after `destroy`.
   * @default false: what the gateway keeps in its vault can be made anew
   */
  readonly purgeProtection?: boolean;
  /** Days that a deleted vault can be restored, 7 to 90. Azure takes it at creation only. @default 7 */
  readonly softDeleteRetentionDays?: number;
  /** @default no tags */
  readonly tags?: Tags;
}

/** Where an existing vault is. */
export interface ExistingKeyVaultProps extends OverrideProps {
  readonly name: string;
  readonly resourceGroupName: string;
  /** First part of the names of secrets, so that gateways that share the vault do not overwrite each other's. */
  readonly secretPrefix: string;
  /** True when its firewall is on. Then API Management reads by its system-assigned identity. @default false */
  readonly isPrivate?: boolean;
}

const RULES: readonly Rule<KeyVaultProps>[] = [
  {
    id: 'key-vault-name',
    prop: 'name',
    when: ({ name }) => !/^(?=.{3,24}$)[a-zA-Z](?:-?[a-zA-Z0-9])*$/.test(name),
    message: 'A key vault name has 3 to 24 letters, digits and single hyphens, starts with a letter and ends in none.',
    fix: 'Write it like "kv-mcpgw-x1y2z3".',
  },
  {
    id: 'key-vault-retention',
    prop: 'softDeleteRetentionDays',
    when: ({ softDeleteRetentionDays: days }) =>
      days !== undefined && !(Number.isInteger(days) && days >= 7 && days <= 90),
    message: 'Azure keeps a deleted vault for 7 to 90 whole days.',
    fix: 'Use 7 unless a policy of yours asks for more.',
  },
];

abstract class KeyVaultBase extends Construct implements IKeyVault {
  abstract readonly resource: AzurermKeyVault | DataAzurermKeyVault;
  abstract readonly isPrivate: boolean;
  protected abstract readonly secretPrefix: string;
  /** What has to be there before anybody can read in it. */
  protected abstract readonly reachedBy: ITerraformDependable | undefined;
  /** By name. */
  readonly secrets = new Map<string, AzapiResourceWrite>();
  /** By name. */
  readonly roleAssignments = new Map<string, RoleAssignment>();

  constructor(
    scope: Construct,
    id: string,
    private readonly overrideProps: OverrideProps,
  ) {
    super(scope, id);
  }

  get name(): string {
    return this.resource.name;
  }

  get id(): string {
    return this.resource.id;
  }

  /**
   * Written through Azure Resource Manager, not through the vault: that needs no role on the vault for whoever deploys, so
   * no waiting until the role has spread, and passes the firewall of a private vault. Resource Manager has no deletion of
   * secrets, which fails an ordinary azapi resource on destroy; so this is a write, and the secret goes with its vault.
   */
  addSecret(name: string, value: string): VaultSecret {
    const secretName = `${this.secretPrefix}${name}`;
    if (!/^[0-9A-Za-z-]{1,127}$/.test(secretName)) {
      throw new UserError(
        `${this.node.path}: the name of a secret is "${secretName}". It has 1 to 127 letters, digits and hyphens. Choose another name. [key-vault-secret-name]`,
      );
    }
    if (!Token.isUnresolved(value)) {
      throw new UserError(
        `${this.node.path}: the value of the secret "${secretName}" is literal text. ${LITERAL_SECRET.message} ${LITERAL_SECRET.fix} [key-vault-secret-literal]`,
      );
    }
    const written = creating(this.overrideProps.override)(
      new AzapiResourceWrite(this, `secret-${name}`, {
        type: ARM_TYPES.keyVaultSecret,
        resourceId: `${this.id}/secrets/${secretName}`,
        body: { properties: { value } },
        dependsOn: this.reachedBy && [this.reachedBy],
      }),
    );
    this.secrets.set(name, written);
    return { id: `${this.resource.vaultUri}secrets/${secretName}`, resourceId: written.id, written };
  }

  grantRead(name: string, principalId: string, secret?: VaultSecret): RoleAssignment {
    const assignment = creating(this.overrideProps.override)(
      new RoleAssignment(this, `reader-${name}`, {
        scope: secret?.resourceId ?? this.id,
        roleDefinitionName: SECRETS_USER,
        principalId,
        // Azure then does not look the identity up, which may be too new to be found.
        principalType: 'ServicePrincipal',
      }),
    );
    this.roleAssignments.set(name, assignment);
    return assignment;
  }
}

/** The vault in which a gateway keeps its keys and the credentials of its backends. It has roles, no access policies. */
export class KeyVault extends KeyVaultBase {
  readonly resource: AzurermKeyVault;
  readonly isPrivate: boolean;
  protected readonly secretPrefix = '';
  protected readonly reachedBy: ITerraformDependable | undefined;

  /**
   * A vault that is there already and decides by roles. It is looked up; the gateway writes its secrets into it, and
   * `destroy` leaves them there.
   */
  static fromExisting(scope: Construct, id: string, props: ExistingKeyVaultProps): IKeyVault {
    return new ExistingKeyVault(scope, id, props);
  }

  constructor(scope: Construct, id: string, props: KeyVaultProps) {
    super(scope, id, props);
    checkRules(this, props, RULES);
    const {
      resourceGroup,
      name,
      tenantId,
      network,
      purgeProtection = false,
      softDeleteRetentionDays = 7,
      tags,
    } = props;
    this.isPrivate = network !== undefined;
    this.resource = creating(props.override)(
      new AzurermKeyVault(this, 'Resource', {
        name,
        resourceGroupName: resourceGroup.name,
        location: resourceGroup.location,
        tenantId,
        skuName: 'standard',
        rbacAuthorizationEnabled: true,
        purgeProtectionEnabled: purgeProtection,
        softDeleteRetentionDays,
        ...(network === undefined
          ? {}
          : {
              publicNetworkAccessEnabled: false,
              // API Management fetches named values as a trusted service.
              networkAcls: { bypass: 'AzureServices', defaultAction: 'Deny' },
            }),
        tags,
      }),
    );
    this.reachedBy = network?.addPrivateEndpoint('keyVault', 'vault', this.resource.id);
  }
}

class ExistingKeyVault extends KeyVaultBase {
  readonly resource: DataAzurermKeyVault;
  readonly isPrivate: boolean;
  protected readonly secretPrefix: string;
  protected readonly reachedBy = undefined;

  constructor(scope: Construct, id: string, props: ExistingKeyVaultProps) {
    super(scope, id, props);
    const { name, resourceGroupName, secretPrefix, isPrivate = false } = props;
    this.isPrivate = isPrivate;
    this.secretPrefix = secretPrefix;
    this.resource = creating(props.override)(
      new DataAzurermKeyVault(this, 'Resource', {
        name,
        resourceGroupName,
        lifecycle: {
          postcondition: [
            {
              condition: '${self.rbac_authorization_enabled}',
              errorMessage: `The key vault ${name} decides by access policies. The gateway assigns roles, so switch the vault's permission model to Azure role-based access control, or let the gateway make a vault of its own.`,
            },
          ],
        },
      }),
    );
  }
}
