import type { Construct, IConstruct } from 'constructs';
import type { BackendCredential, McpBackendPolicy } from '../../policies/contract/mcp-backend-policy';
import { ANNOUNCED_MESSAGE_OPERATION, mcpOperations } from '../../policies/contract/mcp-operations';
import { endpointPath, messageRoutes, type McpTransport } from '../../policies/contract/mcp-transport';
import type { ToolAccess } from '../../policies/contract/tool-access';
import { mcpApiDocument } from '../../policies/documents/mcp-api';
import { GatewayApi } from '../api-management/gateway-api';
import { GatewayEndpoint, type GatewayEndpointProps } from './gateway-endpoint';
import { BACKEND_RULES, TRANSPORT_RULES } from './mcp-backend-rules';
import { messagesApiName } from '../mcp-gateway-interface';
import { checkRules } from '../rules';

/** An MCP server behind the gateway, whatever runs it. */
export interface IMcpBackend extends IConstruct {
  /** What the policies know about it; `policy.name` is the construct id. */
  readonly policy: McpBackendPolicy;
  /** Public URL of its endpoint. */
  readonly url: string;
}

/** Props that every MCP backend takes. */
export interface McpBackendProps extends GatewayEndpointProps {
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
export abstract class McpBackend extends GatewayEndpoint implements IMcpBackend {
  abstract override readonly policy: McpBackendPolicy;
  #messagesApi: GatewayApi | undefined;
  private readonly props: McpBackendProps;

  constructor(scope: Construct, id: string, props: McpBackendProps) {
    super(scope, id, props);
    checkRules(this, { ...props, id }, BACKEND_RULES);
    this.props = props;
  }

  /** The further API at the absolute path which the stream of an SSE server announces; undefined when it needs none. */
  get messagesApi(): GatewayApi | undefined {
    return this.#messagesApi;
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
