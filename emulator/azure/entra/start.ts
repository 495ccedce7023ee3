import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { BodyTooLargeError, listenOnLoopback, readBody, sendJson } from '../loopback-server';
import { TENANT_ID } from '../managed-identity/principals';
import { Outage } from '../outage';
import type { ResolvedStack } from '../../stack/resolved-stack';
import type { StandIn, StandInEnvironment } from '../stand-in';
import { readApplications, type EntraApplication } from './applications';
import { libraryResponseMode } from './authorization-answer';
import { issueApplicationToken } from './client-credentials';
import { ENTRA_COMPUTES, passwordAttributes } from './computed-attributes';
import { EntraError, tokenErrorBody, toEntraError } from './entra-error';
import { answerLogin } from './login';
import { METADATA, PATHS } from './metadata';
import { errorPage, pageHeaders } from './html';
import { createProvider, pageError } from './provider';
import { readResourceApplications, type ResourceApplication } from './resource-applications';
import { ENTRA_HOST, tenantJwks } from './tenant';
import {
  authenticateTokenRequest,
  libraryForm,
  libraryScope,
  LONGEST_TOKEN_REQUEST_BYTES,
  withForm,
} from './token-request';
import { requireTestUser, UserDirectory, type TestUser } from './users';

/** The Entra stand-in, with what tests and later features steer. */
export interface EntraStandIn extends StandIn {
  /** Where browsers reach it, for instance `http://127.0.0.1:4711`. */
  readonly origin: string;
  readonly users: UserDirectory;
  readonly outage: Outage;
}

/** What a user of the local gateway can choose. */
export interface EntraOptions {
  /** Name of the test user who is signed in without the login page. */
  readonly user?: string | undefined;
  /** The users, for somebody who wants to administer them. @default users only the tenant knows */
  readonly users?: UserDirectory;
}

/**
 * Makes the function that stands in for Microsoft Entra ID: one tenant with two test users and the applications of the
 * stack. The OpenID Connect protocol is a library's; client authentication, error texts and ID tokens are Entra's.
 * @throws Error that lists the users when `user` is none of them
 */
export function createStartEntra(options: EntraOptions): (environment: StandInEnvironment) => Promise<EntraStandIn> {
  const signInAs = options.user === undefined ? undefined : requireTestUser(options.user);
  return async (environment) => {
    const tenant = new EntraTenant(environment, signInAs, options.users ?? new UserDirectory());
    const server = await listenOnLoopback(
      (request, response) => tenant.answer(request, response),
      () => environment.log('Entra: a request failed inside the local gateway.'),
    );
    // 127.0.0.1, not localhost: a form posted from here to the gateway is then cross-site and carries no SameSite=Lax
    // cookie, as between the real hosts, and neither sees the other's cookies.
    const origin = `http://127.0.0.1:${server.port}`;
    environment.hosts.map(ENTRA_HOST, origin);
    return {
      origin,
      users: tenant.users,
      outage: tenant.outage,
      computes: { ...ENTRA_COMPUTES, azuread_application_password: passwordAttributes(environment.randomness) },
      configure: (stack) => tenant.configure(stack),
      close: () => server.close(),
    };
  };
}

class EntraTenant {
  readonly outage = new Outage();
  #applications: readonly EntraApplication[] = [];
  #resources: readonly ResourceApplication[] = [];
  #clientSecrets: ReadonlyMap<string, string> = new Map();
  #provider: Provider | undefined;

  constructor(
    private readonly environment: StandInEnvironment,
    private readonly signInAs: TestUser | undefined,
    readonly users: UserDirectory,
  ) {}

