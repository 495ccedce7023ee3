import type { IncomingMessage } from 'node:http';
import type { Clock } from '../seams';
import { ISSUER_V2, verifyTenantToken } from './entra/tenant';
import { nestedBlock, textList } from './stack-values';

/**
 * What the platform in front of an app checks before the app sees a request ("built-in authentication", the same component for
 * App Service, Functions and Container Apps). https://learn.microsoft.com/azure/app-service/configure-authentication-provider-aad
 */
export interface BuiltInAuthentication {
  /** Values that `aud` of an access token may have. */
  readonly audiences: readonly string[];
  /** Object ids (`oid`) that are let in; empty lets in every principal of the tenant. */
  readonly principalIds: readonly string[];
  /** Client ids (`azp`, in v1 tokens `appid`) that are let in; empty lets in every application. */
  readonly applicationIds: readonly string[];
  /** Answer to a request without a valid token. */
  readonly unauthenticatedStatus: 401 | 403;
}

/** What built-in authentication is configured with, whichever provider wrote it. */
export interface BuiltInAuthenticationSettings {
  readonly clientId: unknown;
  readonly openIdIssuer: unknown;
  readonly allowedAudiences: unknown;
  readonly allowedIdentities: unknown;
  readonly allowedApplications: unknown;
  readonly unauthenticatedClientAction: unknown;
  readonly excludedPaths: unknown;
}

const STATUS_OF_ACTION = new Map<unknown, 401 | 403>([
  ['Return401', 401],
  ['Return403', 403],
]);

/**
 * Checks the settings of built-in authentication.
 * @param owner address of the resource they stand in, for messages
 * @throws Error naming the setting that the local gateway cannot honour
 */
export function builtInAuthentication(owner: string, settings: BuiltInAuthenticationSettings): BuiltInAuthentication {
  const { clientId, openIdIssuer, unauthenticatedClientAction } = settings;
  const unauthenticatedStatus = STATUS_OF_ACTION.get(unauthenticatedClientAction);
  if (typeof clientId !== 'string' || clientId === '') {
    throw notProvided(owner, 'the client id', clientId, 'the client id of an application of the stack');
  }
  if (openIdIssuer !== ISSUER_V2) {
    throw notProvided(owner, 'the issuer', openIdIssuer, `the v2.0 issuer of the stack's tenant, ${ISSUER_V2}`);
  }
  if (unauthenticatedStatus === undefined) {
    const known = [...STATUS_OF_ACTION.keys()].join(' or ');
    throw notProvided(owner, 'the action for unauthenticated requests', unauthenticatedClientAction, known);
  }
  if (textList(owner, 'excluded paths', settings.excludedPaths).length > 0) {
    throw notProvided(owner, 'the list of excluded paths', settings.excludedPaths, 'an empty list');
  }
  const audiences = textList(owner, 'allowed audiences', settings.allowedAudiences);
  return {
    audiences: audiences.length > 0 ? audiences : [clientId],
    principalIds: textList(owner, 'allowed identities', settings.allowedIdentities),
    applicationIds: textList(owner, 'allowed applications', settings.allowedApplications),
    unauthenticatedStatus,
  };
}

/**
 * Reads the ARM form, `properties` of `Microsoft.App/containerApps/authConfigs`.
 * @returns undefined when authentication is switched off
 * @throws Error naming the setting that the local gateway cannot honour
 */
export function readAuthConfig(owner: string, properties: unknown): BuiltInAuthentication | undefined {
  const config = nestedBlock(properties);
  const validation = nestedBlock(config?.['globalValidation']);
  const entra = nestedBlock(nestedBlock(config?.['identityProviders'])?.['azureActiveDirectory']);
  if (nestedBlock(config?.['platform'])?.['enabled'] !== true) return undefined;
  if (entra === undefined || entra['enabled'] === false) {
    throw notProvided(owner, 'the identity provider', Object.keys(config ?? {}), 'azureActiveDirectory');
  }
  const registration = nestedBlock(entra['registration']);
  const tokens = nestedBlock(entra['validation']);
  const policy = nestedBlock(tokens?.['defaultAuthorizationPolicy']);
  return builtInAuthentication(owner, {
    clientId: registration?.['clientId'],
    openIdIssuer: registration?.['openIdIssuer'],
    allowedAudiences: tokens?.['allowedAudiences'],
    allowedIdentities: nestedBlock(policy?.['allowedPrincipals'])?.['identities'],
    allowedApplications: policy?.['allowedApplications'],
    unauthenticatedClientAction: validation?.['unauthenticatedClientAction'],
    excludedPaths: validation?.['excludedPaths'],
  });
}

/**
 * Decides whether a request reaches the app.
 * @returns 'admitted', or the status that the platform answers: the configured one without a valid token, 403 to a caller that is not allowed
 */
export async function admit(
  request: IncomingMessage,
  authentication: BuiltInAuthentication,
  clock: Clock,
): Promise<'admitted' | 401 | 403> {
  const token = /^Bearer +([^\s,]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const claims = token === undefined ? undefined : await validClaims(token, authentication, clock);
  if (claims === undefined) return authentication.unauthenticatedStatus;
  const { oid, azp, appid } = claims;
  const isAllowed = isListed(authentication.principalIds, oid) && isListed(authentication.applicationIds, azp ?? appid);
  return isAllowed ? 'admitted' : 403;
}

async function validClaims(
  token: string,
  { audiences }: BuiltInAuthentication,
  clock: Clock,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    return await verifyTenantToken(token, { issuers: [ISSUER_V2], audiences, clock });
  } catch {
    return undefined;
  }
}

function isListed(allowed: readonly string[], id: unknown): boolean {
  return allowed.length === 0 || (typeof id === 'string' && allowed.includes(id));
}

function notProvided(owner: string, what: string, value: unknown, provided: string): Error {
  return new Error(
    `${owner}: ${what} of built-in authentication is ${JSON.stringify(value) ?? 'not set'}; the local gateway provides ${provided}. Correct it in the stack.`,
  );
}
