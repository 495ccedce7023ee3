import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config';
import type { CosmosdbSqlRoleAssignment } from '@cdktf/provider-azurerm/lib/cosmosdb-sql-role-assignment';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { NAMED_VALUES, type NamedValueName } from '../policies/contract/named-values';
import type { OAuthOptions, TokenAudience } from '../policies/contract/oauth-options';
import { policyFragments } from '../policies/documents/policy-fragments';
import { isClientMetadataHost } from '../policies/contract/client-metadata-url';
import { staticClientMistakes } from '../policies/contract/static-clients';
import { backendClash } from './backend-clash';
import { ApiManagement, type Publisher } from './api-management';
import { DEFAULT_SKU, type ApiManagementSku } from './api-management-sku';
import { ClientSecrets } from './client-secrets';
import type { CustomDomainOptions } from './custom-domain';
import { CosmosStore } from './cosmos-store';
import { ENTRA_AUTHORITY_HOST, EntraApplication } from './entra-application';
import { KeySlots, type KeySlotsProps } from './key-slots';
import type { BackendRegistration, IMcpGateway } from './mcp-gateway-interface';
import { Naming } from './naming';
import { GatewayNetwork, type GatewayNetworkOptions } from './network/gateway-network';
import { OAuthApi } from './oauth-api';
import { creating, type OverrideProps } from './override';
import { ResourceGroup, type Tags } from './resource-group';
import { checkRules, InvalidPropsError, type Rule } from './rules';
import { Telemetry } from './telemetry';
import { UserAssignedIdentity } from './user-assigned-identity';
import { UserError } from './user-error';
import { isWebOrigin } from './web-origin';

/** Props of {@link McpGateway}. */
export interface McpGatewayProps extends OverrideProps {
  /** Who operates the gateway; Azure sends notices there. */
  readonly publisher: Publisher;
  /** Azure region, for instance `swedencentral`. Changing it re-creates everything. */
  readonly location: string;
  /** First part of every name. Changing it re-creates everything. @default 'mcpgw' */
  readonly namePrefix?: string;
  /** SKU of API Management. @default 'BasicV2' */
  readonly sku?: ApiManagementSku;
  /** Put what is behind the gateway into a virtual network; `{}` makes one. Changing it re-creates everything. @default none */
  readonly network?: GatewayNetworkOptions;
  /** A host name of your own. Changing it asks every client to log in anew. @default the host name Azure gives */
  readonly customDomain?: CustomDomainOptions;
  /** Web origins that may call MCP endpoints from a browser. @default none: programs are not affected */
  readonly allowedOrigins?: readonly string[];
  /** How logins and clients are handled. @default every option's own */
  readonly oauth?: Omit<OAuthOptions, 'backends'>;
  /** Which key seals tokens, and when keys were renewed. @default slot a, both keys of the first generation */
  readonly keys?: Pick<KeySlotsProps, 'activeSlot' | 'generationA' | 'generationB'>;
  /** How long logs are kept, 30 to 730. @default 30 */
  readonly logRetentionDays?: number;
  /** Tags put on every resource that takes tags. @default none */
  readonly tags?: Tags;
}

const RULES: readonly Rule<McpGatewayProps>[] = [
  {
    id: 'gateway-allowed-origins',
    prop: 'allowedOrigins',
    when: ({ allowedOrigins = [] }) => !allowedOrigins.every(isWebOrigin),
    message: 'An allowed origin is scheme and host without path or trailing slash, https except for localhost.',
    fix: 'Write it like "https://app.example.com".',
  },
  {
    id: 'gateway-client-metadata-hosts',
    prop: 'oauth',
    when: ({ oauth }) => !(oauth?.clientMetadataHosts ?? []).every(isClientMetadataHost),
    message:
      'A host whose client metadata documents are read is a public host name in lower case, without port and path.',
    fix: 'Write it like "vscode.dev".',
  },
];

/** The named values that {@link KeySlots} adds. */
type SealKeyName = (typeof NAMED_VALUES)['sealKeyA' | 'sealKeyB' | 'activeSealKey'];

/**
 * An OAuth 2.1 gateway for MCP servers: API Management with login through Entra ID, its state in Cosmos DB, its keys and
 * its logs. Put servers behind it with `new FunctionMcpBackend(this, 'functions', { gateway, ... })`.
 */
export class McpGateway extends Construct implements IMcpGateway {
  readonly naming: Naming;
  readonly resourceGroup: ResourceGroup;
  readonly network: GatewayNetwork | undefined;
  readonly identity: UserAssignedIdentity;
  readonly apiManagement: ApiManagement;
  readonly telemetry: Telemetry;
  readonly store: CosmosStore;
  readonly storeRole: CosmosdbSqlRoleAssignment;
  readonly clientConfig: DataAzurermClientConfig;
  readonly entra: EntraApplication;
  readonly keys: KeySlots;
  readonly clientSecrets: ClientSecrets;
  readonly oauth: OAuthApi;
  readonly tags: Tags | undefined;
  readonly allowedOrigins: readonly string[];
  readonly tokenAudience: TokenAudience;
  private readonly backends: BackendRegistration[] = [];

