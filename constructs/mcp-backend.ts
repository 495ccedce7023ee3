import { Construct, type IConstruct } from 'constructs';
import { RESERVED_PATH_SEGMENTS } from '../policies/contract/endpoints';
import type { BackendCredential, McpBackendPolicy } from '../policies/contract/mcp-backend-policy';
import { MCP_OPERATIONS } from '../policies/contract/oauth-operations';
import { mcpApiDocument } from '../policies/documents/mcp-api';
import { GatewayApi } from './gateway-api';
import type { IMcpGateway } from './mcp-gateway-interface';
import type { OverrideProps } from './override';
import { checkRules, type Rule } from './rules';
import { isWebOrigin } from './web-origin';

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
  /** Web origins that may call the endpoint from a browser, `https://host[:port]`. @default those of the gateway */
  readonly allowedOrigins?: readonly string[];
}

/** What a concrete backend adds to its props once its server exists. */
export interface McpServerTarget {
  /** Origin requests are forwarded to, without trailing slash. */
  readonly serviceUrl: string;
  /** Path of the MCP endpoint there. */
  readonly backendPath: string;
  readonly credential: BackendCredential;
}

interface CheckedProps extends McpBackendProps {
  readonly id: string;
}

const RULES: readonly Rule<CheckedProps>[] = [
  {
    id: 'backend-id',
    prop: 'id',
    when: ({ id }) => !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id),
    message: 'The construct id of a backend is its name in Azure: lower-case letters, digits and single hyphens.',
    fix: 'Write it like "functions" or "slack".',
  },
  {
    id: 'backend-path-form',
    prop: 'path',
    when: ({ path }) => !/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(path) && !RESERVED_PATH_SEGMENTS.includes(path),
    message: 'A backend path is one path segment of lower-case letters, digits, `-`, `_` and `.`, without slashes.',
    fix: 'Write it like "mcp" or "slack-mcp".',
  },
  {
    id: 'backend-path-reserved',
    prop: 'path',
    when: ({ path }) => RESERVED_PATH_SEGMENTS.includes(path),
    message: `The gateway or API Management answers at ${RESERVED_PATH_SEGMENTS.join(', ')}.`,
    fix: 'Choose another path.',
  },
  {
    id: 'backend-scopes',
    prop: 'scopes',
    when: ({ scopes }) => scopes !== undefined && (scopes.length === 0 || !scopes.every((s) => /^[\w.:-]+$/.test(s))),
    message: 'A backend has at least one scope, and a scope is letters, digits, `.`, `_`, `-` and `:`.',
    fix: 'Leave the prop out, or write scopes like "mcp:slack".',
  },
  {
    id: 'backend-allowed-origins',
    prop: 'allowedOrigins',
    when: ({ allowedOrigins }) => allowedOrigins !== undefined && !allowedOrigins.every(isWebOrigin),
    message: 'An allowed origin is scheme and host without path or trailing slash, https except for localhost.',
    fix: 'Write it like "https://app.example.com".',
  },
];

/** The part every MCP backend shares: its API, operations, policies and its place in the OAuth documents. */
export abstract class McpBackend extends Construct implements IMcpBackend {
  abstract readonly policy: McpBackendPolicy;
  readonly url: string;
  private readonly props: McpBackendProps;

  constructor(scope: Construct, id: string, props: McpBackendProps) {
    super(scope, id);
    checkRules(this, { ...props, id }, RULES);
    this.props = props;
    this.url = `${props.gateway.apiManagement.gatewayUrl}/${props.path}`;
  }

  /**
   * Creates the backend's API and registers it with the gateway. Concrete backends call it once, at the end of their
   * constructor.
   * @throws UserError when another backend of the gateway has the same name or path
   */
  protected expose(target: McpServerTarget): { policy: McpBackendPolicy; api: GatewayApi } {
    const { gateway, path, scopes, override, allowedOrigins = gateway.allowedOrigins } = this.props;
    const name = this.node.id;
    const displayName = this.props.displayName ?? name;
    const policy: McpBackendPolicy = {
      name,
      path,
      displayName,
      scopes: scopes ?? [`mcp:${name}`],
      backendPath: target.backendPath,
      credential: target.credential,
      allowedOrigins,
    };
    gateway.addBackend({ policy, url: this.url, path: this.node.path });
    const api = new GatewayApi(this, 'api', {
      apiManagement: gateway.apiManagement,
      name,
      displayName,
      path,
      serviceUrl: target.serviceUrl,
      override,
    });
    const document = mcpApiDocument(policy, gateway.tokenAudience);
    for (const operation of MCP_OPERATIONS) api.addOperation(operation);
    api.addPolicy(() => document);
    return { policy, api };
  }
}
