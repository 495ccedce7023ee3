import type { JWTPayload } from 'jose';
import { REDIRECT_URI } from '../support/oauth-client';
import type { IdTokenForgery } from '../support/entra-proxy';
import type { Attack, Target } from './attack';
import { expectPage, PAGES, startLogin } from './expectations';

const EVIL_ISSUER = 'https://login.microsoftonline.com/99999999-9999-4999-8999-999999999999/v2.0';
const AN_HOUR = 3600;
const ANOTHER_TENANT = '99999999-9999-4999-8999-999999999999';

/** Attacks with an ID token that Entra did not issue for this login. */
export const ID_TOKEN_ATTACKS: readonly Attack[] = [
  forgery('signs the ID token with a key of its own', { signature: 'unknown-key' }, ['check-id-token']),
  forgery('does not sign the ID token', { signature: 'none' }, ['check-id-token', 'check-id-token.signature']),
  changed('brings an ID token for another application', { aud: '99999999-9999-4999-8999-999999999999' }, [
    'check-id-token.audience',
  ]),
  changed('brings an ID token of another issuer', { iss: EVIL_ISSUER }, ['check-id-token.issuer']),
  {
    name: 'brings an ID token of an issuer that only the OpenID configuration names',
    removes: ['entra-callback/check-issuer', 'entra-callback/check-id-token.issuer'],
    run: async (target) => {
      target.entra.publishedIssuer = EVIL_ISSUER;
      target.clock.advanceSeconds(AN_HOUR);
      try {
        await attempt(target, { claims: (claims) => ({ ...claims, iss: EVIL_ISSUER }) });
      } finally {
        // The gateway keeps the configuration that long; the next attack meets the real one.
        target.clock.advanceSeconds(AN_HOUR);
      }
    },
  },
  {
    name: 'brings an ID token that has expired',
    removes: ['entra-callback/check-id-token.expiry'],
    run: (target) =>
      attempt(target, {
        claims: (claims) => ({ ...claims, exp: Math.floor(target.clock.nowMilliseconds() / 1000) - 301 }),
      }),
  },
  forgery('brings an ID token that never expires', { claims: ({ exp: _exp, ...claims }) => claims }, [
    'check-id-token.expiration-time',
  ]),
  changed('brings the ID token of another login', { nonce: 'nonce-of-another-login' }, ['check-nonce']),
  changed('brings an ID token without a nonce', { nonce: undefined }, ['check-nonce']),
  changed('signs in with a guest account of another tenant', { tid: ANOTHER_TENANT }, ['check-tenant']),
  changed('brings an ID token without a tenant', { tid: undefined }, ['check-tenant']),
  changed('brings an ID token without a user', { oid: undefined }, ['check-user']),
];

function changed(name: string, claims: JWTPayload, removes: readonly string[]): Attack {
  return forgery(name, { claims: (issued) => ({ ...issued, ...claims }) }, removes);
}

function forgery(name: string, forged: IdTokenForgery, removes: readonly string[]): Attack {
  return {
    name,
    removes: removes.map((check) => `entra-callback/${check}`),
    run: (target) => attempt(target, forged),
  };
}

async function attempt(target: Target, forged: IdTokenForgery): Promise<void> {
  target.entra.forgery = forged;
  const login = await startLogin(target);
  const answer = await login.callback(await login.upToCallback());
  expect(String(answer.headers['location'])).not.toContain(REDIRECT_URI);
  expectPage(answer, 403, PAGES.refusedIdentity);
}
