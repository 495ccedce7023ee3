import { newVerifier, send, sendForm, tokensOf, type Answer } from '../support/oauth-client';
import type { Attack, Target } from './attack';
import { expectChallenge, expectOAuthError } from './expectations';

const CODE_SECONDS = 60;
const DAY = 24 * 3600;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** Attacks on `POST /token`. */
export const CODE_ATTACKS: readonly Attack[] = [
  {
    name: 'sends a form that is too long',
    removes: ['oauth-read-form/check-body-size'],
    run: async ({ origin }) => {
      const padding = 'x'.repeat(17 * 1024);
      expectOAuthError(await sendForm(`${origin}/token`, { padding }), 413, 'invalid_request');
    },
  },
  {
    name: 'gives a field twice, so that two readers of the form see different ones',
    removes: ['oauth-read-form/check-repeated-fields'],
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
    name: 'redeems a code twice at once',
    removes: ['token/check-code-first'],
    run: async (target) => {
      const login = await logIn(target);
      target.store.lineUp({ method: 'POST', container: 'grants' }, 2);
      const answers = await Promise.all([target.client.redeem(login), target.client.redeem(login)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
      expect(answers.map(({ json }) => json['error'])).toContain('invalid_grant');
      // A double click is no theft: who came first goes on.
      const winner = tokensOf(answers.find(({ status }) => status === 200) as Answer, login.clientId);
      expect((await target.client.listTools(winner.accessToken)).status).toBe(200);
    },
  },
  {
    name: 'redeems a code that was used, and goes on with the tokens of its first use',
    removes: ['token/check-code-reuse'],
    run: async (target) => {
      const login = await logIn(target);
      const tokens = tokensOf(await target.client.redeem(login), login.clientId);
      // Now the grant lies in the cache, from where the revocation has to remove it.
      expect((await target.client.listTools(tokens.accessToken)).status).toBe(200);
      await expectInvalidGrant(target.client.redeem(login));
      target.backend.reset();
      expectChallenge(target, await target.client.listTools(tokens.accessToken));
      await expectInvalidGrant(target.client.refresh(tokens));
      await expectInvalidGrant(target.client.redeem(login));
    },
  },
  {
    name: 'redeems a used code long after it was forgotten',
    removes: ['token/check-code-reuse'],
    run: async (target) => {
      const login = await logIn(target);
      const first = tokensOf(await target.client.redeem(login), login.clientId);
      target.clock.advanceSeconds(10 * DAY);
      const tokens = tokensOf(await target.client.refresh(first), login.clientId);
      await expectInvalidGrant(target.client.redeem(login));
      expectChallenge(target, await target.client.listTools(tokens.accessToken));
    },
  },
  {
    name: 'ends the login of somebody whose used code it saw, without the verifier',
    removes: [],
    run: async (target) => {
      const login = await logIn(target);
      const tokens = tokensOf(await target.client.redeem(login), login.clientId);
      await expectInvalidGrant(target.client.redeem(login, { code_verifier: newVerifier() }));
      expect((await target.client.listTools(tokens.accessToken)).status).toBe(200);
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