  async configure(stack: ResolvedStack): Promise<void> {
    const applications = readApplications(stack);
    this.#applications = applications;
    this.#resources = readResourceApplications(stack);
    const secret = (): string => Buffer.from(this.environment.randomness.bytes(32)).toString('hex');
    this.#clientSecrets = new Map(applications.map(({ clientId }) => [clientId, secret()]));
    this.#provider = await createProvider({
      applications: applications.filter(({ redirectUris }) => redirectUris.length > 0),
      clientSecrets: this.#clientSecrets,
      users: this.users,
      environment: this.environment,
    });
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const failure = this.outage.take();
    if (failure?.kind === 'dropped') {
      request.socket.destroy();
      return;
    }
    if (failure !== undefined || this.#provider === undefined) {
      const throttled = failure?.kind === 'throttled';
      sendJson(
        response,
        throttled ? 429 : 503,
        tokenErrorBody(UNAVAILABLE, this.environment),
        throttled ? { 'Retry-After': String(Math.ceil(failure.retryAfterMilliseconds / 1000)) } : {},
      );
      return;
    }
    // A foreign name that resolves to this machine must not reach it (DNS rebinding).
    if (!OWN_HOST.test(request.headers.host ?? '')) {
      response.writeHead(403);
      response.end();
      return;
    }
    const url = new URL(request.url ?? '/', 'http://localhost');
    const isToken = url.pathname.endsWith('/oauth2/v2.0/token');
    try {
      await this.#route(this.#provider, url, request, response);
    } catch (error) {
      this.#refuse(response, error, isToken);
    }
  }

  async #route(provider: Provider, url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, tenant] = url.pathname.split('/');
    if (tenant !== TENANT_ID) {
      throw new EntraError(
        'invalid_request',
        90002,
        `Tenant '${tenant ?? ''}' not found. Check to make sure you have the correct tenant ID; the local gateway's is ${TENANT_ID}.`,
      );
    }
    if (url.pathname === PATHS.metadata) {
      return sendJson(response, 200, METADATA);
    }
    if (url.pathname === PATHS.keys) {
      return sendJson(response, 200, await tenantJwks());
    }
    if (url.pathname.startsWith(`${PATHS.login}/`)) {
      const { users, signInAs } = this;
      return answerLogin(request, response, { provider, applications: this.#applications, users, signInAs });
    }
    if (url.pathname === PATHS.authorize) {
      request.url = this.#libraryAuthorizeUrl(url);
    }
    if (url.pathname === PATHS.token && request.method === 'POST') {
      const body = await readBody(request, LONGEST_TOKEN_REQUEST_BYTES);
      const authenticated = await authenticateTokenRequest(request, body.toString('utf8'), {
        applications: this.#applications,
        clock: this.environment.clock,
      });
      const { form, application } = authenticated;
      if (form.get('grant_type') === 'client_credentials') {
        const token = await issueApplicationToken(authenticated, { resources: this.#resources, ...this.environment });
        return sendJson(response, 200, token, { 'Cache-Control': 'no-store' });
      }
      const secret = this.#clientSecrets.get(application.clientId) ?? '';
      return provider.callback()(withForm(request, libraryForm(form, secret)), response);
    }
    return provider.callback()(request, response);
  }

  #libraryAuthorizeUrl(url: URL): string {
    const application = this.#applications.find(({ clientId }) => clientId === url.searchParams.get('client_id'));
    if (application?.redirectUris.length === 0) {
      throw new EntraError('invalid_client', 500113, 'No reply address is registered for the application.');
    }
    const translated = new URL(url);
    const scope = url.searchParams.get('scope');
    translated.searchParams.set('response_mode', libraryResponseMode(url.searchParams.get('response_mode')));
    if (scope !== null) {
      translated.searchParams.set('scope', libraryScope(scope));
    }
    return `${translated.pathname}${translated.search}`;
  }

  #refuse(response: ServerResponse, error: unknown, isToken: boolean): void {
    const refusal =
      error instanceof EntraError
        ? error
        : error instanceof BodyTooLargeError
          ? new EntraError('invalid_request', 9002313, 'Invalid request. The request body is too long.', 413)
          : isLibraryRefusal(error)
            ? toEntraError(error)
            : undefined;
    if (refusal === undefined) {
      throw error;
    }
    if (isToken) {
      sendJson(response, refusal.status, tokenErrorBody(refusal, this.environment), { 'Cache-Control': 'no-store' });
      return;
    }
    const { status, text } = pageError(refusal, this.environment);
    response.writeHead(status, pageHeaders());
    response.end(errorPage(text));
  }
}

const OWN_HOST = /^(?:login\.microsoftonline\.com|localhost|127\.0\.0\.1)(?::\d+)?$/;

const UNAVAILABLE = new EntraError(
  'temporarily_unavailable',
  90033,
  'A transient error has occurred. Please try again.',
);

function isLibraryRefusal(error: unknown): error is Error & { readonly error: string } {
  return error instanceof Error && 'error' in error && typeof error.error === 'string';
}
