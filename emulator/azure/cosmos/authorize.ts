import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../seams';
import { ISSUER_V1, ISSUER_V2, verifyTenantToken } from '../entra/tenant';
import type { CosmosAccount } from './accounts';
import { forbidden, unauthorized, type CosmosError } from './cosmos-error';
import type { DocumentRequest } from './document-request';

const HEADER_FORM = /^type=([^&]*)&ver=([^&]*)&sig=(.+)$/s;
const RFC_1123 = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const LARGEST_SKEW_MILLISECONDS = 15 * 60 * 1000;

/** Tokens whose signature and claims were checked, by account. An identity uses one token for hours. */
const checked = new WeakMap<
  CosmosAccount,
  Map<string, { readonly principalId: string; readonly expiresSeconds: number }>
>();
/** Past this many tokens an account forgets them all. */
const MAX_CHECKED = 100;

/**
 * Checks date and authorization header of a request and returns the caller's principal id.
 * @throws CosmosError 401 for a header or token that proves nothing, 403 for a date too far from now
 */
export async function authenticate(request: IncomingMessage, account: CosmosAccount, clock: Clock): Promise<string> {
  const header = request.headers.authorization;
  if (header === undefined) {
    throw unauthorized('Required Header authorization is missing. Ensure a valid Authorization token is passed.');
  }
  checkDate(request, clock);
  const token = readToken(header, account);
  const known = checked.get(account)?.get(token);
  if (known !== undefined && known.expiresSeconds > clock.nowMilliseconds() / 1000) {
    return known.principalId;
  }
  try {
    const { sub, exp } = await verifyTenantToken(token, {
      issuers: [ISSUER_V1, ISSUER_V2],
      audiences: audiencesOf(account),
      clock,
    });
    if (sub === undefined) {
      throw new Error('the token has no subject');
    }
    remember(account, token, { principalId: sub, expiresSeconds: exp ?? 0 });
    return sub;
  } catch (error) {
    throw invalidToken(error);
  }
}

function remember(
  account: CosmosAccount,
  token: string,
  entry: { readonly principalId: string; readonly expiresSeconds: number },
): void {
  const tokens = checked.get(account) ?? new Map<string, typeof entry>();
  if (tokens.size >= MAX_CHECKED) {
    tokens.clear();
  }
  checked.set(account, tokens.set(token, entry));
}

/** Checks the caller's role. @throws CosmosError 403 when no role assignment of the stack allows the operation there */
export function authorize(principalId: string, account: CosmosAccount, request: DocumentRequest): void {
  const resource = `/dbs/${request.database}/colls/${request.container}`;
  const allowed = account.roleAssignments.some(
    ({ principalId: assignee, role, scope }) =>
      assignee === principalId &&
      (role === 'contributor' || request.operation === 'read') &&
      (resource === scope || resource.startsWith(`${scope}/`)),
  );
  if (!allowed) {
    throw forbidden(
      `Request blocked by Auth ${account.name}: principal [${principalId}] does not have required RBAC permissions to perform action [Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/${request.operation}] on resource [${resource.slice(1)}].`,
    );
  }
}

function checkDate(request: IncomingMessage, clock: Clock): void {
  const text = request.headers['x-ms-date'];
  const time = typeof text === 'string' && RFC_1123.test(text) ? Date.parse(text) : NaN;
  // A weekday that does not belong to the date passes the pattern and Date.parse.
  if (Number.isNaN(time) || new Date(time).toUTCString() !== text) {
    throw unauthorized('The input date header is invalid format. Please pass in RFC 1123 style date format.');
  }
  if (Math.abs(clock.nowMilliseconds() - time) > LARGEST_SKEW_MILLISECONDS) {
    throw forbidden(
      `The authorization token is not valid at the current time. Please create another token and retry (x-ms-date: ${text}, current server time: ${new Date(clock.nowMilliseconds()).toUTCString()}).`,
    );
  }
}

function readToken(header: string, account: CosmosAccount): string {
  // The documented form is encoded as a whole, so the separators never stand in it as they are.
  if (/[=&\s]/.test(header)) {
    throw malformed();
  }
  const [, type, version, token] = HEADER_FORM.exec(decode(header)) ?? [];
  if (token === undefined || version !== '1.0') {
    throw malformed();
  }
  if (type === 'aad') {
    return token;
  }
  throw unauthorized(
    account.localAuthenticationEnabled
      ? 'The local gateway plays Entra authorization (type=aad) only, no account keys.'
      : 'Local Authorization is disabled. Use an AAD token to authorize all requests.',
  );
}

function decode(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    throw malformed();
  }
}

function malformed(): CosmosError {
  return unauthorized(
    'The format of the authorization header is invalid: it must be the URL-encoded text type=aad&ver=1.0&sig=TOKEN.',
  );
}

function audiencesOf(account: CosmosAccount): readonly string[] {
  return [`https://${account.host}`, 'https://cosmos.azure.com'].flatMap((audience) => [audience, `${audience}/`]);
}

function invalidToken(error: unknown): CosmosError {
  const reason = error instanceof Error ? error.message : 'unknown reason';
  return unauthorized(`The provided AAD token is not valid for this account: ${reason}.`);
}
