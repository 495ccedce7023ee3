import { RawClient, send, sendJson, type Answer } from '../support/oauth-client';
import type { Attack, Target } from './attack';
import { SUBSCRIPTION_KEYS, TOKEN_LIMITS } from './attack-stack';
import { accessToken } from './expectations';

/** Tokens of {@link PROMPT}, as every tokenizer would have it: a little more than its words. */
const TOKENS_PER_CALL = 200;
const PROMPT = 'word '.repeat(TOKENS_PER_CALL - 8).trim();

/** How often a limit lets a caller call, who is let in while anything is left. */
const callsWithin = (tokens: number): number => Math.floor(tokens / TOKENS_PER_CALL) + 1;

/** Attacks on the endpoint of language models, where every call costs something. */
export const LLM_ATTACKS: readonly Attack[] = [
  {
    name: 'uses language models without end with one login',
    removes: ['models-api/check-tokens-session-minute'],
    run: async (target) => {
      const token = await modelToken(target);
      await expectLimit(target, callsWithin(TOKEN_LIMITS.perSession), 429, () => bearer(token));
    },
  },
  {
    name: 'uses language models without end with many logins of one person',
    removes: ['models-api/check-tokens-user-minute'],
    run: async (target) => {
      const tokens = [await modelToken(target), await modelToken(target), await modelToken(target)];
      const inTurn = (call: number): Headers => bearer(tokens[call % tokens.length] ?? '');
      await expectLimit(target, callsWithin(TOKEN_LIMITS.perUser), 429, inTurn);
    },
  },
  {
    name: 'uses language models without end with a subscription, minute by minute',
    removes: ['models-api/check-tokens-subscription-hourly'],
    run: async (target) => {
      // The start of an hour, so that none begins during the attack.
      const HOUR = 3600;
      target.clock.advanceSeconds(HOUR - ((target.clock.nowMilliseconds() / 1000) % HOUR));
      await expectLimit(target, callsWithin(TOKEN_LIMITS.perSubscription), 403, () => {
        target.waitForLimits();
        return key();
      });
    },
  },
  {
    name: 'hands the language models a key of their account',
    removes: ['models-api/check-strip-request-api-key'],
    run: async (target) => {
      expect((await chat(target, { ...bearer(await modelToken(target)), 'api-key': 'guessed' })).status).toBe(200);
      expect(target.backend.last.headers).not.toHaveProperty('api-key');
      expect(target.backend.last.headers.authorization).toMatch(/^Bearer /);
    },
  },
  {
    name: 'chooses another content filter than that of the models',
    removes: ['models-api/check-strip-request-x-policy-id'],
    run: async (target) => {
      const answer = await chat(target, { ...bearer(await modelToken(target)), 'X-Policy-Id': 'no-filter' });
      expect(answer.status).toBe(200);
      expect(target.backend.last.headers).not.toHaveProperty('x-policy-id');
    },
  },
  {
    name: 'compresses prompts or answers, so that nobody can count their tokens',
    removes: ['models-api/check-strip-request-content-encoding', 'models-api/check-accept-encoding'],
    run: async (target) => {
      const compressed = { 'content-encoding': 'gzip', 'accept-encoding': 'gzip, br' };
      expect((await chat(target, { ...bearer(await modelToken(target)), ...compressed })).status).toBe(200);
      const { 'content-encoding': prompt, 'accept-encoding': answer } = target.backend.last.headers;
      expect({ prompt, answer }).toEqual({ prompt: undefined, answer: 'identity' });
    },
  },
  {
    name: 'has responses made in the background, where nobody counts their tokens',
    removes: ['models-api/check-background'],
    run: async (target) => {
      const token = await modelToken(target);
      const respond = (members: string): Promise<Answer> =>
        send(`${target.origin}/openai/v1/responses`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...bearer(token) },
          body: `{"model":"model","input":"hello"${members}}`,
        });
      for (const members of ['', ',"background":false', ',"background" : null,"metadata":{"background":"true"}']) {
        expect({ members, status: (await respond(members)).status }).toEqual({ members, status: 200 });
      }
      target.backend.reset();
      for (const members of [
        ',"background":true',
        ',"background": 1',
        ',"background":"falsehood"',
        ',"background":true,"background":false',
        ',"background":false,"background":true',
        ',"b\\u0061ckground":true',
        ',"Background":true',
        ',"bac\u212Aground":true',
        ",'background':true",
        ',"background":true,',
        ',/* */"background":true',
      ]) {
        const { status, json } = await respond(members);
        expect({ members, status, json }).toMatchObject({ members, status: 400, json: { error: { param: null } } });
      }
      expect(target.backend.received).toHaveLength(0);
    },
  },
  {
    name: 'hands the language models credentials in the query',
    removes: ['models-api/check-strip-query'],
    run: async (target) => {
      const query = '?api-version=1&api-key=x&code=y';
      expect((await chat(target, bearer(await modelToken(target)), query)).status).toBe(200);
      expect(target.backend.last.path).toBe('/chat/completions');
    },
  },
  {
    name: 'presents a token for an MCP server to the language models',
    removes: [],
    run: async (target) => {
      const answer = await chat(target, bearer(await accessToken(target)));
      expect({ status: answer.status, reached: target.backend.received.length }).toEqual({ status: 401, reached: 0 });
      expect(answer.json).toMatchObject({ error: { code: 'invalid_token' } });
    },
  },
  {
    name: 'reads what the language models stored for somebody else',
    removes: [],
    run: async (target) => {
      for (const path of ['responses/resp_1', 'files', 'models']) {
        const answer = await chat(target, key(), '', path);
        expect({ status: answer.status, reached: target.backend.received.length }).toEqual({ status: 404, reached: 0 });
      }
    },
  },
];

type Headers = Record<string, string>;

function bearer(token: string): Headers {
  return { authorization: `Bearer ${token}` };
}

function key(): Headers {
  return { 'Ocp-Apim-Subscription-Key': SUBSCRIPTION_KEYS.models };
}

async function modelToken({ origin, clientId }: Target): Promise<string> {
  const client = new RawClient(origin, `${origin}/openai/v1`);
  const { json } = await client.redeem(await client.logIn({ clientId: await clientId() }));
  return String(json['access_token']);
}

function chat({ origin }: Target, headers: Headers, query = '', path = 'chat/completions'): Promise<Answer> {
  const body = { model: 'model', messages: [{ role: 'user', content: PROMPT }] };
  return sendJson(`${origin}/openai/v1/${path}${query}`, body, headers);
}

/** Calls one after the other until a limit refuses, which has to be at the right one. */
async function expectLimit(
  target: Target,
  calls: number,
  status: number,
  headersOf: (call: number) => Headers,
): Promise<void> {
  const statuses: number[] = [];
  for (let call = 0; call <= calls; call += 1) statuses.push((await chat(target, headersOf(call))).status);
  expect(statuses).toEqual([...Array.from({ length: calls }, () => 200), status]);
  expect(target.backend.received).toHaveLength(calls);
}
