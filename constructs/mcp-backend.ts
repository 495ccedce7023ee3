import { AppRoleAssignment } from '@cdktf/provider-azuread/lib/app-role-assignment';
import { ApiManagementSubscription } from '@cdktf/provider-azurerm/lib/api-management-subscription';
import { Construct, type IConstruct } from 'constructs';
import type { InboundAuthentication } from '../policies/contract/inbound-authentication';
import type { BackendCredential, McpBackendPolicy, McpRateLimits } from '../policies/contract/mcp-backend-policy';
import { ANNOUNCED_MESSAGE_OPERATION, mcpOperations } from '../policies/contract/mcp-operations';
import { endpointPath, messageRoutes, type McpTransport } from '../policies/contract/mcp-transport';
import type { ToolAccess } from '../policies/contract/tool-access';
import { mcpApiDocument } from '../policies/documents/mcp-api';
import { agentRoleId } from './entra-application';
import { GatewayApi } from './gateway-api';
import { BACKEND_RULES, TRANSPORT_RULES } from './mcp-backend-rules';
import { messagesApiName, type IMcpGateway } from './mcp-gateway-interface';
import { creating, type OverrideProps } from './override';
import { checkRules } from './rules';
import { UserError } from './user-error';

/** An MCP server behind the gateway, whatever runs it. */
export interface IMcpBackend extends IConstruct {
  /** What the policies know about it; `policy.name` is the construct id. */
  readonly policy: McpBackendPolicy;
  /** Public URL of its endpoint. */
  readonly url: string;
}

/** Props that every MCP backend takes. */
export interface McpBackendProps extends OverrideProps {
  readonly gateway: IMcpGateway;
  /** Path of the endpoint below the gateway, for instance `mcp`. Clients know the endpoint by it: changing it asks everybody to log in anew. */
  readonly path: string;
  /** Name the consent page shows. @default the construct id */
  readonly displayName?: string;
  /** OAuth scopes a token needs. @default `mcp:<construct id>` */
  readonly scopes?: readonly string[];
  /** How callers may prove who they are, beside or instead of the login of people. @default people alone, by OAuth */
  readonly authentication?: InboundAuthentication;
  /** Web origins that may call the endpoint from a browser, `https://host[:port]`. @default those of the gateway */
  readonly allowedOrigins?: readonly string[];
  /** How often one person or agent, and one login, may call; the window is 1 to 300 seconds. @default 600 and 300 calls in 60 seconds */
  readonly rateLimits?: McpRateLimits;
  /** Longest wait for the first byte of an answer, in seconds, 1 to 240. A stream that began goes on. @default 240 */
  readonly timeoutSeconds?: number;
  /** Longest body of a request, in bytes, up to 2 MiB. @default 1 MiB */
  readonly maxRequestBytes?: number;
  /** Which tools callers may use, and which the metric of calls tells by name. @default all of them, and none by name */
  readonly tools?: ToolAccess;
  /**
   * Request headers that the server would take for its caller's word, by exact name, for instance one that names a user.
   * They are removed beside those that every backend is spared. @default none
   */
  readonly strippedHeaders?: readonly string[];
}

/** What a concrete backend adds to its props once its server exists. */
export interface McpServerTarget {
  /** Origin requests are forwarded to, without trailing slash. */
  readonly serviceUrl: string;
  /** How it talks, and at which paths. */
  readonly transport: McpTransport;
  readonly credential: BackendCredential;
  /** Request headers it gets from the gateway, whatever the caller sent. @default none */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The part every MCP backend shares: its API, operations, policies and its place in the OAuth documents. */
export abstract class McpBackend extends Construct implements IMcpBackend {
  abstract readonly policy: McpBackendPolicy;
  abstract readonly api: GatewayApi;
  /** Assignments of the app role that {@link McpBackend.grantAccess} made, by name. */
  readonly roleAssignments = new Map<string, AppRoleAssignment>();
  /** Subscriptions that {@link McpBackend.addSubscription} made, by name. */
  readonly subscriptions = new Map<string, ApiManagementSubscription>();
  #messagesApi: GatewayApi | undefined;
  private readonly props: McpBackendProps;

  constructor(scope: Construct, id: string, props: McpBackendProps) {
    super(scope, id);
    checkRules(this, { ...props, id }, BACKEND_RULES);
    this.props = props;
  }

  /** Public URL of its endpoint. */
  get url(): string {
    return this.urlOf(this.policy);
  }

  /** The further API at the absolute path which the stream of an SSE server announces; undefined when it needs none. */
  get messagesApi(): GatewayApi | undefined {
    return this.#messagesApi;
  }

