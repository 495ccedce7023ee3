import type { JWTPayload } from 'jose';
import type { SealPurpose } from '../../policies/contract/sealing';
import { send, type Answer, type RawClient } from '../support/oauth-client';
import type { Attack, Target } from './attack';
import { accessToken, expectOAuthError } from './expectations';
import { flipBit, seal, unseal } from './seal';

const OTHER_PURPOSES: readonly SealPurpose[] = ['access', 'refresh', 'consent', 'entra'];
const BACKEND_ID = 'session-of-the-backend';
const LONGEST_ID = 1024;

/** Attacks with the id of an MCP session. */
export const SESSION_ATTACKS: readonly Attack[] = [
  {
    name: 'goes on with the session of another person',
    removes: ['mcp-open-session/check-session-owner'],
    run: async (target) => {
      const { session } = await openSession(target);
      target.entra.forgery = { claims: (claims): JWTPayload => ({ ...claims, oid: 'somebody-else' }) };
      await expectUnknown(target, target.client, await accessToken(target), session);
    },
  },
  {
    name: 'goes on with the session of another client of the same person',
    removes: ['mcp-open-session/check-session-owner'],
    run: async (target) => {
      const { session } = await openSession(target);
      await expectUnknown(target, target.client, await target.client.accessToken(), session);
    },
  },
  {
    name: 'goes on with the session of one endpoint at the other',
    removes: ['mcp-open-session/check-session-owner'],
    run: async (target) => {
      const { session } = await openSession(target);
      const { wikiClient } = target;
      const { json } = await wikiClient.redeem(await wikiClient.logIn({ clientId: await target.clientId() }));
      await expectUnknown(target, wikiClient, String(json['access_token']), session);
    },
  },
  {
    name: 'changes the session id it was given',
    removes: ['mcp-open-session/check-session-mac'],
    run: async (target) => {
      const { token, session } = await openSession(target);
      // MAC, version, key slot, IV (which flips a bit of the owner), ciphertext.
      for (const index of [-1, -32, 0, 1, 2, -33]) {
        await expectUnknown(target, target.client, token, flipBit(session, index));
      }
    },
  },
  {
    name: 'seals a session id with a MAC key of its own',
    removes: ['mcp-open-session/check-session-mac'],
    run: async (target) => {
      const { token, session } = await openSession(target);
      const forged = seal(otherId(session), { purpose: 'mcp-session', macKey: Buffer.alloc(32) });
      await expectUnknown(target, target.client, token, forged);
    },
  },
  {
    name: 'presents something the gateway sealed for another use as a session id',
    removes: ['mcp-open-session/check-session-purpose'],
    run: async (target) => {
      const { token, session } = await openSession(target);
      for (const purpose of OTHER_PURPOSES) {
        await expectUnknown(target, target.client, token, seal(otherId(session), { purpose }));
      }
    },
  },
  {
    name: 'names the session by the id the MCP server gave it, or by no id at all',
    removes: [],
    run: async (target) => {
      const { token, session } = await openSession(target);
      expect(session).not.toContain(BACKEND_ID);
      const sealed = (text: string): string => seal(text, { purpose: 'mcp-session' });
      const ids = [BACKEND_ID, '', ' ', 'x', 'a.b', 'A'.repeat(2048), 'A'.repeat(2049), sealed(''), sealed('\n')];
      for (const id of [...ids, sealed(`${unseal(session)}\n`), `${session}, ${session}`]) {
        await expectUnknown(target, target.client, token, id);
      }
    },
  },
  {
    name: 'says it needs no session and names one all the same',
    removes: ['mcp-open-session/check-session-stateless'],
    run: async (target) => {
      const { token, session } = await openSession(target);
      for (const version of ['2026-07-28', '2027-01-01', 'DRAFT-2027']) {
        for (const id of [BACKEND_ID, session]) {
          const headers = { 'mcp-protocol-version': version, 'mcp-session-id': id };
          expect((await target.client.listTools(token, headers)).status).toBe(200);
          expect(target.backend.last.headers).not.toHaveProperty('mcp-session-id');
        }
      }
      const several = { 'mcp-protocol-version': '2025-11-25, 2026-07-28', 'mcp-session-id': BACKEND_ID };
      expect((await target.client.listTools(token, several)).status).toBe(404);
    },
  },
  {
    name: 'gives out session ids no header can carry back, as the MCP server',
    removes: [],
    run: async (target) => {
      const token = await accessToken(target);
      for (const id of ['', ' ', 'with blank', '\u00e9', 'x'.repeat(LONGEST_ID + 1)]) {
        target.backend.answer = withSession(id);
        expectOAuthError(await target.client.listTools(token), 502, 'server_error');
      }
      for (const id of ['~', '!#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~"', 'x'.repeat(LONGEST_ID)]) {
        target.backend.answer = withSession(id);
        const session = sessionOf(await target.client.listTools(token));
        target.backend.reset();
        expect((await target.client.listTools(token, { 'mcp-session-id': session })).status).toBe(200);
        expect(target.backend.last.headers['mcp-session-id']).toBe(id);
      }
    },
  },
];

/** A session of the shared client, as `initialize` opens it. */
async function openSession(target: Target): Promise<{ readonly token: string; readonly session: string }> {
  const token = await accessToken(target);
  target.backend.answer = withSession(BACKEND_ID);
  const session = sessionOf(await target.client.listTools(token));
  target.backend.reset();
  return { token, session };
}

function withSession(id: string): Target['backend']['answer'] {
  return { status: 200, headers: { 'content-type': 'application/json', 'mcp-session-id': id } };
}

function sessionOf(answer: Answer): string {
  expect(answer).toMatchObject({ status: 200, headers: { 'mcp-session-id': expect.any(String) as string } });
  return String(answer.headers['mcp-session-id']);
}

/** The text of a sealed session id with another id of the backend in it. */
function otherId(session: string): string {
  return unseal(session).replace(BACKEND_ID, 'session-of-somebody-else');
}

/** Every method answers that there is no such session, and nothing reaches the MCP server. */
async function expectUnknown(target: Target, client: RawClient, token: string, session: string): Promise<void> {
  const reached = target.backend.received.length;
  for (const method of ['POST', 'GET', 'DELETE']) {
    const answer = await send(client.resource, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'mcp-session-id': session,
        ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
      },
      ...(method === 'POST' ? { body: '{}' } : {}),
    });
    expect(answer).toMatchObject({ status: 404, json: { jsonrpc: '2.0', error: { code: -32001 }, id: null } });
    expect(answer.headers).not.toHaveProperty('www-authenticate');
  }
  expect(target.backend.received).toHaveLength(reached);
}
