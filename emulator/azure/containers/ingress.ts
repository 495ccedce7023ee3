import type { IncomingMessage, ServerResponse } from 'node:http';
import { decodeJwt } from 'jose';
import { errorMessage } from '../../gateway/error-details';
import type { Clock } from '../../seams';
import { admit, type BuiltInAuthentication } from '../built-in-authentication';
import { listenOnLoopback, type LoopbackServer } from '../loopback-server';
import { endToEnd, forward } from '../programs/forward';
import type { Program } from '../programs/program';

/** What stands between callers and one container app. */
export interface IngressOptions {
  /** Public host of the app. */
  readonly host: string;
  readonly authentication: BuiltInAuthentication | undefined;
  readonly program: Program;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** Headers that only built-in authentication may set. */
const PRINCIPAL_HEADERS = /^x-ms-(?:client-principal|token-aad)/i;

/**
 * Serves a container app as its ingress on Azure does: built-in authentication first, then the container, which sees the
 * caller's `Authorization` and who that is in `X-MS-CLIENT-PRINCIPAL*`. Without a running container it answers 503.
 * https://learn.microsoft.com/azure/container-apps/authentication
 */
export function startIngress(options: IngressOptions): Promise<LoopbackServer> {
  return listenOnLoopback(
    (request, response) => answer(options, request, response),
    () => options.log(`${options.host}: a request failed inside the local gateway.`),
  );
}

async function answer(options: IngressOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { authentication, program, host, clock, log } = options;
  // What arrives while nobody reads yet stays in the connection.
  const verdict = authentication === undefined ? 'admitted' : await admit(request, authentication, clock);
  if (verdict !== 'admitted') {
    request.resume();
    response.writeHead(verdict, verdict === 401 ? { 'WWW-Authenticate': `Bearer realm="${host}"` } : {}).end();
    return;
  }
  const headers = forwardedHeaders(request, authentication !== undefined);
  try {
    await program.ensureListening();
  } catch (error) {
    log(errorMessage(error));
    return unavailable(request, response);
  }
  if (!(await forward(request, response, program.origin, headers))) unavailable(request, response);
}

function forwardedHeaders(request: IncomingMessage, isAuthenticated: boolean): readonly string[] {
  const passed = endToEnd(request.rawHeaders).filter(
    (_text, index, all) => !isAuthenticated || !PRINCIPAL_HEADERS.test(all[index - (index % 2)] ?? ''),
  );
  return [
    ...passed,
    'X-Forwarded-Proto',
    'https',
    'X-Forwarded-For',
    '127.0.0.1',
    ...(isAuthenticated ? principalHeaders(request.headers.authorization ?? '') : []),
  ];
}

/** Who calls, in the form App Service documents. https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities */
function principalHeaders(authorization: string): readonly string[] {
  const claims = decodeJwt(authorization.replace(/^Bearer +/i, ''));
  const principal = {
    auth_typ: 'aad',
    claims: Object.entries(claims).map(([type, value]) => ({ typ: type, val: String(value) })),
    name_typ: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
    role_typ: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role',
  };
  return [
    'X-MS-CLIENT-PRINCIPAL',
    Buffer.from(JSON.stringify(principal)).toString('base64'),
    'X-MS-CLIENT-PRINCIPAL-ID',
    String(claims.oid),
    'X-MS-CLIENT-PRINCIPAL-IDP',
    'aad',
  ];
}

function unavailable(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response
    .writeHead(503, { 'Content-Type': 'text/plain' })
    .end('upstream connect error or disconnect/reset before headers');
}
