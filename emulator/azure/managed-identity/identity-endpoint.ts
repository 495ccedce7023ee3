import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../loopback-server';
import type { StandInEnvironment } from '../stand-in';
import { IdentityRefusedError, type IdentitySelector } from './directory';

/** What a child process needs to get tokens: the values of `IDENTITY_ENDPOINT` and `IDENTITY_HEADER`. */
export interface IdentityEndpoint {
  readonly endpoint: string;
  /** A secret that stands for the owner; never log it. */
  readonly header: string;
}

const endpoints = new WeakMap<StandInEnvironment['identity'], (ownerAddress: string) => IdentityEndpoint>();

/** Makes {@link identityEndpointFor} work for one gateway. */
export function registerIdentityEndpoint(
  environment: StandInEnvironment,
  endpointFor: (ownerAddress: string) => IdentityEndpoint,
): void {
  endpoints.set(environment.identity, endpointFor);
}

/**
 * The App Service identity endpoint through which the code of the resource `ownerAddress` gets its tokens.
 * @throws Error when the managed identity stand-in has not started; it starts first
 */
export function identityEndpointFor(environment: StandInEnvironment, ownerAddress: string): IdentityEndpoint {
  const endpointFor = endpoints.get(environment.identity);
  if (endpointFor === undefined) {
    throw new Error(`${ownerAddress}: the managed identity stand-in has not started; start it before the others.`);
  }
  return endpointFor(ownerAddress);
}

const PATH = '/msi/token';
const API_VERSION = '2019-08-01';

/** An issued token together with the identity it was issued to. */
export interface EndpointToken {
  readonly accessToken: string;
  readonly expiresOnSeconds: number;
  readonly clientId: string;
}

/**
 * Answers one request to the endpoint, as App Service documents it ("REST endpoint reference" of its managed identity page):
 * 401 for a wrong `X-IDENTITY-HEADER`, 400 for anything else that is wrong.
 */
export async function answerIdentityRequest(
  request: IncomingMessage,
  response: ServerResponse,
  resolve: {
    ownerOf(header: string): string | undefined;
    token(ownerAddress: string, resource: string, selector: IdentitySelector): Promise<EndpointToken>;
  },
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const refuse = (statusCode: number, message: string): void => sendJson(response, statusCode, { statusCode, message });

  const header = request.headers['x-identity-header'];
  const owner = typeof header === 'string' ? resolve.ownerOf(header) : undefined;
  if (owner === undefined) {
    return refuse(401, 'Unauthorized: the X-IDENTITY-HEADER is missing or wrong.');
  }
  if (url.pathname !== PATH || request.method !== 'GET') {
    return refuse(404, `Not found: the endpoint is GET ${PATH}.`);
  }
  const apiVersion = url.searchParams.get('api-version');
  if (apiVersion !== API_VERSION) {
    return refuse(400, `The api-version '${apiVersion ?? ''}' is not supported; use ${API_VERSION}.`);
  }
  const resource = url.searchParams.get('resource');
  if (resource === null || resource === '') {
    return refuse(400, "The query parameter 'resource' is missing.");
  }
  try {
    const issued = await resolve.token(owner, resource, {
      clientId: url.searchParams.get('client_id') ?? undefined,
      principalId: url.searchParams.get('principal_id') ?? undefined,
      resourceId: url.searchParams.get('mi_res_id') ?? undefined,
    });
    sendJson(
      response,
      200,
      {
        access_token: issued.accessToken,
        client_id: issued.clientId,
        expires_on: String(issued.expiresOnSeconds),
        resource,
        token_type: 'Bearer',
      },
      { 'Cache-Control': 'no-store' },
    );
  } catch (error) {
    if (!(error instanceof IdentityRefusedError)) {
      throw error;
    }
    refuse(400, error.message);
  }
}

/** The URL of the endpoint of a server on this port. */
export function identityEndpointUrl(port: number): string {
  return `http://127.0.0.1:${port}${PATH}`;
}
