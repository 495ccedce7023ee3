import { request } from 'node:http';
import type { JWTPayload } from 'jose';
import { send, type Answer } from '../support/oauth-client';
import type { Attack, Target } from './attack';
import { SUBSCRIPTION_KEYS, WIKI_ORIGIN } from './attack-stack';
import { accessToken, countOf, expectChallenge, expectOAuthError, repeat } from './expectations';

const CALLS_PER_GRANT = 300;
const CALLS_PER_SUBJECT = 600;
const MAX_PREFIXED_HEADERS = 12;
const MAX_REQUEST_BYTES = 1024 * 1024;

/** Headers that a caller may not hand to an MCP server, by the check that takes each away. */
const STRIPPED_FROM_REQUEST: Readonly<Record<string, readonly string[]>> = {
  'check-strip-request-authorization': ['authorization'],
  'check-strip-request-cookie': ['cookie'],
  'check-strip-request-forwarded': ['forwarded'],
  'check-strip-request-prefixed': [
    'x-ms-client-principal',
    'X-MS-CLIENT-PRINCIPAL-ID',
    'x-ms-token-aad-id-token',
    'x-forwarded-for',
    'X-Forwarded-Host',
    'x-forwarded-anything',
  ],
};

/** Headers that an MCP server may not hand to a caller; each has a check of its name. */
const STRIPPED_FROM_RESPONSE: Readonly<Record<string, string | string[]>> = {
  'www-authenticate': 'Bearer resource_metadata="https://evil.example"',
  'set-cookie': ['__Host-login-x=forged; Path=/; Secure', 'second=1'],
  'clear-site-data': '"*"',
  'x-powered-by': 'ASP.NET',
  'access-control-allow-origin': '*',
  'access-control-allow-credentials': 'true',
  'access-control-allow-methods': '*',
  'access-control-allow-headers': '*',
  'access-control-expose-headers': '*',
  'access-control-max-age': '86400',
};

