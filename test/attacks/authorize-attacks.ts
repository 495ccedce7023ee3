import { location } from '../support/login-steps';
import { newVerifier, REDIRECT_URI, send, type Answer } from '../support/oauth-client';
import type { Attack, Target } from './attack';
import { countOf, expectErrorForClient, expectPage, PAGES, repeat } from './expectations';

/** Redirect URIs that are near the registered `https://client.example/callback` and `http://127.0.0.1:33418/callback`. */
const NEARLY_REGISTERED = [
  'https://evil.example/callback',
  'https://client.example/callback/',
  'https://client.example/callback?a=b',
  'https://client.example/callback/../evil',
  'https://client.example:444/callback',
  'https://client.example.evil.example/callback',
  'https://client.example@evil.example/callback',
  'http://client.example/callback',
  'HTTPS://client.example/callback',
  'http://127.0.0.1:33418/callback2',
  'http://127.0.0.1:33418@evil.example/callback',
  'http://127.0.0.1:1234.evil.example/callback',
  'http://localhost:33418/callback',
  'https://127.0.0.1:33418/callback',
  '',
];

/** Attacks on `GET /authorize`. */
export const AUTHORIZE_ATTACKS: readonly Attack[] = [
  {
    name: 'floods the store with logins',
    removes: ['authorize/check-authorize-rate'],
    run: async (target) => {
      const statuses = await repeat(301, () => authorize(target, { client_id: 'unknown' }));
      expect(countOf(statuses, 429)).toBe(1);
    },
  },
  {
    name: 'starts a login of a client that is not registered',
    removes: ['authorize/check-client'],
    run: async (target) => {
      for (const clientId of ['unknown', '', undefined]) {
        expectPage(await authorize(target, { client_id: clientId }), 400, PAGES.unknownClient);
      }
    },
  },
  {
    name: 'has the code sent to an address the client did not register',
    removes: ['authorize/check-redirect-uri'],
    run: async (target) => {
      const clientId = await target.client.registeredClientId({
        redirect_uris: ['https://client.example/callback', 'http://127.0.0.1:33418/callback'],
      });
      for (const uri of [...NEARLY_REGISTERED, undefined]) {
        const answer = await authorize(target, { client_id: clientId, redirect_uri: uri });
        expectPage(answer, 400, PAGES.foreignRedirect);
      }
    },
  },
  {
    name: 'has a link to the gateway lead straight to a site of its own, by a request that cannot succeed',
    removes: ['authorize/check-untrusted-error'],
    run: async (target) => {
      const uri = 'https://evil.example/callback?a=b';
      const clientId = await target.client.registeredClientId({ redirect_uris: [uri, REDIRECT_URI] });
      const failing = [
        { response_type: 'token' },
        { code_challenge: undefined },
        { resource: 'https://evil.example/mcp' },
        { prompt: 'none' },
      ];
      for (const parameters of failing) {
        const answer = await authorize(target, { client_id: clientId, redirect_uri: uri, ...parameters });
        expectPage(answer, 400, PAGES.badRequest);
        expect(answer.text).toContain('<bdi>evil.example</bdi>');
        expect(answer.text).toContain('<a href="https://evil.example/callback?a=b&amp;error=');
        expect(answer.text).not.toContain('http-equiv');
        // A program on this computer is told itself.
        location(await authorize(target, { client_id: clientId, ...parameters }));
      }
    },
  },
  {
    name: 'gives a parameter twice, so that two readers of the request see different ones',
    removes: ['authorize/check-repeated-parameters'],
    run: async (target) => {
      for (const name of ['state', 'scope', 'resource', 'unheard-of']) {
        const url = target.client.authorizeUrl(await target.clientId(), newVerifier());
        url.searchParams.append(name, 'first');
        url.searchParams.append(name, 'second');
        expectErrorForClient(await send(url), 'invalid_request');
      }
    },
  },
  {
    name: 'asks for a token in the redirect',
    removes: ['authorize/check-response-type'],
    run: async (target) => {
      const token = await authorize(target, { response_type: 'token' });
      expectErrorForClient(token, 'unsupported_response_type');
      expectErrorForClient(await authorize(target, { response_type: 'code token' }), 'unsupported_response_type');
      expectErrorForClient(await authorize(target, { response_type: undefined }), 'invalid_request');
    },
  },
  {
    name: 'logs in without PKCE',
    removes: ['authorize/check-code-challenge'],
    run: async (target) => {
      for (const challenge of [undefined, '', 'short', 'x'.repeat(42), 'x'.repeat(44), `${'x'.repeat(42)}=`]) {
        expectErrorForClient(await authorize(target, { code_challenge: challenge }), 'invalid_request');
      }
    },
  },
  {
    name: 'logs in with the PKCE method that hides nothing',
    removes: ['authorize/check-code-challenge-method'],
    run: async (target) => {
      for (const method of ['plain', 's256', '', undefined]) {
        expectErrorForClient(await authorize(target, { code_challenge_method: method }), 'invalid_request');
      }
    },
  },
  {
    name: 'asks for a token for a resource that is not of this gateway',
    removes: ['authorize/check-resource'],
    run: async (target) => {
      const { origin } = target;
      for (const resource of ['https://evil.example/mcp', `${origin}/`, `${origin}/mcp/`, `${origin}/MCP`, '']) {
        expectErrorForClient(await authorize(target, { resource }), 'invalid_target');
      }
      // With two endpoints, leaving the resource out names none.
      expectErrorForClient(await authorize(target, { resource: undefined }), 'invalid_target');
    },
  },
  {
    name: 'has state break out of its parameter on the way back',
    removes: [],
    run: async (target) => {
      const state = 'a&code=forged&iss=https://evil.example#\r\nSet-Cookie: a=b';
      const url = location(await authorize(target, { state, response_type: 'token' }));
      expect(url.searchParams.getAll('state')).toEqual([state]);
      expect(url.searchParams.getAll('iss')).toEqual([target.origin]);
      expect(url.searchParams.has('code')).toBe(false);
    },
  },
];

async function authorize(target: Target, parameters: Record<string, string | undefined>): Promise<Answer> {
  return send(target.client.authorizeUrl(await target.clientId(), newVerifier(), parameters));
}
