import { request } from 'node:http';
import { location, LoginSteps } from '../support/login-steps';
import { send } from '../support/oauth-client';
import type { Attack, Target } from './attack';

const METADATA = ['/.well-known/oauth-authorization-server', '/.well-known/oauth-protected-resource/mcp'];
const EVIL = 'evil.example';

/** Attacks on clients, by what the gateway tells them of itself. */
export const METADATA_ATTACKS: readonly Attack[] = [
  {
    name: 'has a client of several authorization servers take an answer for one of another server',
    removes: [],
    run: async (target) => {
      const { json: metadata } = await send(`${target.origin}${METADATA[0]}`);
      expect(metadata).toMatchObject({
        issuer: target.origin,
        authorization_response_iss_parameter_supported: true,
      });
      for (const url of await answersToClients(target)) {
        expect(url.searchParams.getAll('iss')).toEqual([target.origin]);
      }
    },
  },
  {
    name: 'has the gateway send clients to another host, by naming one in a request',
    removes: [],
    run: async ({ origin }) => {
      const forwarded = {
        'x-forwarded-host': EVIL,
        'x-forwarded-proto': 'gopher',
        'x-original-host': EVIL,
        forwarded: `host=${EVIL}`,
      };
      for (const path of [...METADATA, '/mcp']) {
        const usual = await send(`${origin}${path}`);
        const answer = await send(`${origin}${path}`, { headers: forwarded });
        const challenge = answer.headers['www-authenticate'];
        expect([answer.text, challenge]).toEqual([usual.text, usual.headers['www-authenticate']]);
        expect(answer.text + String(challenge)).toContain(origin);
        expect(await answerToHost(`${origin}${path}`, EVIL)).not.toContain(EVIL);
      }
    },
  },
];

/** The redirects by which a client learns of a code, a mistake of its own, and a denial. */
async function answersToClients(target: Target): Promise<readonly URL[]> {
  const login = async (): Promise<LoginSteps> => new LoginSteps(target.client, await target.clientId()).start();
  const approved = await login();
  const denied = await (await login()).decide({ decision: 'deny' });
  const [, link = ''] = /<a [^>]*href="([^"]+)"/.exec(denied.text) ?? [];
  return [
    location(await approved.callback(await approved.upToCallback())),
    location(await approved.another().authorize({ response_type: 'token' })),
    new URL(link.replaceAll('&amp;', '&')),
  ];
}

/** What the gateway answers to a request for another host, as text; empty when it hangs up. */
function answerToHost(url: string, host: string): Promise<string> {
  return new Promise((resolve) => {
    const outgoing = request(url, { headers: { host } }, (incoming) => {
      let text = JSON.stringify(incoming.headers);
      incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      incoming.on('end', () => resolve(text));
    });
    outgoing.on('error', () => resolve('')).end();
  });
}