  /**
   * Lets an application call this backend as itself: assigns it the app role in the gateway's Entra application.
   * @param name kebab-case, unique in the backend
   * @param principalObjectId object id of its service principal or managed identity, not its client id
   * @throws UserError when the backend takes no Entra tokens
   */
  grantAccess(name: string, principalObjectId: string): AppRoleAssignment {
    const { gateway, authentication, override } = this.props;
    this.requireWay('entra', authentication?.entra, 'grantAccess');
    const assignment = creating(override)(
      new AppRoleAssignment(this, `agent-${name}`, {
        appRoleId: agentRoleId(this.node.id),
        principalObjectId,
        resourceObjectId: gateway.entra.servicePrincipal.objectId,
      }),
    );
    this.roleAssignments.set(name, assignment);
    return assignment;
  }

  /**
   * Creates a subscription whose two keys open this backend and nothing else. `primaryKey` and `secondaryKey` of the result
   * are secrets of the Terraform state.
   * @param name kebab-case, unique in the gateway; the caller's name in limits and logs
   * @throws UserError when the backend takes no subscription keys
   */
  addSubscription(name: string): ApiManagementSubscription {
    const { gateway, authentication, override } = this.props;
    this.requireWay('subscriptionKey', authentication?.subscriptionKey, 'addSubscription');
    const { apiManagement } = gateway;
    const subscription = creating(override)(
      new ApiManagementSubscription(this, `subscription-${name}`, {
        apiManagementName: apiManagement.name,
        resourceGroupName: apiManagement.resourceGroupName,
        subscriptionId: name,
        displayName: `${this.policy.displayName}: ${name}`,
        // The id of the API resource ends in its revision, which a subscription does not keep: it would be made anew each time.
        apiId: `${apiManagement.id}/apis/${this.api.resource.name}`,
        // azurerm's default is a request that somebody has to approve.
        state: 'active',
        allowTracing: false,
      }),
    );
    this.subscriptions.set(name, subscription);
    return subscription;
  }

  private urlOf({ resourcePath }: McpBackendPolicy): string {
    return `${this.props.gateway.apiManagement.gatewayUrl}/${resourcePath}`;
  }

  private requireWay(prop: keyof InboundAuthentication, isOn: boolean | undefined, method: string): void {
    if (isOn === true) return;
    throw new UserError(
      `${this.node.path}: ${method} needs a backend that takes callers this way. Set authentication: { ${prop}: true }. [backend-authentication]`,
    );
  }

  /**
   * Creates the backend's API and registers it with the gateway. Concrete backends call it once, at the end of their
   * constructor.
   * @throws UserError when another backend of the gateway has the same name or path, InvalidPropsError for a transport
   * that cannot be served
   */
  protected expose(target: McpServerTarget): { policy: McpBackendPolicy; api: GatewayApi } {
    const { gateway, path, scopes, authentication, allowedOrigins = gateway.allowedOrigins } = this.props;
    const { rateLimits, timeoutSeconds, maxRequestBytes, tools, strippedHeaders } = this.props;
    const { transport, headers } = target;
    checkRules(this, { path, transport, authentication, tools }, TRANSPORT_RULES);
    const name = this.node.id;
    const policy: McpBackendPolicy = {
      name,
      path,
      resourcePath: endpointPath(path, transport),
      displayName: this.props.displayName ?? name,
      scopes: scopes ?? [`mcp:${name}`],
      transport,
      credential: target.credential,
      allowedOrigins,
      ...(authentication === undefined ? {} : { authentication }),
      ...(strippedHeaders === undefined ? {} : { strippedHeaders }),
      ...(headers === undefined ? {} : { headers }),
      ...(rateLimits === undefined ? {} : { rateLimits }),
      ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
      ...(maxRequestBytes === undefined ? {} : { maxRequestBytes }),
      ...(tools === undefined ? {} : { tools }),
    };
    const { announced } = transport.kind === 'sse' ? messageRoutes(path, transport) : {};
    gateway.addBackend({ policy, url: this.urlOf(policy), path: this.node.path, messagePath: announced });
    const document = mcpApiDocument(policy, gateway.tokenAudience);
    const api = this.addApi('api', { name, path, serviceUrl: target.serviceUrl }, policy.displayName);
    for (const operation of mcpOperations(path, transport)) api.addOperation(operation);
    api.addPolicy(() => document);
    if (announced !== undefined) {
      const further = { name: messagesApiName(name), path: announced, serviceUrl: target.serviceUrl };
      this.#messagesApi = this.addApi('messages-api', further, `${policy.displayName} (messages)`);
      this.#messagesApi.addOperation(ANNOUNCED_MESSAGE_OPERATION);
      this.#messagesApi.addPolicy(() => document);
    }
    return { policy, api };
  }

  private addApi(
    id: string,
    api: { readonly name: string; readonly path: string; readonly serviceUrl: string },
    displayName: string,
  ): GatewayApi {
    const { gateway, override } = this.props;
    return new GatewayApi(this, id, { ...api, displayName, apiManagement: gateway.apiManagement, override });
  }
}
