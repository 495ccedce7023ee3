import { exportJWK } from 'jose';
import type { Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { StandInEnvironment } from '../stand-in';
import type { EntraApplication } from './applications';
import { responseModeHandlers } from './authorization-answer';
import { describe, tokenErrorBody, toEntraError, type EntraError, type LibraryError } from './entra-error';
import { claimsOf, CLAIMS_BY_SCOPE, entraIdToken } from './id-token';
import { loadLibrary, withoutLibraryNotes } from './library';
import { createMemoryAdapterFactory } from './memory-adapter';
import { PATHS } from './metadata';
import { errorPage, pageHeaders } from './html';
import { ISSUER_V2, tenantSigningKey } from './tenant';
import type { UserDirectory } from './users';

/**
 * The scope the library sees in place of `offline_access`, which it would grant only together with `prompt=consent`. Entra
 * grants it without.
 */
export const OFFLINE_SCOPE = 'entra_offline_access';

/** Longer than the 2,048 bytes of query API Management accepts, as Entra's codes can be: an answer needs form_post. */
const CODE_CHARACTERS = 2400;
const BITS_PER_CHARACTER = 6;

const CODE_SECONDS = 10 * 60;
const HOUR = 60 * 60;
const DAY = 24 * HOUR;

/** What the library is set up from. */
export interface ProviderSetup {
  readonly applications: readonly EntraApplication[];
  /** The secret by which our own check of an assertion vouches for a client towards the library, by client id. */
  readonly clientSecrets: ReadonlyMap<string, string>;
  readonly users: UserDirectory;
  readonly environment: StandInEnvironment;
}

/** Sets up the OpenID Connect library as the tenant. @throws Error naming the application the library does not accept */
export async function createProvider(setup: ProviderSetup): Promise<Provider> {
  const library = await loadLibrary();
  const { environment } = setup;
  const configuration = await configure(setup, library);
  const provider = withoutLibraryNotes(() => new library.Provider(ISSUER_V2, configuration));
  // Koa prints errors of its own accord; `server_error` below says that there was one.
  provider.silent = true;
  for (const [mode, handler] of responseModeHandlers(environment)) {
    provider.registerResponseMode(mode, handler);
  }
  const answerTokenError = (ctx: KoaContextWithOIDC, refusal: LibraryError): void => {
    if (ctx.path === PATHS.token) {
      const entraError = toEntraError(refusal);
      ctx.status = entraError.status;
      ctx.body = tokenErrorBody(entraError, environment);
    }
  };
  provider.on('grant.error', answerTokenError);
  provider.on('server_error', (ctx, error) => {
    environment.log(`Entra: a request failed inside the local gateway (${error.name}).`);
    answerTokenError(ctx, { error: 'server_error' });
  });
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.path === PATHS.token && ctx.status === 200) {
      ctx.body = await entraTokenBody(ctx.body, environment);
    }
  });
  for (const application of setup.applications) {
    await checkClient(provider, application);
  }
  return provider;
}

async function checkClient(provider: Provider, application: EntraApplication): Promise<void> {
  try {
    await provider.Client.find(application.clientId);
  } catch (error) {
    const description =
      error instanceof Error && 'error_description' in error ? String(error.error_description) : String(error);
    throw new Error(`azuread_application "${application.displayName}": ${description}. Correct it in the stack.`, {
      cause: error,
    });
  }
}

