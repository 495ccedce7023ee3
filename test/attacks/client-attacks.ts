import { createHash } from 'node:crypto';
import { demoValue } from '../../emulator/stack/variables';
import { sendForm, type Answer, type Login } from '../support/oauth-client';
import { ROBOT } from './attack-stack';
import type { Attack, Target } from './attack';
import { expectOAuthError } from './expectations';

/** Attacks on how clients prove at the token endpoint who they are. */
export const CLIENT_ATTACKS: readonly Attack[] = [
  {
    name: 'authenticates in the header and in the body at once',
    removes: ['authenticate-client/check-one-authentication'],
    run: async (target) => {
      const login = await logIn(target);
      const other = await target.client.registeredClientId();
      const others: readonly Record<string, string>[] = [
        { client_id: other },
        { client_id: other, client_secret: 'guess' },
        { client_id: login.clientId, client_secret: 'guess' },
      ];
      for (const fields of others) {
        const answer = await redeem(target, login, { basic: [login.clientId, ''], fields });
        expectOAuthError(answer, 400, 'invalid_request');
      }
    },
  },
  {
    name: 'gives a public client a secret, to see whether anything is accepted',
    removes: ['authenticate-client/check-public-client'],
    run: async (target) => {
      const login = await logIn(target);
      expectOAuthError(await target.client.redeem(login, { client_secret: 'guess' }), 401, 'invalid_client');
      const answer = await redeem(target, login, { basic: [login.clientId, 'guess'] });
      expectOAuthError(answer, 401, 'invalid_client');
      expect(answer.headers['www-authenticate']).toMatch(/^Basic /);
    },
  },
  {
    name: 'redeems the code of a confidential client without its secret, or with a guess',
    removes: ['authenticate-client/check-client-secret'],
    run: async (target) => {
      const login = await target.client.logIn({ clientId: ROBOT.id });
      for (const secret of [
        undefined,
        '',
        'guess',
        ROBOT.secret.slice(0, -1),
        `${ROBOT.secret} `,
        ROBOT.secret.toUpperCase(),
      ]) {
        expectOAuthError(await target.client.redeem(login, { client_secret: secret }), 401, 'invalid_client');
      }
      const { secret } = ROBOT;
      const hash = createHash('sha256').update(secret).digest('hex');
      const ofAnother = demoValue('client_secret_android');
      for (const basic of ['', 'guess', secret.slice(1), hash, ofAnother]) {
        const answer = await redeem(target, login, { basic: [ROBOT.id, basic] });
        expectOAuthError(answer, 401, 'invalid_client');
        expect(answer.headers['www-authenticate']).toMatch(/^Basic /);
      }
      expect((await redeem(target, login, { basic: [ROBOT.id, secret] })).status).toBe(200);
    },
  },
];

async function logIn(target: Target): Promise<Login> {
  return target.client.logIn({ clientId: await target.clientId() });
}

/** Redeems a code with Basic authentication; `fields` are further ones of the form. */
function redeem(
  { origin }: Target,
  { code, redirectUri, verifier, resource }: Login,
  { basic, fields = {} }: { basic: readonly [string, string]; fields?: Record<string, string> },
): Promise<Answer> {
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    resource,
    ...fields,
  };
  const authorization = `Basic ${Buffer.from(basic.map(encodeURIComponent).join(':')).toString('base64')}`;
  return sendForm(`${origin}/token`, form, { authorization });
}
