/** How callers of an endpoint may prove who they are: at least one way. */
export interface InboundAuthentication {
  /** People log in, by OAuth. @default true */
  readonly oauth?: boolean;
  /** Applications present an access token that Entra issued to them for the gateway, with the app role of the endpoint. @default false */
  readonly entra?: boolean;
  /** Programs present the key of an API Management subscription in {@link SUBSCRIPTION_KEY_HEADER}. @default false */
  readonly subscriptionKey?: boolean;
}

/** Header with an API Management subscription key. */
export const SUBSCRIPTION_KEY_HEADER = 'Ocp-Apim-Subscription-Key';

/** Names the app role an application needs in its Entra token to call a backend. @param backendName for instance `slack` */
export function agentRole(backendName: string): string {
  return `Mcp.${backendName}`;
}
