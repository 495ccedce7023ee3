import { newVerifier, send, sendForm, type Answer } from '../support/oauth-client';
import type { Attack, Target } from './attack';
import { expectChallenge, expectOAuthError } from './expectations';

const CODE_SECONDS = 60;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** Attacks on `POST /token`. */
export const CODE_ATTACKS: readonly Attack[] = [
  {
    name: 'sends a form that is too long',
    removes: ['token/check-body-size'],
    run: async ({ origin }) => {
      const padding = 'x'.repeat(17 * 1024);
      expectOAuthError(await sendForm(`${origin}/token`, { padding }), 413, 'invalid_request');
    },
  },
  {
    name: 'gives a field twice, so that two readers of the form see different ones',
    removes: ['token/check-repeated-fields'],
    run: async (target) => {
      const login = await logIn(target);
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        code: login.code,
        client_id: login.clientId,
        redirect_uri: login.redirectUri,
        code_verifier: login.verifier,
        resource: login.resource,
      });
      body.append('resource', target.wikiClient.resource);
      const answer = await send(`${target.origin}/token`, { method: 'POST', headers: FORM, body: body.toString() });
      expectOAuthError(answer, 400, 'invalid_request');
    },
  },
  {
    name: 'redeems a code as a client that is not registered',
    removes: ['authenticate-client/check-client'],
    run: async (target) => {
      const answer = await target.client.redeem(await logIn(target), { client_id: 'unknown' });
      expectOAuthError(answer, 401, 'invalid_client');
    },
  },
  {
    name: 'redeems the code of another client',
    removes: ['token/check-code-client'],
    run: async (target) => {
      const thief = await target.client.registeredClientId();
      await expectInvalidGrant(target.client.redeem(await logIn(target), { client_id: thief }));
    },
  },
  {
    name: 'redeems a code that was sent to another redirect URI',
    removes: ['token/check-code-redirect-uri'],
    run: async (target) => {
      const login = await logIn(target);
      for (const uri of ['https://evil.example/callback', `${login.redirectUri}/`]) {
        await expectInvalidGrant(target.client.redeem(login, { redirect_uri: uri }));
      }
    },
  },
  {
    name: 'redeems a code for another endpoint than the person approved',
    removes: ['token/check-code-resource'],
    run: async (target) => {
      const answer = target.client.redeem(await logIn(target), { resource: target.wikiClient.resource });
      await expectInvalidGrant(answer);
    },
  },
  {
    name: 'redeems an intercepted code without the PKCE verifier',
    removes: ['token/check-code-verifier'],
    run: async (target) => {
      const login = await logIn(target);
      const challenge = target.client.authorizeUrl(login.clientId, login.verifier).searchParams.get('code_challenge');
      for (const verifier of [newVerifier(), challenge ?? '', `${login.verifier}x`]) {
        await expectInvalidGrant(target.client.redeem(login, { code_verifier: verifier }));
      }
    },
  },
  {
    name: 'redeems a code a second time',
    removes: ['token/check-code-once'],
    run: async (target) => {
      const login = await logIn(target);
      expect((await target.client.redeem(login)).status).toBe(200);
      await expectInvalidGrant(target.client.redeem(login));
    },
  },
  {
    name: 'redeems a code twice at once',
    removes: ['token/check-code-first'],
    run: async (target) => {
      const login = await logIn(target);
      target.store.lineUp({ method: 'PUT', container: 'codes' }, 2);
      const answers = await Promise.all([target.client.redeem(login), target.client.redeem(login)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
      expect(answers.map(({ json }) => json['error'])).toContain('invalid_grant');
    },
  },
  {
    name: 'goes on with the token after its code was used again',
    removes: ['token/check-reuse-revokes'],
    run: async (target) => {
      const login = await logIn(target);
      const token = String((await target.client.redeem(login)).json['access_token']);
      // Now the grant lies in the cache, from where the revocation has to remove it.
      expect((await target.client.listTools(token)).status).toBe(200);
      await expectInvalidGrant(target.client.redeem(login));
      target.backend.reset();
      expectChallenge(target, await target.client.listTools(token));
    },
  },
  {
    name: 'slips in between the use of a code and its grant',
    removes: ['token/check-grant-new'],
    run: async (target) => {
      const login = await logIn(target);
      const grant = target.store.hold({ method: 'POST', container: 'grants' });
      const first = target.client.redeem(login);
      await grant.arrived;
      await expectInvalidGrant(target.client.redeem(login));
      grant.release();
      await expectInvalidGrant(first);
    },
  },
  {
    name: 'redeems a code that is too old',
    removes: ['token/check-code-expiry'],
    run: async (target) => {
      const login = await logIn(target);
      target.clock.advanceSeconds(CODE_SECONDS);
      await expectInvalidGrant(target.client.redeem(login));
    },
  },
];

async function logIn(target: Target): ReturnType<Target['client']['logIn']> {
  return target.client.logIn({ clientId: await target.clientId() });
}

async function expectInvalidGrant(answer: Promise<Answer>): Promise<void> {
  expectOAuthError(await answer, 400, 'invalid_grant');
}
