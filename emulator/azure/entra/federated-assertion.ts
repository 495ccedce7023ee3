import { decodeJwt, errors, type JWTPayload } from 'jose';
import type { Clock } from '../../seams';
import type { EntraApplication } from './applications';
import { EntraError } from './entra-error';
import { ISSUER_V2, verifyTenantToken } from './tenant';

/** The only way a confidential client proves itself here: a token of the identity its federated credential names. */
export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Checks a client assertion against the federated credentials of an application, as workload identity federation does:
 * issuer, subject and audience exactly as one credential says, then signature by the issuer's keys, then time.
 * @throws EntraError `invalid_client` with the number Entra uses for the check that failed
 */
export async function checkFederatedAssertion(
  assertion: string,
  application: EntraApplication,
  clock: Clock,
): Promise<void> {
  const claims = decode(assertion);
  const { federatedCredentials } = application;
  const byIssuer = federatedCredentials.filter(({ issuer }) => issuer === claims.iss);
  if (byIssuer.length === 0) {
    throw noMatch(700211, 'issuer', claims.iss);
  }
  const bySubject = byIssuer.filter(({ subject }) => subject === claims.sub);
  if (bySubject.length === 0) {
    throw noMatch(700213, 'subject', claims.sub);
  }
  const { aud } = claims;
  const byAudience = bySubject.filter(({ audiences }) => typeof aud === 'string' && audiences.includes(aud));
  if (byAudience.length === 0 || typeof aud !== 'string') {
    throw noMatch(700212, 'audience', aud);
  }
  if (claims.iss !== ISSUER_V2) {
    // The issuer's keys would be fetched from its discovery document; this machine knows those of its own tenant only.
    throw refused(50166, `The keys of the issuer '${String(claims.iss)}' can not be fetched by the local gateway.`);
  }
  try {
    await verifyTenantToken(assertion, { issuers: [ISSUER_V2], audiences: [aud], clock });
  } catch (error) {
    throw invalid(error);
  }
}

function decode(assertion: string): JWTPayload {
  try {
    return decodeJwt(assertion);
  } catch {
    throw refused(50027, 'JWT token is invalid or malformed.');
  }
}

function noMatch(aadsts: number, what: string, value: unknown): EntraError {
  return refused(
    aadsts,
    `No matching federated identity record found for presented assertion ${what} ${JSON.stringify(value) ?? 'nothing'}. Check your federated identity credential ${what}.`,
  );
}

function invalid(error: unknown): EntraError {
  const isTime =
    error instanceof errors.JWTExpired || (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf');
  return isTime
    ? refused(700024, 'Client assertion is not within its valid time range.')
    : refused(700027, 'The client assertion failed signature validation.');
}

function refused(aadsts: number, message: string): EntraError {
  return new EntraError('invalid_client', aadsts, message, 401);
}