async function configure(
  { applications, clientSecrets, users, environment }: ProviderSetup,
  { interactionPolicy, errors }: Awaited<ReturnType<typeof loadLibrary>>,
): Promise<Configuration> {
  const key = await tenantSigningKey();
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  policy
    .get('login')
    ?.checks.add(
      new interactionPolicy.Check(
        'account_gone',
        'the signed-in user is disabled',
        (ctx) => ctx.oidc.session?.accountId !== undefined && ctx.oidc.account === undefined,
      ),
    );
  return {
    adapter: createMemoryAdapterFactory(),
    jwks: { keys: [{ ...jwkMembers(await exportJWK(key.privateKey)), kid: key.kid, use: 'sig', alg: 'RS256' }] },
    clients: applications.map((application) => ({
      client_id: application.clientId,
      client_secret: clientSecrets.get(application.clientId),
      client_name: application.displayName,
      redirect_uris: [...application.redirectUris],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'client_secret_post',
    })),
    clientAuthMethods: ['client_secret_post'],
    clientBasedCORS: () => false,
    claims: { ...CLAIMS_BY_SCOPE },
    scopes: ['openid', OFFLINE_SCOPE],
    responseTypes: ['code'],
    pkce: { required: () => false },
    allowOmittingSingleRegisteredRedirectUri: false,
    cookies: {
      names: { session: 'entra_session', interaction: 'entra_login', resume: 'entra_resume' },
      keys: [Buffer.from(environment.randomness.bytes(32)).toString('hex')],
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
    },
    formats: {
      bitsOfOpaqueRandomness: (_ctx, model) =>
        model.kind === 'AuthorizationCode' ? CODE_CHARACTERS * BITS_PER_CHARACTER : 256,
    },
    routes: { authorization: PATHS.authorize, token: PATHS.token, jwks: PATHS.keys, end_session: PATHS.logout },
    interactions: { policy, url: (_ctx, interaction) => `${PATHS.login}/${interaction.uid}` },
    findAccount: (_ctx, objectId, token) => {
      const user = users.active(objectId);
      if (user !== undefined && token?.kind === 'RefreshToken' && users.hasToSignIn(objectId)) {
        throw new errors.InteractionRequired();
      }
      return user === undefined ? undefined : { accountId: objectId, claims: () => claimsOf(user) };
    },
    loadExistingGrant: async (ctx) => {
      const { client, session, provider } = ctx.oidc;
      if (client === undefined || session?.accountId === undefined) {
        return undefined;
      }
      // Consent of the tenant's users is given: an administrator would have granted openid, profile and email.
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope([...ctx.oidc.requestParamOIDCScopes].join(' '));
      await grant.save();
      return grant;
    },
    issueRefreshToken: (_ctx, _client, source) => source.scopes.has(OFFLINE_SCOPE),
    expiresWithSession: () => false,
    rotateRefreshToken: true,
    renderError: (ctx, out, error) => {
      const { status, text } = pageError(toEntraError({ ...out, name: error.name }), environment);
      ctx.status = status;
      ctx.set(pageHeaders());
      ctx.body = errorPage(text);
    },
    ttl: {
      AccessToken: HOUR,
      AuthorizationCode: CODE_SECONDS,
      Grant: 90 * DAY,
      IdToken: HOUR,
      Interaction: HOUR,
      RefreshToken: 90 * DAY,
      Session: DAY,
    },
  };
}

/** Status and text of an error page. */
export function pageError(error: EntraError, environment: StandInEnvironment): { status: number; text: string } {
  return { status: error.status, text: describe(error, environment).text };
}

/** The members of a private RSA key that both jose and the library name. */
function jwkMembers(jwk: Awaited<ReturnType<typeof exportJWK>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(jwk).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

async function entraTokenBody(body: unknown, environment: StandInEnvironment): Promise<unknown> {
  if (typeof body !== 'object' || body === null || !('scope' in body)) {
    return body;
  }
  const idToken = 'id_token' in body && typeof body.id_token === 'string' ? body.id_token : undefined;
  return {
    ...body,
    scope: String(body.scope)
      .split(' ')
      .filter((scope) => scope !== OFFLINE_SCOPE)
      .join(' '),
    ...('expires_in' in body ? { ext_expires_in: body.expires_in } : {}),
    ...(idToken === undefined ? {} : { id_token: await entraIdToken(idToken, environment) }),
  };
}
