import { Readable } from 'node:stream';
import { request } from 'undici';
import { REDIRECT_URI, send } from '../support/oauth-client';
import type { Attack } from './attack';
import { countOf, expectOAuthError, repeat } from './expectations';

const FOREIGN_URIS = [
  'http://evil.example/callback',
  'http://localhost.evil.example/callback',
  'http://127.0.0.1.evil.example/callback',
  'http://127.0.0.1@evil.example/callback',
  'https://user@evil.example/callback',
  'https://evil.example/callback#fragment',
  'https://evil.example\\@good.example/callback',
  'https://evil.example/call back',
  'https://evil.example/callback\n',
  'javascript:alert(1)',
  'data:text/html,hello',
  'vscode://evil.example/callback',
  '//evil.example/callback',
  'https:///callback',
  '',
];

const DECEPTIVE_NAMES: readonly unknown[] = [
  'Good\u202eevil',
  'Good\nevil',
  'Good\u0000evil',
  'Good\u2066evil',
  'Good\u061cevil',
  'x'.repeat(101),
  42,
  { name: 'Good' },
];

const LONG_REGISTRATION = JSON.stringify({ redirect_uris: [REDIRECT_URI], padding: 'x'.repeat(17 * 1024) });

/** Attacks on `POST /register`. */
export const REGISTRATION_ATTACKS: readonly Attack[] = [
  {
    name: 'floods the store with registrations',
    removes: ['register/check-registration-rate'],
    run: async ({ client }) => {
      const statuses = await repeat(101, () => client.register());
      expect(countOf(statuses, 429)).toBe(1);
    },
  },
  {
    name: 'registers a client with a body that is too long',
    removes: ['register/check-body-size'],
    run: async ({ origin }) => {
      const headers = { 'content-type': 'application/json' };
      const declared = await send(`${origin}/register`, { method: 'POST', headers, body: LONG_REGISTRATION });
      expectOAuthError(declared, 413, 'invalid_client_metadata');
      const streamed = await request(`${origin}/register`, {
        method: 'POST',
        headers,
        body: Readable.from([Buffer.from(LONG_REGISTRATION)]),
      });
      await streamed.body.dump();
      expect(streamed.statusCode).toBe(413);
    },
  },
  {
    name: 'registers a redirect URI that leads elsewhere than to https or the loopback',
    removes: ['register/check-registered-redirect-uris'],
    run: async ({ client }) => {
      for (const uri of FOREIGN_URIS) {
        expectOAuthError(await client.register({ redirect_uris: [REDIRECT_URI, uri] }), 400, 'invalid_redirect_uri');
      }
    },
  },
  {
    name: 'registers a name that shows something else on the consent page',
    removes: ['register/check-client-name'],
    run: async ({ client }) => {
      for (const name of DECEPTIVE_NAMES) {
        expectOAuthError(await client.register({ client_name: name }), 400, 'invalid_client_metadata');
      }
    },
  },
];
