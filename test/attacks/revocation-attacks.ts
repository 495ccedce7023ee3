import type { Tokens } from '../support/oauth-client';
import type { Attack, Target } from './attack';
import { countOf, expectChallenge, expectOAuthError, repeat } from './expectations';
import { flipBit, grantIdOf, seal } from './seal';

const CALLS_PER_MINUTE = 300;

/** Attacks on `POST /revoke`, and with what was revoked. */
export const REVOCATION_ATTACKS: readonly Attack[] = [
  {
    name: 'goes on with an access token after its refresh token was revoked',
    removes: [],
    run: async (target) => {
      const tokens = await usedTokens(target);
      expect((await target.client.revoke(tokens)).status).toBe(200);
      expectChallenge(target, await target.client.listTools(tokens.accessToken));
    },
  },
  {
    name: 'goes on with a login after its access token was revoked',
    removes: [],
    run: async (target) => {
      const tokens = await usedTokens(target);
      const answer = await target.client.revoke(tokens, { token: tokens.accessToken, token_type_hint: 'access_token' });
      expect(answer.status).toBe(200);
      expectChallenge(target, await target.client.listTools(tokens.accessToken));
      expectOAuthError(await target.client.refresh(tokens), 400, 'invalid_grant');
    },
  },
  {
    name: 'ends the login of another client, whose token it saw',
    removes: ['revoke/check-revoke-client'],
    run: async (target) => {
      const tokens = await usedTokens(target);
      const stranger = await target.client.registeredClientId();
      for (const token of [tokens.refreshToken, tokens.accessToken]) {
        expectOAuthError(await target.client.revoke(tokens, { client_id: stranger, token }), 400, 'invalid_grant');
      }
      await expectAlive(target, tokens);
    },
  },
  {
    name: 'ends a login with a token it made',
    removes: ['revoke/check-revoke-mac'],
    run: async (target) => {
      const tokens = await usedTokens(target);
      const forged = seal(`${grantIdOf(tokens.accessToken)}\n1`, { purpose: 'refresh', macKey: Buffer.alloc(32) });
      for (const token of [forged, flipBit(tokens.refreshToken, -1)]) {
        expect((await target.client.revoke(tokens, { token })).status).toBe(200);
      }
      await expectAlive(target, tokens);
    },
  },
  {
    name: 'ends a login with something that was sealed for another use',
    removes: ['revoke/check-revoke-purpose'],
    run: async (target) => {
      const tokens = await usedTokens(target);
      for (const purpose of ['consent', 'mcp-session', 'entra'] as const) {
        const token = seal(`${grantIdOf(tokens.accessToken)}\n1`, { purpose });
        expect((await target.client.revoke(tokens, { token })).status).toBe(200);
      }
      await expectAlive(target, tokens);
    },
  },
  {
    name: 'learns from the answer whether a token is known',
    removes: [],
    run: async (target) => {
      const tokens = await usedTokens(target);
      const unknown = seal(`${'f'.repeat(32)}\n1`, { purpose: 'refresh' });
      const answers = [];
      for (const token of [tokens.refreshToken, tokens.refreshToken, 'unknown', unknown, seal('../docs\n1')]) {
        const { status, text } = await target.client.revoke(tokens, { token });
        answers.push({ status, text });
      }
      expect(answers).toEqual(answers.map(() => ({ status: 200, text: '{}' })));
    },
  },
  {
    name: 'tries tokens without end',
    removes: ['revoke/check-revoke-rate'],
    run: async (target) => {
      const tokens = { clientId: await target.clientId(), accessToken: '', refreshToken: 'guessed' };
      target.waitForLimits();
      const statuses = await repeat(CALLS_PER_MINUTE + 1, () => target.client.revoke(tokens));
      expect(countOf(statuses, 200)).toBe(CALLS_PER_MINUTE);
      expect(countOf(statuses, 429)).toBe(1);
    },
  },
];

/** Tokens of a login whose grant lies in the cache. */
async function usedTokens(target: Target): Promise<Tokens> {
  const tokens = await target.client.tokens({ clientId: await target.clientId() });
  expect((await target.client.listTools(tokens.accessToken)).status).toBe(200);
  target.backend.reset();
  return tokens;
}

async function expectAlive(target: Target, tokens: Tokens): Promise<void> {
  expect((await target.client.listTools(tokens.accessToken)).status).toBe(200);
  expect((await target.client.refresh(tokens)).status).toBe(200);
}
