import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../seams';
import { epochSeconds, ISSUER_V1, ISSUER_V2, verifyTenantToken } from '../entra/tenant';
import { TENANT_ID } from '../managed-identity/principals';
import { storageContainerId } from './accounts';
import { isGranted } from './roles';
import type { BlobGrant } from './roles';

/** Why a request to Blob storage is refused: status and error code as the Blob REST API documents them. */
export interface BlobRefusal {
  readonly status: 401 | 403;
  readonly code: string;
  readonly message: string;
}

/** What the stack says about who may do what. */
export interface BlobAccessRules {
  /** Resource id of every storage account, by account name. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly grants: readonly BlobGrant[];
}

const READ_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Decides whether Blob storage would let this request in: an Entra token for storage, signed by the tenant, valid now,
 * of an identity that has a blob data role on the account or container. Account keys and SAS are refused: the stand-in
 * gives no key to anybody.
 * @returns why not, or undefined when it may pass
 */
export async function refusal(
  request: IncomingMessage,
  rules: BlobAccessRules,
  clock: Clock,
): Promise<BlobRefusal | undefined> {
  const authorization = request.headers.authorization;
  if (authorization === undefined) {
    return {
      status: 401,
      code: 'NoAuthenticationInformation',
      message:
        'Server failed to authenticate the request. Please refer to the information in the www-authenticate header.',
    };
  }
  const token = /^Bearer (\S+)$/.exec(authorization)?.[1];
  if (token === undefined) {
    return {
      status: 403,
      code: 'KeyBasedAuthenticationNotPermitted',
      message: 'Key based authentication is not permitted on this storage account.',
    };
  }
  // As written, not through URL: that would resolve dot segments, which Azurite takes literally.
  const [account = '', container = ''] = (request.url ?? '/').replace(/\?.*$/s, '').split('/').slice(1);
  let principalId: unknown;
  try {
    const claims = await verifyTenantToken(token, {
      issuers: [ISSUER_V1, ISSUER_V2],
      audiences: audiencesFor(account),
      clock,
    });
    principalId = claims.oid;
  } catch {
    return {
      status: 401,
      code: 'InvalidAuthenticationInfo',
      message:
        'Server failed to authenticate the request. Please refer to the information in the www-authenticate header.',
    };
  }
  const accountId = rules.accounts.get(account);
  const resourceId = accountId === undefined || container === '' ? accountId : storageContainerId(accountId, container);
  const granted =
    resourceId !== undefined &&
    isGranted(rules.grants, {
      principalId: String(principalId),
      resourceId,
      write: !READ_METHODS.includes(request.method ?? ''),
    });
  return granted
    ? undefined
    : {
        status: 403,
        code: 'AuthorizationPermissionMismatch',
        message: 'This request is not authorized to perform this operation using this permission.',
      };
}

/** The challenge that goes with a 401. */
export const BLOB_CHALLENGE = `Bearer authorization_uri=https://login.microsoftonline.com/${TENANT_ID}/oauth2/authorize resource_id=https://storage.azure.com`;

function audiencesFor(account: string): readonly string[] {
  return ['https://storage.azure.com', `https://${account}.blob.core.windows.net`].flatMap((host) => [
    host,
    `${host}/`,
  ]);
}

/**
 * The bearer token that Azurite gets in place of a caller's that was verified. Azurite looks at a token's times by the
 * wall clock, which is not the clock of the local gateway, and at nothing that was not verified better before.
 */
export function azuriteTicket(wallClock: Clock): string {
  const now = epochSeconds(wallClock);
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: ISSUER_V1, aud: 'https://storage.azure.com', iat: now, nbf: now - 60, exp: now + 60 };
  return `Bearer ${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.verified`;
}
