import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config';
import type { CosmosdbSqlRoleAssignment } from '@cdktf/provider-azurerm/lib/cosmosdb-sql-role-assignment';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { NAMED_VALUES, type NamedValueName } from '../policies/contract/named-values';
import type { OAuthOptions, TokenAudience } from '../policies/contract/oauth-options';
import { policyFragments } from '../policies/documents/policy-fragments';
import { staticClientMistakes } from '../policies/contract/static-clients';
import { backendClash, firstSegment } from './backends/backend-clash';
import { ApiManagement } from './api-management/api-management';
import { DEFAULT_SKU } from './api-management/api-management-sku';
import { ClientSecrets } from './api-management/client-secrets';
import { ContainerAppsEnvironment } from './container-app/container-apps-environment';
import { CosmosStore } from './cosmos-store';
import { ENTRA_AUTHORITY_HOST, EntraApplication } from './entra-application';
import type { IApiManagement } from './api-management/api-management-interface';
import { KeySlots } from './api-management/key-slots';
import { KeyVault, type IKeyVault } from './key-vault';
import { LogAnalytics, type ILogAnalytics } from './monitoring/log-analytics';
import { Alerts } from './monitoring/alerts';
import { Workbook } from './monitoring/workbook';
import type { BackendRegistration, IMcpGateway } from './mcp-gateway-interface';
import { MCP_GATEWAY_RULES, type McpGatewayProps } from './mcp-gateway-props';
import { Naming } from './naming';
import { GatewayNetwork } from './network/gateway-network';
import { OAuthApi } from './api-management/oauth-api';
import { creating } from './override';
import { ResourceGroup, type IResourceGroup, type Tags } from './resource-group';
import { checkRules, InvalidPropsError } from './rules';
import { Telemetry } from './monitoring/telemetry';
import { UserAssignedIdentity, type IUserAssignedIdentity } from './user-assigned-identity';
import { UserError } from './user-error';

export type { McpGatewayProps };

/** The named values that {@link KeySlots} adds. */
type SealKeyName = (typeof NAMED_VALUES)['sealKeyA' | 'sealKeyB' | 'activeSealKey'];

/**
 * An OAuth 2.1 gateway for MCP servers: API Management with login through Entra ID, its state in Cosmos DB, its keys and
 * its logs. Put servers behind it with `new FunctionMcpBackend(this, 'functions', { gateway, ... })`.
 */
export class McpGateway extends Construct implements IMcpGateway {
  readonly naming: Naming;
  readonly resourceGroup: IResourceGroup;
  readonly network: GatewayNetwork | undefined;
  readonly identity: IUserAssignedIdentity;
  readonly keyVault: IKeyVault;
  readonly apiManagement: IApiManagement;
  /** The OAuth issuer: the URL of the gateway, and below it the path of the OAuth endpoints, if they have one. */
  readonly issuer: string;
  readonly telemetry: Telemetry;
  /** A page in the portal with logins, refusals, calls of tools and latency. */
  readonly workbook: Workbook;
  /** Undefined where nobody is to be told. */
  readonly alerts: Alerts | undefined;
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
  private readonly makeContainerAppsEnvironment: () => ContainerAppsEnvironment;
  #containerAppsEnvironment: ContainerAppsEnvironment | undefined;

