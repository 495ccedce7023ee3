import type { JWTPayload } from 'jose';
import { RawClient, send, type Answer } from '../support/oauth-client';
import type { Attack, Target } from './attack';
import { SUBSCRIPTION_KEYS } from './attack-stack';
import { accessToken, countOf, expectChallenge, repeat } from './expectations';
import type { ReceivedRequest } from './recording-backend';
import { seal } from './seal';

const REFUSALS_PER_MINUTE = 120;
const AN_HOUR = 3600;
const CHECK_TOKEN = 'agents-api/check-application-token';

type Headers = Record<string, string>;

/** Attacks on the endpoints that take the credentials of agents: tokens of Entra applications and subscription keys. */
export const AGENT_ATTACKS: readonly Attack[] = [
  {
    name: 'presents an application token that another tenant issued, in either format',
    removes: [CHECK_TOKEN],
    run: async (target) => {
      for (const iss of [
        'https://login.microsoftonline.com/other/v2.0',
        'https://sts.windows.net/other/',
        'https://login.microsoftonline.com/common/v2.0',
      ]) {
        await expectRefused(target, { iss, tid: 'other' });
      }
    },
  },
  {
    name: 'presents an application token of the v1 format whose issuer only looks like the tenant',
    removes: [CHECK_TOKEN],
    run: async (target) => {
      const { tid } = await issuedClaims(target);
      const tenant = String(tid);
      for (const iss of [
        `https://sts.windows.net/${tenant}`,
        `https://sts.windows.net/${tenant}/v2.0`,
        `https://sts.windows.net.evil.example/${tenant}/`,
        `https://login.microsoftonline.com/${tenant}/`,
      ]) {
        await expectRefused(target, { iss });
      }
    },
  },
  {
    name: 'signs an application token itself, or not at all, or changes one',
    removes: [CHECK_TOKEN],
    run: async (target) => {
      const good = await applicationToken(target);
      const claims = await claimsOf(target);
      for (const signature of ['unknown-key', 'none'] as const) {
        target.entra.forgery = { signature };
        expectBareChallenge(target, await callAgents(target, bearer(await target.entra.sign(claims))));
      }
      target.entra.forgery = {};
      const [header, , signature] = good.split('.');
      const changed = Buffer.from(JSON.stringify({ ...claims, oid: 'admin' })).toString('base64url');
      for (const token of [`${header}.${changed}.${signature}`, `${header}.${changed}.`, `..`, `a.b.c`]) {
        expectBareChallenge(target, await callAgents(target, bearer(token)));
      }
    },
  },
  {
    name: 'presents an application token that has expired or is not valid yet',
    removes: [CHECK_TOKEN],
    run: async (target) => {
      const token = await applicationToken(target);
      target.clock.advanceSeconds(AN_HOUR);
      expectBareChallenge(target, await callAgents(target, bearer(token)));
      await expectRefused(target, { exp: undefined });
      await expectRefused(target, { nbf: secondsNow(target) + 60 });
    },
  },
  {
    name: 'presents an application token for something else',
    removes: [`${CHECK_TOKEN}.audience`],
    run: async (target) => {
      for (const aud of ['https://graph.microsoft.com', 'api://another', `${target.origin}/agents`]) {
        await expectRefused(target, { aud });
      }
    },
  },
  {
    name: 'presents the token of a person: a delegated one, or the ID token the gateway gets',
    removes: [`${CHECK_TOKEN}.idtyp`],
    run: async (target) => {
      await expectRefused(target, { idtyp: undefined, scp: 'user_impersonation' });
      await expectRefused(target, { idtyp: 'user', scp: 'user_impersonation' });
      await expectRefused(target, { idtyp: undefined, azp: undefined, nonce: 'nonce', name: 'Alice' });
    },
  },
  {
    name: 'presents an application token without the role of the endpoint',
    removes: [`${CHECK_TOKEN}.roles`],
    run: async (target) => {
      const others = [undefined, [], ['Mcp.wiki'], ['mcp.agents'], ['Mcp.agents2'], ['Mcp'], 'Mcp.agents Mcp.wiki'];
      for (const roles of others) {
        await expectRefused(target, { roles });
      }
      const ofWiki = bearer(await applicationToken(target, { roles: ['Mcp.wiki'] }));
      expect((await target.wikiClient.listTools(undefined, ofWiki)).status).toBe(200);
    },
  },
  {
    name: 'presents an application token where people alone are let in',
    removes: [],
    run: async (target) => {
      const token = await applicationToken(target, { roles: ['Mcp.functions', 'Mcp.agents'] });
      expectChallenge(target, await target.client.listTools(undefined, bearer(token)));
    },
  },
  {
    name: 'presents the token of a person where agents alone are let in',
    removes: [],
    run: async (target) => {
      expectBareChallenge(target, await callAgents(target, bearer(await accessToken(target))));
      expectBareChallenge(target, await callAgents(target, {}));
    },
  },
  {
    name: 'presents a subscription key that is invented, suspended, for another API, or in the query',
    removes: ['mcp-admit-subscription/check-subscription'],
    run: async (target) => {
      await expectReached(target, keyHeader(SUBSCRIPTION_KEYS.agents));
      for (const key of ['', 'invented', SUBSCRIPTION_KEYS.suspended, SUBSCRIPTION_KEYS.wiki]) {
        expectBareChallenge(target, await callAgents(target, keyHeader(key)));
      }
      const inQuery = new RawClient(
        target.origin,
        `${target.origin}/agents?subscription-key=${SUBSCRIPTION_KEYS.agents}`,
      );
      expectBareChallenge(target, await inQuery.listTools(undefined));
    },
  },
  {
    name: 'presents a subscription key to an endpoint that takes none',
    removes: [],
    run: async (target) => {
      // API Management itself refuses the key, before any policy: the answer is the same challenge.
      for (const key of ['invented', SUBSCRIPTION_KEYS.agents, SUBSCRIPTION_KEYS.wiki]) {
        expectChallenge(target, await target.client.listTools(undefined, keyHeader(key)));
      }
    },
  },
  {
    name: 'presents two credentials, of which one is good',
    removes: [],
    run: async (target) => {
      const goodKey = keyHeader(SUBSCRIPTION_KEYS.agents);
      const goodToken = await applicationToken(target);
      await expectReached(target, { ...goodKey, ...bearer(goodToken) });
      const bad = ['Bearer invented', 'Bearer a.b.c', 'Bearer ', 'Basic YTpi', `Bearer ${goodToken}x`];
      for (const authorization of bad) {
        expectBareChallenge(target, await callAgents(target, { ...goodKey, authorization }));
      }
      const wikiKey = keyHeader(SUBSCRIPTION_KEYS.wiki);
      expectChallenge(target, await target.wikiClient.listTools('invented', wikiKey));
      expectChallenge(target, await target.wikiClient.listTools(seal('forged'), wikiKey));
    },
  },
  {
    name: 'hands the MCP server the credential of an agent',
    removes: [],
    run: async (target) => {
      const byKey = await expectReached(target, keyHeader(SUBSCRIPTION_KEYS.agents));
      expect(byKey.headers).not.toHaveProperty('ocp-apim-subscription-key');
      const byToken = await expectReached(target, bearer(await applicationToken(target)));
      expect(byToken.headers).not.toHaveProperty('authorization');
    },
  },
  {
    name: 'goes on with the session of another agent',
    removes: ['mcp-open-session/check-session-owner'],
    run: async (target) => {
      const answer = { 'content-type': 'application/json', 'mcp-session-id': 'session-of-the-backend' };
      target.backend.answer = { status: 200, headers: answer };
      const opened = await callAgents(target, keyHeader(SUBSCRIPTION_KEYS.agents));
      const session = { 'mcp-session-id': String(opened.headers['mcp-session-id']) };
      await expectReached(target, { ...keyHeader(SUBSCRIPTION_KEYS.agents), ...session });
      for (const changes of [{}, { oid: 'nightly' }, { oid: 'another-agent' }]) {
        const token = bearer(await applicationToken(target, changes));
        expect((await callAgents(target, { ...token, ...session })).status).toBe(404);
      }
    },
  },
  ...(
    [
      ['mcp-admit-subscription/check-refused-key-limit', 'guesses subscription keys', keyHeader('guessed')],
      ['mcp-refuse-caller/check-refused-caller-limit', 'calls without a credential', {}],
    ] as const
  ).map(([check, what, headers]): Attack => ({
    name: `${what} without end`,
    removes: [check],
    run: async (target) => {
      const statuses = await repeat(REFUSALS_PER_MINUTE + 1, () => callAgents(target, headers));
      expect(countOf(statuses, 401)).toBe(REFUSALS_PER_MINUTE);
      expect(countOf(statuses, 429)).toBe(1);
    },
  })),
];

