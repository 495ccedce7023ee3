import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../seams';
import { ISSUER_V1, ISSUER_V2, verifyTenantToken } from '../entra/tenant';
import { covers } from '../role-grants';
import type { OpenAiAccount } from './accounts';
import { OpenAiError } from './openai-error';

const AUDIENCE = 'https://cognitiveservices.azure.com';

/**
 * Lets a caller in with a key, where the account takes keys, or with an Entra token of an identity to which the stack gives a
 * role on the account.
 * @param operation path of the operation, for instance `chat/completions`
 * @throws OpenAiError 401 or 403, as Azure answers
 */
export async function authorize(
  request: IncomingMessage,
  account: OpenAiAccount,
  operation: string,
  clock: Clock,
): Promise<void> {
  const key = request.headers['api-key'];
  if (key !== undefined) return checkKey(String(key), account);
  const principalId = await authenticate(request.headers.authorization, clock);
  if (account.users.some((grant) => grant.principalId === principalId && covers(grant, account.id))) return;
  throw new OpenAiError(
    401,
    'PermissionDenied',
    `The principal \`${principalId}\` lacks the required data action \`Microsoft.CognitiveServices/accounts/OpenAI/${operation}/action\` to perform \`POST /openai/v1/${operation}\` operation.`,
  );
}

function checkKey(key: string, { keys }: OpenAiAccount): void {
  if (keys.length === 0) {
    throw new OpenAiError(403, 'AuthenticationTypeDisabled', 'Key based authentication is disabled for this resource.');
  }
  if (keys.includes(key)) return;
  throw new OpenAiError(401, '401', 'Access denied due to invalid subscription key or wrong API endpoint.');
}

async function authenticate(authorization: string | undefined, clock: Clock): Promise<string> {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  try {
    const claims = await verifyTenantToken(token ?? '', {
      issuers: [ISSUER_V1, ISSUER_V2],
      audiences: [AUDIENCE, `${AUDIENCE}/`],
      clock,
    });
    return String(claims.oid);
  } catch {
    throw new OpenAiError(
      401,
      '401',
      `Unauthorized. Access token is missing, invalid, audience is incorrect (${AUDIENCE}), or have expired.`,
    );
  }
}
