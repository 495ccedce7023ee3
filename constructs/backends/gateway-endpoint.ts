import { AppRoleAssignment } from '@cdktf/provider-azuread/lib/app-role-assignment';
import { ApiManagementSubscription } from '@cdktf/provider-azurerm/lib/api-management-subscription';
import { Construct } from 'constructs';
import type { InboundAuthentication } from '../../policies/contract/inbound-authentication';
import type { McpRateLimits } from '../../policies/contract/mcp-backend-policy';
import type { ProtectedEndpoint } from '../../policies/contract/protected-endpoint';
import { agentRoleId } from '../entra-application';
import type { GatewayApi } from '../api-management/gateway-api';
import type { IMcpGateway } from '../mcp-gateway-interface';
import { creating, type OverrideProps } from '../override';
import { UserError } from '../user-error';

/** Props of everything behind the gateway. */
export interface GatewayEndpointProps extends OverrideProps {
  readonly gateway: IMcpGateway;
  /** Path of the endpoint below the gateway, for instance `mcp`. Clients know the endpoint by it: changing it asks everybody to log in anew. */
  readonly path: string;
  /** Name the consent page shows. @default the construct id */
  readonly displayName?: string;
  /** OAuth scopes a token needs. @default `mcp:<construct id>`; `llm:<construct id>` for language models */
  readonly scopes?: readonly string[];
  /** How callers may prove who they are, beside or instead of the login of people. @default people alone, by OAuth */
  readonly authentication?: InboundAuthentication;
  /** Web origins that may call the endpoint from a browser, `https://host[:port]`. @default those of the gateway */
  readonly allowedOrigins?: readonly string[];
  /** How often one person or agent, and one login, may call; the window is 1 to 300 seconds. @default 600 and 300 calls in 60 seconds */
  readonly rateLimits?: McpRateLimits;
  /** Longest wait for the first byte of an answer, in seconds, 1 to 240. A stream that began goes on. @default 240 */
  readonly timeoutSeconds?: number;
}

/** What is behind the gateway has callers: people who log in, and the agents that are let in here. */
export abstract class GatewayEndpoint extends Construct {
  abstract readonly policy: ProtectedEndpoint;
  abstract readonly api: GatewayApi;
  /** Assignments of the app role that {@link GatewayEndpoint.grantAccess} made, by name. */
  readonly roleAssignments = new Map<string, AppRoleAssignment>();
  /** Subscriptions that {@link GatewayEndpoint.addSubscription} made, by name. */
  readonly subscriptions = new Map<string, ApiManagementSubscription>();

  constructor(
    scope: Construct,
    id: string,
    private readonly callers: Pick<GatewayEndpointProps, 'gateway' | 'authentication' | 'override'>,
  ) {
    super(scope, id);
  }

  /** Public URL of its endpoint. */
  get url(): string {
    return this.urlOf(this.policy);
  }

  protected urlOf({ resourcePath }: ProtectedEndpoint): string {
    return `${this.callers.gateway.apiManagement.gatewayUrl}/${resourcePath}`;
  }

  /**
   * Lets an application call this backend as itself: assigns it the app role in the gateway's Entra application.
   * @param name kebab-case, unique in the backend
   * @param principalObjectId object id of its service principal or managed identity, not its client id
   * @throws UserError when the backend takes no Entra tokens
   */
  grantAccess(name: string, principalObjectId: string): AppRoleAssignment {
    const { gateway, authentication, override } = this.callers;
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
    const { gateway, authentication, override } = this.callers;
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

  private requireWay(prop: keyof InboundAuthentication, isOn: boolean | undefined, method: string): void {
    if (isOn === true) return;
    throw new UserError(
      `${this.node.path}: ${method} needs a backend that takes callers this way. Set authentication: { ${prop}: true }. [backend-authentication]`,
    );
  }
}
