import type { SealPurpose } from '../../policies/contract/sealing';
import { RawClient, send, sendForm, tokensOf } from '../support/oauth-client';
import type { Attack, Target } from './attack';
import { accessToken, countOf, expectChallenge, repeat, startLogin } from './expectations';
import { flipBit, grantIdOf, seal, SEAL_KEYS, unseal } from './seal';

const AN_HOUR = 3600;
const OTHER_PURPOSES: readonly SealPurpose[] = ['refresh', 'consent', 'mcp-session', 'entra'];
const REFUSALS_PER_MINUTE = 120;

/** Attacks with an access token that is not what it says. */
export const ACCESS_TOKEN_ATTACKS: readonly Attack[] = [
  {
    name: 'changes a token it was given',
    removes: ['mcp-check-token/check-token-mac'],
    run: async (target) => {
      const token = await accessToken(target);
      // Version, key slot, IV (which flips a bit of the grant id), ciphertext, MAC.
      for (const index of [0, 1, 2, 17, 18, -33, -32, -1]) {
        expectChallenge(target, await target.client.listTools(flipBit(token, index)));
      }
    },
  },
  {
    name: 'seals a token with a MAC key of its own',
    removes: ['mcp-check-token/check-token-mac'],
    run: async (target) => {
      const token = seal(unseal(await accessToken(target)), { macKey: Buffer.alloc(32) });
      expectChallenge(target, await target.client.listTools(token));
    },
  },
  {
    name: 'presents something the gateway sealed for another use',
    removes: ['mcp-check-token/check-token-purpose'],
    run: async (target) => {
      const text = unseal(await accessToken(target));
      for (const purpose of OTHER_PURPOSES) {
        expectChallenge(target, await target.client.listTools(seal(text, { purpose })));
      }
    },
  },
  {
    name: 'presents a token that has expired',
    removes: ['mcp-check-token/check-token-expiry'],
    run: async (target) => {
      const token = await accessToken(target);
      target.clock.advanceSeconds(AN_HOUR);
      expectChallenge(target, await target.client.listTools(token));
    },
  },
  {
    name: 'presents a token whose login was revoked in the store',
    removes: ['mcp-check-grant/check-grant-revoked'],
    run: async (target) => {
      const token = await accessToken(target);
      target.store.tamper = (container, item) => (container === 'grants' ? { ...item, revoked: true } : item);
      expectChallenge(target, await target.client.listTools(token));
    },
  },
  {
    name: 'presents a token for one endpoint at the other, its scopes widened',
    removes: ['mcp-check-grant/check-audience'],
    run: async (target) => {
      const { clock, client, wikiClient } = target;
      const answer = await wikiClient.redeem(await wikiClient.logIn({ clientId: await target.clientId() }));
      const wikiToken = String(answer.json['access_token']);
      expect((await wikiClient.listTools(wikiToken)).status).toBe(200);
      target.backend.reset();
      expectChallenge(target, await client.listTools(wikiToken));
      const widened = seal(tokenText(target, grantIdOf(wikiToken), 'mcp:functions mcp:wiki'));
      clock.advanceSeconds(1);
      expectChallenge(target, await client.listTools(widened));
    },
  },
  {
    name: 'presents a token that has not the scope of the endpoint',
    removes: ['mcp-check-grant/check-scope'],
    run: async (target) => {
      const grantId = grantIdOf(await accessToken(target));
      for (const scopes of ['', 'mcp:wiki', 'mcp:functions2', 'xmcp:functions']) {
        const answer = await target.client.listTools(seal(tokenText(target, grantId, scopes)));
        expect(answer.status).toBe(403);
        expect(answer.headers['www-authenticate']).toContain('error="insufficient_scope"');
      }
      expect(target.backend.received).toHaveLength(0);
    },
  },
  {
    name: 'presents no token, or something that never was one',
    removes: [],
    run: async (target) => {
      const never = [undefined, '', 'x', 'a.b.c', 'é', 'A'.repeat(1024), 'A'.repeat(4000), `${seal('text')}=`];
      for (const token of never) {
        expectChallenge(target, await target.client.listTools(token));
      }
      const text = tokenText(target, 'f'.repeat(32), 'mcp:functions');
      for (const sealed of [seal(''), seal('one\ntwo'), seal(`${text}\nfour`), seal(`../${text}`), seal(text)]) {
        expectChallenge(target, await target.client.listTools(sealed));
      }
    },
  },
  {
    name: 'presents its token in the query or in a form',
    removes: [],
    run: async (target) => {
      const token = await accessToken(target);
      const inQuery = new RawClient(target.origin, `${target.client.resource}?access_token=${token}`);
      expectChallenge(target, await inQuery.listTools(undefined));
      expectChallenge(target, await sendForm(target.client.resource, { access_token: token }));
    },
  },
  {
    name: 'reads codes, tokens, cookies or keys in what the gateway traces',
    removes: [],
    run: async (target) => {
      const { client, gateway } = target;
      const steps = await startLogin(target);
      const login = steps.login(await steps.callback(await steps.upToCallback()));
      const tokens = tokensOf(await client.redeem(login), login.clientId);
      const renewed = tokensOf(await client.refresh(tokens), login.clientId);
      expect((await client.listTools(renewed.accessToken)).status).toBe(200);
      const traces = await send(`${gateway.consoleUrl}/traces.json`);
      expect(traces).toMatchObject({ status: 200, json: { requests: expect.any(Array) as unknown } });
      const secrets = [
        login.code,
        ...[tokens, renewed].flatMap(({ accessToken: access, refreshToken }) => [access, refreshToken]),
        ...steps
          .cookies()
          .split('; ')
          .map((cookie) => cookie.slice(cookie.indexOf('=') + 1)),
        ...Object.values(SEAL_KEYS).map((key) => key.toString('base64')),
        String(target.backend.last.headers['x-functions-key']),
      ];
      expect(secrets.filter((secret) => secret !== '' && traces.text.includes(secret))).toEqual([]);
    },
  },
  {
    name: 'guesses tokens without end',
    removes: ['mcp-check-token/check-refused-token-limit'],
    run: async ({ client }) => {
      let calls = 0;
      const statuses = await repeat(REFUSALS_PER_MINUTE + 1, () =>
        // What the caller says of its address does not count.
        client.listTools('guessed', { 'x-forwarded-for': `198.51.100.${calls++}` }),
      );
      expect(countOf(statuses, 401)).toBe(REFUSALS_PER_MINUTE);
      expect(countOf(statuses, 429)).toBe(1);
    },
  },
  {
    name: 'makes the gateway read its store for revoked logins without end',
    removes: ['mcp-check-grant/check-refused-grant-limit'],
    run: async (target) => {
      const token = seal(tokenText(target, 'f'.repeat(32), 'mcp:functions'));
      const statuses = await repeat(REFUSALS_PER_MINUTE + 1, () => target.client.listTools(token));
      expect(countOf(statuses, 401)).toBe(REFUSALS_PER_MINUTE);
      expect(countOf(statuses, 429)).toBe(1);
    },
  },
];

/** The text of a token that lives for a minute. */
function tokenText({ clock }: Target, grantId: string, scopes: string): string {
  return `${grantId}\n${Math.floor(clock.nowMilliseconds() / 1000) + 60}\n${scopes}`;
}
