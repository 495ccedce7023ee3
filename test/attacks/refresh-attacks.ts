import { tokensOf, type Answer, type Tokens } from '../support/oauth-client';
import type { Attack, Target } from './attack';
import { countOf, expectChallenge, expectOAuthError, repeat } from './expectations';
import { flipBit, grantIdOf, seal, unseal } from './seal';

const DAY = 24 * 3600;
const GRACE_SECONDS = 60;
const CALLS_PER_MINUTE = 300;

/** Attacks on `POST /token` with refresh tokens. */
export const REFRESH_ATTACKS: readonly Attack[] = [
  {
    name: 'changes a refresh token',
    removes: ['token/check-refresh-mac'],
    run: async (target) => {
      const tokens = await logIn(target);
      for (const index of [0, 1, 2, 17, 18, -33, -32, -1]) {
        await expectInvalidGrant(refresh(target, tokens, flipBit(tokens.refreshToken, index)));
      }
      // Well made, but for the MAC.
      const forged = seal(unseal(tokens.refreshToken), { purpose: 'refresh', macKey: Buffer.alloc(32) });
      await expectInvalidGrant(refresh(target, tokens, forged));
    },
  },
  {
    name: 'presents something sealed for another use as a refresh token',
    removes: ['token/check-refresh-purpose'],
    run: async (target) => {
      const tokens = await logIn(target);
      await expectInvalidGrant(refresh(target, tokens, tokens.accessToken));
      for (const purpose of ['access', 'consent', 'mcp-session', 'entra'] as const) {
        await expectInvalidGrant(refresh(target, tokens, seal(unseal(tokens.refreshToken), { purpose })));
      }
    },
  },
  {
    name: 'calls an endpoint with a refresh token',
    removes: [],
    run: async (target) => {
      const { refreshToken } = await logIn(target);
      expectChallenge(target, await target.client.listTools(refreshToken));
    },
  },
  {
    name: 'presents what never was a refresh token',
    removes: [],
    run: async (target) => {
      const tokens = await logIn(target);
      const id = grantIdOf(tokens.accessToken);
      const texts = ['', id, `${id}\n`, `${id}\n0`, `${id}\n-1`, `${id}\n1\n1`, `${id}\nx`, `../${id}\n1`, '\n1'];
      const sealed = texts.map((text) => seal(text, { purpose: 'refresh' }));
      for (const never of ['x', 'a.b.c', 'é', 'A'.repeat(1024), 'A'.repeat(4000), ...sealed]) {
        await expectInvalidGrant(refresh(target, tokens, never));
      }
      // Nothing of this ended the login.
      tokensOf(await target.client.refresh(tokens), tokens.clientId);
    },
  },
  {
    name: 'refreshes a login the store does not know',
    removes: [],
    run: async (target) => {
      const tokens = await logIn(target);
      await expectInvalidGrant(refresh(target, tokens, seal(`${'f'.repeat(32)}\n1`, { purpose: 'refresh' })));
    },
  },
  {
    name: 'refreshes with the token of another client',
    removes: ['token/check-refresh-client'],
    run: async (target) => {
      const tokens = await logIn(target);
      const thief = await target.client.registeredClientId();
      await expectInvalidGrant(target.client.refresh(tokens, { client_id: thief }));
    },
  },
  {
    name: 'refreshes a login that was revoked',
    removes: ['token/check-refresh-revoked'],
    run: async (target) => {
      const tokens = await logIn(target);
      target.store.tamper = (container, item) => (container === 'grants' ? { ...item, revoked: true } : item);
      await expectInvalidGrant(target.client.refresh(tokens));
    },
  },
  {
    name: 'refreshes after it revoked the token',
    removes: [],
    run: async (target) => {
      const tokens = await logIn(target);
      expect((await target.client.revoke(tokens)).status).toBe(200);
      await expectInvalidGrant(target.client.refresh(tokens));
    },
  },
  {
    name: 'refreshes with a token nobody used for too long',
    removes: ['token/check-refresh-expiry'],
    run: async (target) => {
      const tokens = await logIn(target);
      target.clock.advanceSeconds(14 * DAY);
      await expectInvalidGrant(target.client.refresh(tokens));
    },
  },
  {
    name: 'keeps a login alive for ever',
    removes: ['token/check-refresh-expiry'],
    run: async (target) => {
      let tokens = await logIn(target);
      for (let day = 10; day < 90; day += 10) {
        target.clock.advanceSeconds(10 * DAY);
        tokens = tokensOf(await target.client.refresh(tokens), tokens.clientId);
      }
      target.clock.advanceSeconds(10 * DAY);
      await expectInvalidGrant(target.client.refresh(tokens));
    },
  },
  {
    name: 'refreshes with a stolen token after its owner did',
    removes: ['token/check-refresh-reuse'],
    run: async (target) => {
      const stolen = await logIn(target);
      const owner = tokensOf(await target.client.refresh(stolen), stolen.clientId);
      expect((await target.client.listTools(owner.accessToken)).status).toBe(200);
      target.clock.advanceSeconds(GRACE_SECONDS);
      await expectInvalidGrant(target.client.refresh(stolen));
      // Nobody knows who of the two is the thief, so the login ends for both, cached or not.
      target.backend.reset();
      expectChallenge(target, await target.client.listTools(owner.accessToken));
      await expectInvalidGrant(target.client.refresh(owner));
    },
  },
  {
    name: 'refreshes with a token two generations old, in the time of grace',
    removes: ['token/check-refresh-reuse'],
    run: async (target) => {
      const first = await logIn(target);
      const second = tokensOf(await target.client.refresh(first), first.clientId);
      const third = tokensOf(await target.client.refresh(second), first.clientId);
      await expectInvalidGrant(target.client.refresh(first));
      await expectInvalidGrant(target.client.refresh(third));
    },
  },
  {
    name: 'refreshes a login for an endpoint that is not there any more, or for what tokens were for before',
    removes: ['token/check-refresh-audience'],
    run: async (target) => {
      const tokens = await logIn(target);
      for (const resource of [`${target.origin}/gone`, target.origin, `${target.origin}/agents`, '', null]) {
        target.store.tamper = (container, item) => (container === 'grants' ? { ...item, resource } : item);
        await expectInvalidGrant(target.client.refresh(tokens, { resource: undefined }));
      }
      target.store.reset();
      expect((await target.client.refresh(tokens)).status).toBe(200);
    },
  },
  {
    name: 'refreshes for another endpoint',
    removes: ['token/check-refresh-resource'],
    run: async (target) => {
      const tokens = await logIn(target);
      const answer = await target.client.refresh(tokens, { resource: target.wikiClient.resource });
      expectOAuthError(answer, 400, 'invalid_target');
    },
  },
  {
    name: 'refreshes for more scopes than were granted',
    removes: ['token/check-refresh-scope'],
    run: async (target) => {
      const tokens = await logIn(target);
      for (const scope of ['mcp:wiki', 'mcp:functions mcp:wiki', 'mcp', 'MCP:FUNCTIONS', 'openid']) {
        expectOAuthError(await target.client.refresh(tokens, { scope }), 400, 'invalid_scope');
      }
    },
  },
  {
    name: 'refreshes after an administrator disabled the person',
    removes: ['token/check-entra-login'],
    run: async (target) => {
      const tokens = await logIn(target);
      expect((await target.client.listTools(tokens.accessToken)).status).toBe(200);
      target.gateway.entra.disable('alice');
      try {
        await expectInvalidGrant(target.client.refresh(tokens));
      } finally {
        target.gateway.entra.enable('alice');
      }
      // The login ended: the access token in hand is worth nothing either.
      target.backend.reset();
      expectChallenge(target, await target.client.listTools(tokens.accessToken));
      await expectInvalidGrant(target.client.refresh(tokens));
    },
  },
  {
    name: 'refreshes although Entra wants the person to sign in again',
    removes: ['token/check-entra-login'],
    run: async (target) => {
      const tokens = await logIn(target);
      target.gateway.entra.requireSignIn('alice');
      await expectInvalidGrant(target.client.refresh(tokens));
      await logIn(target);
    },
  },
  {
    name: 'refreshes while Entra does not say whether the person may',
    removes: ['token/check-entra-answer'],
    run: async (target) => {
      const tokens = await logIn(target);
      const claimed = '{"id_token":"a.b.c","refresh_token":"x"}';
      for (const [status, body] of [
        [500, claimed],
        [429, claimed],
        [302, claimed],
        [200, '{}'],
        [200, 'not JSON'],
        [401, '{"error":"invalid_client"}'],
      ] as const) {
        target.entra.outage = { status, body, only: 'token' };
        expectOAuthError(await target.client.refresh(tokens), 503, 'temporarily_unavailable');
      }
      target.entra.reset();
      // Nothing was rotated.
      expect(generationOf(tokensOf(await target.client.refresh(tokens), tokens.clientId))).toBe(2);
    },
  },
  {
    name: 'puts a refresh token of Entra into the store',
    removes: ['token/check-stored-token-mac'],
    run: async (target) => {
      const tokens = await logIn(target);
      target.store.tamper = withEntraToken((sealed) =>
        seal(unseal(sealed), { purpose: 'entra', macKey: Buffer.alloc(32) }),
      );
      await expectInvalidGrant(target.client.refresh(tokens));
    },
  },
  {
    name: 'puts something sealed for another use in the place of the refresh token of Entra',
    removes: ['token/check-stored-token-purpose'],
    run: async (target) => {
      const tokens = await logIn(target);
      target.store.tamper = withEntraToken((sealed) => seal(unseal(sealed), { purpose: 'refresh' }));
      await expectInvalidGrant(target.client.refresh(tokens));
    },
  },
  {
    name: 'refreshes while the login is being revoked',
    removes: ['token/check-refresh-race'],
    run: async (target) => {
      const tokens = await logIn(target);
      const write = target.store.hold({ method: 'PUT', container: 'grants' });
      const refreshed = target.client.refresh(tokens);
      await write.arrived;
      // Another process of the client got the next token, and then the person logged out.
      const next = tokensOf(await target.client.refresh(tokens), tokens.clientId);
      expect((await target.client.revoke(next)).status).toBe(200);
      write.release();
      await expectInvalidGrant(refreshed);
    },
  },
  {
    name: 'gets with an old token what the token after the next one is good for',
    removes: ['token/check-refresh-race'],
    run: async (target) => {
      const first = await logIn(target);
      const write = target.store.hold({ method: 'PUT', container: 'grants' });
      const late = target.client.refresh(first);
      await write.arrived;
      const second = tokensOf(await target.client.refresh(first), first.clientId);
      tokensOf(await target.client.refresh(second), first.clientId);
      write.release();
      await expectInvalidGrant(late);
    },
  },
  {
    name: 'guesses refresh tokens without end',
    removes: ['token/check-token-rate'],
    run: async (target) => {
      const clientId = await target.clientId();
      target.waitForLimits();
      let calls = 0;
      const statuses = await repeat(CALLS_PER_MINUTE + 1, () =>
        // What the caller says of its address does not count.
        target.client.refresh(
          { clientId, accessToken: '', refreshToken: 'guessed' },
          {},
          { 'x-forwarded-for': `198.51.100.${calls++}` },
        ),
      );
      expect(countOf(statuses, 400)).toBe(CALLS_PER_MINUTE);
      expect(countOf(statuses, 429)).toBe(1);
    },
  },
];

async function logIn(target: Target): Promise<Tokens> {
  return target.client.tokens({ clientId: await target.clientId() });
}

function refresh(target: Target, tokens: Tokens, refreshToken: string): Promise<Answer> {
  return target.client.refresh(tokens, { refresh_token: refreshToken });
}

async function expectInvalidGrant(answer: Promise<Answer>): Promise<void> {
  expectOAuthError(await answer, 400, 'invalid_grant');
}

/** Which refresh token of its login this is. */
function generationOf(tokens: Tokens): number {
  return Number(unseal(tokens.refreshToken).split('\n')[1]);
}

/** Changes the sealed refresh token of Entra in the grants the gateway reads. */
function withEntraToken(change: (sealed: string) => string): Target['store']['tamper'] {
  return (container, item) =>
    container === 'grants' && typeof item['entra'] === 'string' ? { ...item, entra: change(item['entra']) } : item;
}