  constructor(scope: Construct, id: string, props: McpGatewayProps) {
    super(scope, id);
    checkRules(this, props, MCP_GATEWAY_RULES);
    this.checkStaticClients(props.oauth);
    const { namePrefix = 'mcpgw', oauthPath = '', sku, allowedOrigins = [], keys, override, tags } = props;
    this.tags = tags;
    this.allowedOrigins = allowedOrigins;
    this.tokenAudience = props.oauth?.audience ?? 'backend';

    this.naming = new Naming(this, 'naming', { prefix: namePrefix, override });
    const { naming } = this;
    const resourceGroup = props.resourceGroup ?? this.newResourceGroup(props);
    this.resourceGroup = resourceGroup;
    const shared = { resourceGroup, override, tags };

    this.network =
      props.network === undefined
        ? undefined
        : new GatewayNetwork(this, 'network', { ...props.network, ...shared, naming, sku: sku ?? DEFAULT_SKU });
    this.clientConfig = creating(override)(new DataAzurermClientConfig(this, 'client-config', {}));
    this.apiManagement = props.apiManagement ?? this.newApiManagement(props);
    this.identity = this.apiManagement.identity;
    this.keyVault = this.apiManagement.keyVault;
    const { apiManagement } = this;
    this.issuer = `${apiManagement.gatewayUrl}${oauthPath === '' ? '' : `/${oauthPath}`}`;
    this.telemetry = new Telemetry(this, 'telemetry', {
      ...shared,
      apiManagement,
      workspace: props.logAnalytics ?? this.newLogAnalytics(props),
      applicationInsightsName: naming.of('applicationInsights'),
    });
    const applicationInsightsId = this.telemetry.applicationInsights.id;
    this.workbook = new Workbook(this, 'workbook', {
      ...shared,
      displayName: `MCP gateway (${namePrefix})`,
      applicationInsightsId,
    });
    const { alertEmails: emails = props.publisher === undefined ? [] : [props.publisher.email] } = props;
    this.alerts =
      emails.length === 0
        ? undefined
        : new Alerts(this, 'alerts', { ...shared, naming, applicationInsightsId, emails });
    this.store = new CosmosStore(this, 'store', {
      ...shared,
      accountName: naming.of('cosmosAccount'),
      network: this.network,
    });
    this.storeRole = this.store.grantReadWrite('gateway', apiManagement.principalId);
    this.entra = new EntraApplication(this, 'entra', {
      displayName: `MCP gateway (${namePrefix})`,
      issuerUrl: this.issuer,
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
    this.oauth = new OAuthApi(this, 'oauth', { apiManagement, path: oauthPath, options: props.oauth, override });
    this.makeContainerAppsEnvironment = () =>
      new ContainerAppsEnvironment(this, 'container-apps', {
        ...shared,
        name: naming.of('containerAppsEnvironment'),
        workspaceId: this.telemetry.workspace.id,
        network: this.network,
      });
    this.node.addValidation({ validate: () => this.unknownDefaultResource(props.oauth?.defaultResource) });
  }

  addBackend(backend: BackendRegistration): void {
    const { path: oauthPath } = this.oauth;
    for (const claimed of [backend.policy.path, backend.messagePath]) {
      if (claimed !== undefined && oauthPath !== '' && firstSegment(claimed) === oauthPath) {
        throw new UserError(
          `${backend.path}: the path "${claimed}" is that of the OAuth endpoints. Choose another, or change oauthPath of the gateway. [backend-path-oauth]`,
        );
      }
    }
    for (const other of this.backends) {
      const clash = backendClash(backend, other);
      if (clash !== undefined) throw new UserError(`${backend.path}: ${clash}`);
    }
    this.backends.push(backend);
    if (takesLogins(backend)) this.oauth.addBackend(backend.policy);
    if (backend.policy.authentication?.entra === true)
      this.entra.addAgentRole(backend.policy.name, backend.policy.displayName);
  }

  get containerAppsEnvironment(): ContainerAppsEnvironment {
    return (this.#containerAppsEnvironment ??= this.makeContainerAppsEnvironment());
  }

  /** Public URL of every MCP endpoint by the name of its backend. */
  get mcpEndpoints(): Record<string, string> {
    const endpoints: unknown = Lazy.anyValue({
      produce: () => {
        const servers = this.backends.filter(({ isMcpServer = true }) => isMcpServer);
        return Object.fromEntries(servers.map(({ policy, url }) => [policy.name, url]));
      },
    });
    return endpoints as Record<string, string>;
  }

  private newResourceGroup({ location = '', override, tags }: McpGatewayProps): IResourceGroup {
    const name = this.naming.of('resourceGroup');
    return new ResourceGroup(this, 'resource-group', { name, location, override, tags });
  }

  private newLogAnalytics({ logRetentionDays, override, tags }: McpGatewayProps): ILogAnalytics {
    const { naming, resourceGroup } = this;
    return new LogAnalytics(this, 'log-analytics', {
      resourceGroup,
      name: naming.of('logAnalytics'),
      retentionDays: logRetentionDays,
      override,
      tags,
    });
  }

  /** The identity exists before the service, so that the service can have its role on the vault first. */
  private newApiManagement(props: McpGatewayProps): IApiManagement {
    const { naming, resourceGroup, network } = this;
    const { publisher = { name: '', email: '' }, sku, customDomain, override, tags } = props;
    const shared = { resourceGroup, override, tags };
    const identity = new UserAssignedIdentity(this, 'identity', {
      ...shared,
      name: naming.of('userAssignedIdentity'),
    });
    const { tenantId } = this.clientConfig;
    const keyVault =
      props.keyVault ?? new KeyVault(this, 'key-vault', { ...shared, name: naming.of('keyVault'), tenantId, network });
    return new ApiManagement(this, 'api-management', {
      ...shared,
      name: naming.of('apiManagement'),
      publisher,
      sku,
      identity,
      keyVault,
      network,
      customDomain,
    });
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
      [NAMED_VALUES.issuer]: this.issuer,
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
