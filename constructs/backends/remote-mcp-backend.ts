import type { ApiManagementNamedValue } from '@cdktf/provider-azurerm/lib/api-management-named-value';
import type { Construct } from 'constructs';
import type { BackendCredential, McpBackendPolicy } from '../../policies/contract/mcp-backend-policy';
import { sse, streamableHttp } from '../../policies/contract/mcp-transport';
import { backendCredential } from '../../policies/contract/named-values';
import type { GatewayApi } from '../api-management/gateway-api';
import { addLocalProgram, type LocalProgram } from './local-program';
import { McpBackend, type McpBackendProps } from './mcp-backend';
import { checkedRemote, REMOTE_RULES } from './remote-mcp-backend-rules';
import { checkRules } from '../rules';
import type { SecretValue } from '../secret';

/** A header that opens a remote server. */
export interface RemoteCredential {
  /** For instance `Authorization`. */
  readonly header: string;
  readonly value: SecretValue;
  /** Word before the value. @default none: the value is all of the header */
  readonly scheme?: 'Bearer';
}

/** Props of {@link RemoteMcpBackend}. */
export interface RemoteMcpBackendProps extends McpBackendProps {
  /** URL of the server's endpoint, https, for instance `https://api.githubcopilot.com/mcp/`; a slash at its end is kept. */
  readonly url: string;
  /** What the gateway sends as its own credential. @default none */
  readonly credential?: RemoteCredential;
  /** Headers every request to the server has, whatever the client sent, for instance `X-MCP-Readonly`. Never secrets. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** For a server of the older kind (HTTP with SSE): the path its stream announces for messages. @default Streamable HTTP */
  readonly messagePath?: string;
  /** What runs in its place on this machine. @default the local gateway asks for --backend */
  readonly local?: LocalProgram;
}

/** An MCP server that somebody else runs. Every caller acts with the gateway's credential there. */
export class RemoteMcpBackend extends McpBackend {
  readonly policy: McpBackendPolicy;
  readonly api: GatewayApi;
  /** The whole value of the credential's header; undefined for a server that asks for none. */
  readonly credential: ApiManagementNamedValue | undefined;

  constructor(scope: Construct, id: string, props: RemoteMcpBackendProps) {
    super(scope, id, props);
    checkRules(this, checkedRemote(props), REMOTE_RULES);
    const { url, credential, headers, messagePath } = props;
    const { origin, path } = partsOf(url);
    this.credential = credential === undefined ? undefined : this.store(credential, props);
    const { policy, api } = this.expose({
      serviceUrl: origin,
      transport: messagePath === undefined ? streamableHttp(path) : sse({ path, messagePath }),
      credential: sent(id, credential),
      headers,
    });
    addLocalProgram(api.resource, props.local);
    this.policy = policy;
    this.api = api;
  }

  private store({ value, scheme }: RemoteCredential, { gateway }: RemoteMcpBackendProps): ApiManagementNamedValue {
    const whole = typeof value === 'string' && scheme !== undefined ? `${scheme} ${value}` : value;
    return gateway.apiManagement.addNamedValue(backendCredential(this.node.id), whole, { secret: true });
  }
}

/** The parts of a URL that may hold Terraform tokens, which no URL parser takes. */
function partsOf(url: string): { origin: string; path: string } {
  const slash = url.indexOf('/', 'https://'.length);
  return slash < 0 ? { origin: url, path: '/' } : { origin: url.slice(0, slash), path: url.slice(slash) };
}

function sent(id: string, credential: RemoteCredential | undefined): BackendCredential {
  if (credential === undefined) return { kind: 'none' };
  return { kind: 'header', header: credential.header, namedValue: backendCredential(id) };
}