function callAgents({ origin }: Target, headers: Headers): Promise<Answer> {
  return send(`${origin}/agents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
  });
}

function bearer(token: string): Headers {
  return { authorization: `Bearer ${token}` };
}

function keyHeader(key: string): Headers {
  return { 'Ocp-Apim-Subscription-Key': key };
}

function secondsNow({ clock }: Target): number {
  return Math.floor(clock.nowMilliseconds() / 1000);
}

const ISSUED = new WeakMap<Target, Promise<JWTPayload>>();

/** The claims of an ID token that Entra issues to the gateway: who it is, and in which tenant. */
function issuedClaims(target: Target): Promise<JWTPayload> {
  const issued = ISSUED.get(target) ?? readIssuedClaims(target);
  ISSUED.set(target, issued);
  return issued;
}

async function readIssuedClaims(target: Target): Promise<JWTPayload> {
  let issued: JWTPayload = {};
  target.entra.forgery = { claims: (claims): JWTPayload => (issued = claims) };
  await accessToken(target);
  target.entra.forgery = {};
  return issued;
}

/** The claims of an access token of an application that may call `/agents`. */
async function claimsOf(target: Target): Promise<JWTPayload> {
  const { aud, iss, tid } = await issuedClaims(target);
  const now = secondsNow(target);
  return {
    ...{ aud, iss, tid, iat: now, nbf: now, exp: now + AN_HOUR, ver: '2.0' },
    ...{ oid: 'agent', sub: 'agent', azp: 'agent-client', azpacr: '1', idtyp: 'app', roles: ['Mcp.agents'] },
  };
}

async function applicationToken(target: Target, changes: JWTPayload = {}): Promise<string> {
  return target.entra.sign({ ...(await claimsOf(target)), ...changes });
}

/** A good token is let in, and the same token with these claims changed is not. */
async function expectRefused(target: Target, changes: JWTPayload): Promise<void> {
  await expectReached(target, bearer(await applicationToken(target)));
  expectBareChallenge(target, await callAgents(target, bearer(await applicationToken(target, changes))));
}

/** The call reaches the MCP server, which forgets it. */
async function expectReached(target: Target, headers: Headers): Promise<ReceivedRequest> {
  target.backend.received.length = 0;
  const { status } = await callAgents(target, headers);
  expect({ status, reached: target.backend.received.length }).toEqual({ status: 200, reached: 1 });
  const { last } = target.backend;
  target.backend.received.length = 0;
  return last;
}

/** The challenge of an endpoint that no person can log in to. */
function expectBareChallenge(target: Target, answer: Answer): void {
  expect({ status: answer.status, reached: target.backend.received.length }).toEqual({ status: 401, reached: 0 });
  expect(answer.headers['www-authenticate']).toMatch(/^Bearer (?:error="invalid_token", )?scope="mcp:agents"$/);
}
