import type { FunctionAppFlexConsumptionAuthSettingsV2 } from '@cdktf/provider-azurerm/lib/function-app-flex-consumption';
import type { IMcpGateway } from '../mcp-gateway-interface';
import type { BackendApplication } from './backend-application';

/**
 * Whom built-in authentication of a backend lets in: the gateway's user-assigned identity, with a token for the
 * backend's own Entra application. Both the principal (`oid`) and the client (`azp`) have to match, so that neither an ID token that somebody
 * got by logging in nor an agent's token opens a backend around the gateway.
 * https://learn.microsoft.com/azure/app-service/configure-authentication-provider-aad#use-a-built-in-authorization-policy
 */
export interface GatewayAuthentication {
  /** Client id of the application that tokens are for. It is their `aud`, because the application asks for v2.0 tokens. */
  readonly clientId: string;
  /** Issuer of those tokens, which is where the OpenID configuration stands too. */
  readonly issuer: string;
  /** Object id of the identity. */
  readonly principalId: string;
  /** Client id of the identity. */
  readonly identityClientId: string;
}

/** The values of one backend of a gateway. */
export function gatewayAuthentication(
  { entra }: Pick<IMcpGateway, 'entra'>,
  application: BackendApplication,
): GatewayAuthentication {
  return {
    clientId: application.clientId,
    issuer: entra.issuer,
    principalId: entra.identity.principalId,
    identityClientId: entra.identity.clientId,
  };
}

/**
 * The ARM body of `Microsoft.App/containerApps/authConfigs` that admits the gateway alone.
 * https://learn.microsoft.com/azure/templates/microsoft.app/containerapps/authconfigs
 */
export function containerAuthConfig(gateway: GatewayAuthentication): Readonly<Record<string, unknown>> {
  return {
    properties: {
      platform: { enabled: true },
      globalValidation: { unauthenticatedClientAction: 'Return401' },
      httpSettings: { requireHttps: true },
      identityProviders: {
        azureActiveDirectory: {
          enabled: true,
          registration: { clientId: gateway.clientId, openIdIssuer: gateway.issuer },
          validation: {
            allowedAudiences: [gateway.clientId],
            defaultAuthorizationPolicy: {
              allowedPrincipals: { identities: [gateway.principalId] },
              allowedApplications: [gateway.identityClientId],
            },
          },
        },
      },
    },
  };
}

/** The block of a function app that admits the gateway alone. */
export function functionAuthSettings(gateway: GatewayAuthentication): FunctionAppFlexConsumptionAuthSettingsV2 {
  return {
    authEnabled: true,
    requireAuthentication: true,
    unauthenticatedAction: 'Return401',
    activeDirectoryV2: {
      clientId: gateway.clientId,
      tenantAuthEndpoint: gateway.issuer,
      allowedAudiences: [gateway.clientId],
      allowedIdentities: [gateway.principalId],
      allowedApplications: [gateway.identityClientId],
    },
    // azurerm asks for the block; nobody logs in here.
    login: {},
  };
}