  constructor(scope: Construct, id: string, props: McpGatewayProps) {
    super(scope, id);
    checkRules(this, props, RULES);
    this.checkStaticClients(props.oauth);
    const { publisher, location, namePrefix = 'mcpgw', sku, allowedOrigins = [], keys, override, tags } = props;
    this.tags = tags;
    this.allowedOrigins = allowedOrigins;
    this.tokenAudience = props.oauth?.audience ?? 'backend';

    this.naming = new Naming(this, 'naming', { prefix: namePrefix, override });
    const { naming } = this;
    const name = naming.of('resourceGroup');
    const resourceGroup = new ResourceGroup(this, 'resource-group', { name, location, override, tags });
    this.resourceGroup = resourceGroup;
    const shared = { resourceGroup, override, tags };

    this.network =
      props.network === undefined
        ? undefined
        : new GatewayNetwork(this, 'network', { ...props.network, ...shared, naming, sku: sku ?? DEFAULT_SKU });
    this.identity = new UserAssignedIdentity(this, 'identity', { ...shared, name: naming.of('userAssignedIdentity') });
    this.apiManagement = new ApiManagement(this, 'api-management', {
      ...shared,
      name: naming.of('apiManagement'),
      publisher,
      sku,
      identity: this.identity,
      network: this.network,
      customDomain: props.customDomain,
    });
    const { apiManagement } = this;
    this.telemetry = new Telemetry(this, 'telemetry', {
      ...shared,
      apiManagement,
      workspaceName: naming.of('logAnalytics'),
      applicationInsightsName: naming.of('applicationInsights'),
      retentionDays: props.logRetentionDays,
    });
    this.store = new CosmosStore(this, 'store', {
      ...shared,
      accountName: naming.of('cosmosAccount'),
      network: this.network,
    });
    this.storeRole = this.store.grantReadWrite('gateway', apiManagement.principalId);
    this.clientConfig = creating(override)(new DataAzurermClientConfig(this, 'client-config', {}));
    this.entra = new EntraApplication(this, 'entra', {
      displayName: `MCP gateway (${namePrefix})`,
      gatewayUrl: apiManagement.gatewayUrl,
      tenantId: this.clientConfig.tenantId,
      identity: this.identity,
      override,
    });
    this.keys = new KeySlots(this, 'keys', { ...keys, apiManagement, override });
    this.addNamedValues();
    this.clientSecrets = new ClientSecrets(this, 'client-secrets', {
      apiManagement,
      clients: props.oauth?.staticClients ?? [],
    });
    for (const fragment of policyFragments(props.oauth)) apiManagement.addFragment(fragment);
    this.oauth = new OAuthApi(this, 'oauth', { apiManagement, options: props.oauth, override });
    this.node.addValidation({ validate: () => this.unknownDefaultResource(props.oauth?.defaultResource) });
  }

  addBackend(backend: BackendRegistration): void {
    for (const other of this.backends) {
      const clash = backendClash(backend, other);
      if (clash !== undefined) throw new UserError(`${backend.path}: ${clash}`);
    }
    this.backends.push(backend);
    if (takesLogins(backend)) this.oauth.addBackend(backend.policy);
    if (backend.policy.authentication?.entra === true)
      this.entra.addAgentRole(backend.policy.name, backend.policy.displayName);
  }

  /** Public URL of every MCP endpoint by the name of its backend. */
  get mcpEndpoints(): Record<string, string> {
    const endpoints: unknown = Lazy.anyValue({
      produce: () => Object.fromEntries(this.backends.map(({ policy, url }) => [policy.name, url])),
    });
    return endpoints as Record<string, string>;
  }

  /** @throws InvalidPropsError with a line for each mistake in the list of static clients */
  private checkStaticClients({ staticClients = [], privateUseSchemes }: Omit<OAuthOptions, 'backends'> = {}): void {
    const mistakes = staticClientMistakes(staticClients, { privateUseSchemes });
    if (mistakes.length === 0) return;
    const { path } = this.node;
    throw new InvalidPropsError(
      path,
      mistakes.map(() => 'gateway-static-client'),
      mistakes.map((mistake) => `${path}: oauth.staticClients${mistake}. Correct it. [gateway-static-client]`),
    );
  }

  /** The backend that logins are for by default has to be there once all backends are. */
  private unknownDefaultResource(name: string | undefined): string[] {
    const known = this.backends.filter(takesLogins).map(({ policy }) => policy.name);
    if (name === undefined || known.includes(name)) return [];
    return [
      `defaultResource is "${name}". It names the backend a login is for by default; the backends people log in to are ${known.join(', ') || 'none yet'}. Name one of them, or leave it out. [gateway-default-resource]`,
    ];
  }

  private addNamedValues(): void {
    const issuer = `${ENTRA_AUTHORITY_HOST}/${this.clientConfig.tenantId}/v2.0`;
    const values: Readonly<Record<Exclude<NamedValueName, SealKeyName>, string>> = {
      [NAMED_VALUES.gatewayUrl]: this.apiManagement.gatewayUrl,
      [NAMED_VALUES.entraAuthorityHost]: ENTRA_AUTHORITY_HOST,
      [NAMED_VALUES.entraTenantId]: this.clientConfig.tenantId,
      [NAMED_VALUES.entraIssuer]: issuer,
      [NAMED_VALUES.entraOpenIdConfiguration]: `${issuer}/.well-known/openid-configuration`,
      [NAMED_VALUES.entraClientId]: this.entra.clientId,
      [NAMED_VALUES.gatewayIdentityClientId]: this.identity.clientId,
      [NAMED_VALUES.cosmosEndpoint]: this.store.endpoint,
    };
    for (const [name, value] of Object.entries(values)) this.apiManagement.addNamedValue(name, value);
  }
}

/** Whether people log in to a backend; the OAuth documents say nothing of one for agents alone. */
function takesLogins({ policy }: BackendRegistration): boolean {
  return policy.authentication?.oauth !== false;
}