/** Attacks with a good token, or by the MCP server itself. */
export const MCP_REQUEST_ATTACKS: readonly Attack[] = [
  {
    name: 'calls the endpoint from a web page on a foreign origin',
    removes: ['functions-api/check-origin'],
    run: async (target) => {
      const token = await accessToken(target);
      for (const origin of ['https://evil.example', 'null', `${target.origin}.evil.example`, WIKI_ORIGIN]) {
        const answer = await target.client.listTools(token, { origin });
        expectOAuthError(answer, 403, 'access_denied');
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      }
      expect(target.backend.received).toHaveLength(0);
    },
  },
  {
    name: 'calls an endpoint that allows one origin from another',
    removes: [],
    run: async (target) => {
      expect((await target.wikiClient.listTools(undefined, { origin: WIKI_ORIGIN })).status).toBe(401);
      for (const origin of [`${WIKI_ORIGIN}.evil.example`, `${WIKI_ORIGIN}:8443`, 'https://evil.example']) {
        expectOAuthError(await target.wikiClient.listTools(undefined, { origin }), 403, 'access_denied');
      }
    },
  },
  {
    name: 'asks as a web page whether it may send what it likes',
    removes: [],
    run: async ({ wikiClient }) => {
      const preflight = (origin: string, method = 'POST'): Promise<Answer> =>
        send(wikiClient.resource, {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': method,
            'access-control-request-headers': 'authorization,content-type,mcp-method,mcp-param-region',
          },
        });
      expect(await preflight(WIKI_ORIGIN)).toMatchObject({
        status: 200,
        headers: {
          'access-control-allow-origin': WIKI_ORIGIN,
          'access-control-allow-headers': 'authorization,content-type,mcp-method,mcp-param-region',
        },
      });
      for (const answer of [await preflight('https://evil.example'), await preflight('null')]) {
        expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
      }
      expect((await preflight(WIKI_ORIGIN, 'PUT')).headers).not.toHaveProperty('access-control-allow-origin');
      const read = await wikiClient.listTools(undefined, { origin: WIKI_ORIGIN });
      expect(String(read.headers['access-control-expose-headers'])).toMatch(/www-authenticate/i);
    },
  },
  {
    name: 'calls without end with one login',
    removes: ['functions-api/check-grant-rate'],
    run: async (target) => {
      const token = await accessToken(target);
      const statuses = await repeat(CALLS_PER_GRANT + 1, () => target.client.listTools(token));
      expect(countOf(statuses, 200)).toBe(CALLS_PER_GRANT);
      expectOAuthError(await target.client.listTools(token), 429, 'temporarily_unavailable');
    },
  },
  {
    name: 'calls without end with many logins of one person',
    removes: ['functions-api/check-subject-rate'],
    run: async (target) => {
      const tokens = [await accessToken(target), await accessToken(target), await accessToken(target)];
      const statuses: number[] = [];
      for (const token of tokens) {
        statuses.push(...(await repeat(CALLS_PER_SUBJECT / 3, () => target.client.listTools(token))));
      }
      expect(countOf(statuses, 200)).toBe(CALLS_PER_SUBJECT);
      expectOAuthError(await target.client.listTools(tokens[0]), 429, 'temporarily_unavailable');
      // Another person is not affected.
      target.entra.forgery = { claims: (claims): JWTPayload => ({ ...claims, oid: 'somebody-else' }) };
      expect((await target.client.listTools(await accessToken(target))).status).toBe(200);
    },
  },
  ...Object.entries(STRIPPED_FROM_REQUEST).map(([check, headers]): Attack => ({
    name: `hands the MCP server ${headers.join(', ')}`,
    removes: [`mcp-strip-request/${check}`],
    run: async (target) => {
      const token = await accessToken(target);
      const forged = headers.filter((name) => name !== 'authorization').map((name) => [name, 'forged']);
      await expectReached(target, token, Object.fromEntries(forged) as Record<string, string>);
      for (const name of headers) {
        expect(String(target.backend.last.headers[name.toLowerCase()])).not.toMatch(/forged|Bearer/);
      }
    },
  })),
  {
    name: 'sends a message that is too long and says so',
    removes: ['mcp-check-request-size/check-request-size'],
    run: async (target) => {
      const token = await accessToken(target);
      const post = (bytes: number): Promise<Answer> =>
        sendBytes(target, token, bytes, { 'content-length': `${bytes}` });
      expectTooLarge(target, await post(MAX_REQUEST_BYTES + 1));
      expect((await post(MAX_REQUEST_BYTES)).status).toBe(200);
    },
  },
  {
    name: 'sends a message that is too long and does not say so',
    removes: ['mcp-check-request-size/check-request-size'],
    run: async (target) => {
      const token = await accessToken(target);
      expectTooLarge(target, await sendBytes(target, token, MAX_REQUEST_BYTES + 1));
      // What API Management does not buffer it does not forward either.
      expectTooLarge(target, await sendBytes(target, token, 3 * MAX_REQUEST_BYTES));
      expect((await sendBytes(target, token, MAX_REQUEST_BYTES)).status).toBe(200);
    },
  },
  {
    name: 'sends a message that is too long to an endpoint it has no token for',
    removes: [],
    run: async (target) => {
      for (const token of [undefined, 'guessed']) {
        expectChallenge(target, await sendBytes(target, token, MAX_REQUEST_BYTES + 1));
      }
    },
  },
  {
    name: 'hands the MCP server a key of its own',
    removes: ['mcp-strip-request/check-strip-request-x-functions-key'],
    run: async (target) => {
      await expectReached(target, await accessToken(target), { 'x-functions-key': 'forged' });
      expect(target.backend.last.headers['x-functions-key']).toBe('credential-of-the-gateway');
      const { wikiClient } = target;
      const answer = await wikiClient.redeem(await wikiClient.logIn({ clientId: await target.clientId() }));
      await wikiClient.listTools(String(answer.json['access_token']), { 'x-functions-key': 'forged' });
      expect(target.backend.last).toMatchObject({ path: '/mcp' });
      expect(target.backend.last.headers).not.toHaveProperty('x-functions-key');
    },
  },
  {
    name: 'hands the MCP server more claims about the caller than the gateway takes away one by one',
    removes: ['mcp-strip-request/check-strip-request-rest'],
    run: async (target) => {
      const token = await accessToken(target);
      const headers = (count: number): Record<string, string> =>
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-ms-claim-${index}`, 'forged']));
      await expectReached(target, token, headers(MAX_PREFIXED_HEADERS));
      expect(JSON.stringify(target.backend.last.headers)).not.toContain('forged');
      target.backend.reset();
      const answer = await target.client.listTools(token, headers(MAX_PREFIXED_HEADERS + 1));
      expectOAuthError(answer, 400, 'invalid_request');
      expect(target.backend.received).toHaveLength(0);
    },
  },
  {
    name: 'has the credential of the gateway dropped as a header of the connection',
    removes: [],
    run: async (target) => {
      const token = await accessToken(target);
      const names = 'close, x-functions-key';
      const headers = { authorization: `Bearer ${token}`, connection: names, 'content-type': 'application/json' };
      await new Promise<void>((resolve, reject) => {
        const outgoing = request(target.client.resource, { method: 'POST', headers }, (incoming) =>
          incoming.resume().on('end', resolve),
        );
        outgoing.on('error', reject).end('{}');
      });
      expect(target.backend.last.headers['x-functions-key']).toBe('credential-of-the-gateway');
    },
  },
  {
    name: 'hands the MCP server a second token behind the first',
    removes: [],
    run: async (target) => {
      const authorization = [`Bearer ${await accessToken(target)}`, 'Bearer forged'];
      const headers = { authorization, 'content-type': 'application/json' };
      expectChallenge(target, await send(target.client.resource, { method: 'POST', headers, body: '{}' }));
    },
  },
  {
    name: 'hands the MCP server a subscription key beside a good token',
    removes: ['mcp-strip-request/check-strip-request-ocp-apim-subscription-key'],
    run: async (target) => {
      // API Management refuses a key that opens nothing here before any policy, so only a good one could get through.
      const token = await accessToken(target);
      const forged = { 'ocp-apim-subscription-key': 'forged' };
      expectChallenge(target, await target.client.listTools(token, forged));
      const { wikiClient } = target;
      const answer = await wikiClient.redeem(await wikiClient.logIn({ clientId: await target.clientId() }));
      const good = { 'ocp-apim-subscription-key': SUBSCRIPTION_KEYS.wiki };
      expect((await wikiClient.listTools(String(answer.json['access_token']), good)).status).toBe(200);
      expect(target.backend.last).toMatchObject({ path: '/mcp' });
      expect(target.backend.last.headers).not.toHaveProperty('ocp-apim-subscription-key');
    },
  },
  {
    name: 'hands the MCP server another query, or another path',
    removes: [],
    run: async (target) => {
      const headers = { authorization: `Bearer ${await accessToken(target)}`, 'content-type': 'application/json' };
      const post = { method: 'POST', headers, body: '{}' };
      expect((await send(`${target.client.resource}?code=forged&sessionId=forged`, post)).status).toBe(200);
      expect(target.backend.last.path).toBe('/runtime/webhooks/mcp');
      target.backend.reset();
      expectChallenge(target, await send(`${target.client.resource}?subscription-key=forged`, post));
      const elsewhere = await send(`${target.client.resource}/../admin`, post);
      expect(elsewhere.status).toBe(404);
    },
  },
  {
    name: 'names a harmless method in Mcp-Method and Mcp-Name, and another in the body',
    removes: [],
    run: async (target) => {
      const body = JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'delete_everything' },
      });
      const { resource } = target.client;
      for (const method of ['ping', 'initialize', 'server/discover', 'notifications/initialized']) {
        const headers = { 'content-type': 'application/json', 'mcp-method': method, 'mcp-name': 'harmless' };
        expectChallenge(target, await send(resource, { method: 'POST', headers, body }));
        const guess = { ...headers, authorization: 'Bearer guessed' };
        expectChallenge(target, await send(resource, { method: 'POST', headers: guess, body }));
      }
    },
  },
  ...Object.entries(STRIPPED_FROM_RESPONSE).map(([header, value]): Attack => ({
    name: `sets ${header} as the MCP server`,
    removes: [`mcp-strip-response/check-strip-response-${header}`],
    run: async (target) => {
      const token = await accessToken(target);
      target.backend.answer = { status: 200, headers: { 'content-type': 'application/json', [header]: value } };
      const answer = await expectReached(target, token, {});
      expect(answer).not.toHaveProperty(header);
    },
  })),
  {
    name: 'refuses the gateway as the MCP server, so that the client logs in again and again',
    removes: ['mcp-strip-response/check-backend-refusal'],
    run: async (target) => {
      const token = await accessToken(target);
      for (const status of [401, 403]) {
        target.backend.answer = { status, headers: { 'www-authenticate': 'Bearer realm="evil"' } };
        const answer = await target.client.listTools(token);
        expectOAuthError(answer, 502, 'server_error');
        expect(answer.headers).not.toHaveProperty('www-authenticate');
      }
    },
  },
];

/** Calls the endpoint with good credentials and returns the headers of the answer. */
async function expectReached(
  target: Target,
  token: string,
  headers: Record<string, string>,
): Promise<Readonly<Record<string, unknown>>> {
  const before = target.backend.received.length;
  const answer = await target.client.listTools(token, headers);
  expect({ status: answer.status, reached: target.backend.received.length - before }).toEqual({
    status: 200,
    reached: 1,
  });
  return answer.headers;
}

/** Posts a body of so many bytes, in chunks unless a header says how long it is. */
async function sendBytes(
  { client }: Target,
  token: string | undefined,
  bytes: number,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(client.resource, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
    });
    outgoing.on('response', (incoming) => {
      let text = '';
      incoming.on('data', (chunk) => (text += String(chunk)));
      incoming.on('end', () => {
        const json = JSON.parse(text) as Answer['json'];
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json });
      });
    });
    outgoing.on('error', reject);
    outgoing.write(Buffer.alloc(bytes, ' '));
    outgoing.end();
  });
}

function expectTooLarge(target: Target, answer: Answer): void {
  expectOAuthError(answer, 413, 'invalid_request');
  expect(target.backend.received).toHaveLength(0);
}
