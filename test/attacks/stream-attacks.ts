import { send, type Answer, type RawClient } from '../support/oauth-client';
import type { Attack, Target } from './attack';
import { SUBSCRIPTION_KEYS, WIKI_ORIGIN } from './attack-stack';
import { accessToken, expectChallenge, expectOAuthError } from './expectations';

/** Where the gateway takes messages of the stream: beside it, and where it announces; with a slash or without. */
const MESSAGE_PATHS = ['/chat/message', '/message', '/message/', '/MESSAGE'];
const QUERY = '?sessionId=session-of-the-server';

/** Credentials that a query may carry, by the check that takes each away. */
const IN_QUERY: Readonly<Record<string, string>> = {
  access_token: 'forged',
  code: 'forged',
  // API Management refuses a key that opens nothing here before any policy, so only a good one could get through.
  'subscription-key': SUBSCRIPTION_KEYS.everything,
};

/** Attacks on an MCP server of the older kind: a stream, and messages at a path of their own. */
export const STREAM_ATTACKS: readonly Attack[] = [
  {
    name: 'sends messages to a stream without a token, or with a guess',
    removes: [],
    run: async (target) => {
      const metadata = `"${target.origin}/.well-known/oauth-protected-resource/chat/sse"`;
      for (const path of MESSAGE_PATHS) {
        for (const token of [undefined, 'guessed']) {
          const answer = await sendMessage(target, path, token);
          expectChallenge(target, answer);
          expect(answer.headers['www-authenticate']).toContain(metadata);
        }
      }
    },
  },
  {
    name: 'sends messages to a stream with a token for another endpoint',
    removes: [],
    run: async (target) => {
      const token = await accessToken(target);
      for (const path of MESSAGE_PATHS) expectChallenge(target, await sendMessage(target, path, token));
      expectChallenge(target, await openStream(target, token));
    },
  },
  {
    name: 'opens another endpoint with the token for a stream',
    removes: [],
    run: async (target) => {
      const token = await chatToken(target);
      expectChallenge(target, await target.client.listTools(token));
      expectChallenge(target, await target.wikiClient.listTools(token));
    },
  },
  {
    name: 'sends messages to a stream from a web page on a foreign origin',
    removes: [],
    run: async (target) => {
      const token = await chatToken(target);
      for (const origin of ['https://evil.example', 'null', WIKI_ORIGIN]) {
        for (const path of MESSAGE_PATHS) {
          expectOAuthError(await sendMessage(target, path, token, QUERY, { origin }), 403, 'access_denied');
        }
        expectOAuthError(await openStream(target, token, '', { origin }), 403, 'access_denied');
      }
      expect(target.backend.received).toHaveLength(0);
    },
  },
  ...Object.entries(IN_QUERY).map(([name, value]): Attack => ({
    name: `hands the MCP server ${name} in the query of a message`,
    removes: [`mcp-strip-query/check-strip-query-${name}`],
    run: async (target) => {
      const token = await chatToken(target);
      for (const path of MESSAGE_PATHS) {
        const { status } = await sendMessage(target, path, token, `${QUERY}&${name}=${value}&${name}=second`);
        expect({ path, status, reached: target.backend.last.path }).toEqual({
          path,
          status: 200,
          reached: `/message${QUERY}`,
        });
      }
    },
  })),
  {
    name: 'hands the MCP server its token, a cookie or a claim with a message',
    removes: [],
    run: async (target) => {
      const forged = { cookie: 'forged', 'x-ms-client-principal': 'forged', 'x-functions-key': 'forged' };
      const token = await chatToken(target);
      for (const path of MESSAGE_PATHS) {
        expect((await sendMessage(target, path, token, QUERY, forged)).status).toBe(200);
        expect(JSON.stringify(target.backend.last.headers)).not.toMatch(/forged|Bearer/);
      }
    },
  },
  {
    name: 'hands the stream a query, or reaches other paths by that of its messages',
    removes: [],
    run: async (target) => {
      const token = await chatToken(target);
      expect((await openStream(target, token, '?sessionId=forged')).status).toBe(200);
      expect(target.backend.last.path).toBe('/sse');
      target.backend.reset();
      for (const path of ['/message/admin', '/message/../../admin', '/chat/message/admin', '/chat/admin']) {
        expect({ path, status: (await sendMessage(target, path, token)).status }).toEqual({ path, status: 404 });
      }
      expect(target.backend.received).toHaveLength(0);
    },
  },
];

/** An access token for the stream. */
async function chatToken({ chatClient, clientId }: Target): Promise<string> {
  return accessTokenOf(chatClient, await clientId());
}

async function accessTokenOf(client: RawClient, clientId: string): Promise<string> {
  const answer = await client.redeem(await client.logIn({ clientId }));
  return String(answer.json['access_token']);
}

function sendMessage(
  { origin }: Target,
  path: string,
  token: string | undefined,
  query = QUERY,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return send(`${origin}${path}${query}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
  });
}

function openStream(
  { chatClient }: Target,
  token: string,
  query = '',
  headers: Record<string, string> = {},
): Promise<Answer> {
  return send(`${chatClient.resource}${query}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
}
