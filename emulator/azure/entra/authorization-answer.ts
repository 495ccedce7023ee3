import type { KoaContextWithOIDC } from 'oidc-provider';
import type { StandInEnvironment } from '../stand-in';
import { describe, EntraError, randomGuid, toEntraError } from './entra-error';
import { formPostPage, pageHeaders } from './html';

/** The response modes of Entra, under names of ours: the library does not let its own be replaced. */
const MODES = { query: 'entra.query', form_post: 'entra.form_post' } as const;

/** The name under which the library knows a response mode; null is the default, query. @throws EntraError for any other */
export function libraryResponseMode(mode: string | null): string {
  const name = mode ?? 'query';
  if (name !== 'query' && name !== 'form_post') {
    throw new EntraError('invalid_request', 70007, `'${name}' is not a supported value of 'response_mode'.`);
  }
  return MODES[name];
}

type Handler = (ctx: KoaContextWithOIDC, redirectUri: string, payload: Readonly<Record<string, unknown>>) => void;

/**
 * How answers go back to the application. They carry Entra's parameters (no `iss`, which Entra does not send), and reach
 * the application where it is served: on this machine when its public host is mapped.
 */
export function responseModeHandlers(environment: StandInEnvironment): ReadonlyMap<string, Handler> {
  const target = (redirectUri: string): URL => {
    const url = new URL(redirectUri);
    return environment.hosts.toLoopback(url) ?? url;
  };
  return new Map<string, Handler>([
    [
      MODES.query,
      (ctx, redirectUri, payload) => {
        const url = target(redirectUri);
        for (const [name, value] of Object.entries(answerFields(payload, environment))) {
          url.searchParams.set(name, value);
        }
        ctx.redirect(url.href);
      },
    ],
    [
      MODES.form_post,
      (ctx, redirectUri, payload) => {
        const nonce = Buffer.from(environment.randomness.bytes(16)).toString('base64url');
        ctx.status = 200;
        ctx.set(pageHeaders(nonce));
        ctx.body = formPostPage(target(redirectUri).href, answerFields(payload, environment), nonce);
      },
    ],
  ]);
}

function answerFields(
  payload: Readonly<Record<string, unknown>>,
  environment: StandInEnvironment,
): Readonly<Record<string, string>> {
  const state: Record<string, string> = typeof payload.state === 'string' ? { state: payload.state } : {};
  if (typeof payload.error === 'string') {
    const { error_description: description } = payload;
    const error = toEntraError({
      error: payload.error,
      ...(typeof description === 'string' ? { error_description: description } : {}),
    });
    return { error: error.error, error_description: describe(error, environment).text, ...state };
  }
  return { code: String(payload.code), ...state, session_state: randomGuid(environment.randomness) };
}
