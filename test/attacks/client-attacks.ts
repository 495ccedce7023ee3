import type { Answer, Login } from '../support/oauth-client';
import { sendForm } from '../support/oauth-client';
import type { Attack, Target } from './attack';
import { expectOAuthError } from './expectations';

/** Attacks on how clients prove at the token endpoint who they are. */
export const CLIENT_ATTACKS: readonly Attack[] = [
  {
    name: 'presents one client in the header and another in the body',
    removes: ['authenticate-client/check-one-authentication'],
    run: async (target) => {
      const login = await logIn(target);
      const other = await target.client.registeredClientId();
      expectOAuthError(
        await redeem(target, login, { basic: [login.clientId, ''], body: other }),
        400,
        'invalid_request',
      );
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
];

async function logIn(target: Target): Promise<Login> {
  return target.client.logIn({ clientId: await target.clientId() });
}

/** Redeems a code with Basic authentication; `body` is the client id in the form, none by default. */
function redeem(
  { origin }: Target,
  { code, redirectUri, verifier, resource }: Login,
  { basic, body }: { basic: readonly [string, string]; body?: string },
): Promise<Answer> {
  const fields = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    resource,
    ...(body === undefined ? {} : { client_id: body }),
  };
  const authorization = `Basic ${Buffer.from(basic.map(encodeURIComponent).join(':')).toString('base64')}`;
  return sendForm(`${origin}/token`, fields, { authorization });
}
