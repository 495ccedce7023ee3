import { newVerifier, REDIRECT_URI, send, type Answer } from '../support/oauth-client';
import { CLIENT_HOST, INTERNAL_HOST } from './attack-stack';
import type { Attack, Target } from './attack';
import { countOf, expectPage, PAGES, repeat } from './expectations';

/** URLs that look as if they were on {@link CLIENT_HOST}, and are not, or are dialled as something else. */
const FOREIGN_URLS = [
  `https://${INTERNAL_HOST}/client.json`,
  `https://${CLIENT_HOST}@${INTERNAL_HOST}/client.json`,
  `https://${CLIENT_HOST}:443@${INTERNAL_HOST}/client.json`,
  `https://${CLIENT_HOST}%40${INTERNAL_HOST}/client.json`,
  `https://${INTERNAL_HOST}\\@${CLIENT_HOST}/client.json`,
  `https://${INTERNAL_HOST}#@${CLIENT_HOST}/client.json`,
  `https://${INTERNAL_HOST}?@${CLIENT_HOST}/client.json`,
  `https://${CLIENT_HOST}.${INTERNAL_HOST}/client.json`,
  `https://${CLIENT_HOST}:8443/client.json`,
  `https://${CLIENT_HOST}:443/client.json`,
  `https://${CLIENT_HOST}./client.json`,
  `https://${CLIENT_HOST.toUpperCase()}/client.json`,
  `http://${CLIENT_HOST}/client.json`,
  `https://${CLIENT_HOST}/a/../client.json`,
  `https://${CLIENT_HOST}/a/%2e%2e/client.json`,
  `https://${CLIENT_HOST}//client.json`,
  `https://${CLIENT_HOST}/client.json?x=1`,
  `https://${CLIENT_HOST}/client.json#x`,
  `https://${CLIENT_HOST}/client.json\n`,
  `https://${CLIENT_HOST}/`,
  `https://${CLIENT_HOST}`,
  `https://${CLIENT_HOST}/${'x'.repeat(300)}`,
  'https://127.0.0.1/client.json',
  'https://2130706433/client.json',
  'https://0x7f000001/client.json',
  'https://0177.0.0.1/client.json',
  'https://[::1]/client.json',
  'https://[::ffff:169.254.169.254]/metadata',
  'https://169.254.169.254/metadata/instance',
  'https://localhost/client.json',
];

/** Attacks by way of client id metadata documents. */
export const CLIENT_DOCUMENT_ATTACKS: readonly Attack[] = [
  {
    name: 'has the gateway fetch from a host, or a place on a host, that is not meant for it',
    removes: ['find-client/check-client-metadata-url'],
    run: async (target) => {
      target.documents.publish(`https://${INTERNAL_HOST}/client.json`);
      for (const url of FOREIGN_URLS) expectPage(await authorize(target, url), 400, PAGES.unknownClient);
      expect(target.documents.received).toEqual([]);
    },
  },
  {
    name: 'has the gateway fetch documents without end',
    removes: ['authorize/check-metadata-rate'],
    run: async (target) => {
      const statuses = await repeat(31, () => authorize(target, documentUrl('missing')));
      expect(countOf(statuses, 429)).toBe(1);
    },
  },
  {
    name: 'passes off an error page, a redirect or silence as a document',
    removes: ['authorize/check-metadata-status', 'authorize/check-client-metadata'],
    run: async (target) => {
      for (const status of [201, 203, 404, 403, 500]) {
        await expectUnverified(target, target.documents.publish(documentUrl(`status-${status}`), {}, { status }));
      }
      target.documents.publish(`https://${INTERNAL_HOST}/elsewhere.json`);
      for (const status of [301, 302, 307, 308]) {
        const headers = { location: `https://${INTERNAL_HOST}/elsewhere.json` };
        const url = documentUrl(`redirect-${status}`);
        await expectUnverified(target, target.documents.publish(url, {}, { status, headers }));
      }
      expect(target.documents.received).not.toContain(`${INTERNAL_HOST} /elsewhere.json`);
      await target.documents.withoutHost(async () => expectUnverified(target, documentUrl('silent')));
    },
  },
  {
    name: 'has a page of another kind, which anybody may have put there, read as a document',
    removes: ['authorize/check-metadata-type'],
    run: async (target) => {
      for (const [index, type] of ['text/html', 'text/plain', 'image/svg+xml', 'application/jsonx'].entries()) {
        const url = documentUrl(`type-${index}`);
        await expectUnverified(target, target.documents.publish(url, {}, { headers: { 'content-type': type } }));
      }
    },
  },
  {
    name: 'has the gateway read a document that is too long',
    removes: ['authorize/check-metadata-size'],
    run: async (target) => {
      await expectUnverified(target, target.documents.publish(documentUrl('long'), { padding: 'x'.repeat(65 * 1024) }));
    },
  },
  {
    name: 'has the document of one client stand for another',
    removes: ['authorize/check-metadata-client-id'],
    run: async (target) => {
      const url = documentUrl('mine');
      for (const id of [documentUrl('yours'), `${url}/`, url.toUpperCase(), '', null, [url], { id: url }]) {
        await expectUnverified(target, target.documents.publish(url, { client_id: id }));
      }
    },
  },
  {
    name: 'uses a client whose secret everybody can read',
    removes: ['authorize/check-metadata-secret'],
    run: async (target) => {
      for (const members of [
        { client_secret: 'public' },
        { client_secret_expires_at: 0 },
        { token_endpoint_auth_method: 'client_secret_basic' },
        { token_endpoint_auth_method: 'client_secret_post' },
        { token_endpoint_auth_method: 'client_secret_jwt' },
      ]) {
        await expectUnverified(target, target.documents.publish(documentUrl('secret'), members));
      }
    },
  },
  {
    name: 'describes a redirect URI that leads elsewhere than to https or the loopback',
    removes: ['authorize/check-registered-redirect-uris'],
    run: async (target) => {
      for (const uri of ['http://evil.example/callback', 'javascript:alert(1)', 'https://user@evil.example/']) {
        const url = target.documents.publish(documentUrl('redirect'), { redirect_uris: [REDIRECT_URI, uri] });
        await expectUnverified(target, url);
      }
    },
  },
  {
    name: 'describes itself by members of other types, which break what reads them',
    removes: [],
    run: async (target) => {
      const odd = [5, true, 'text', '2020-01-01T00:00:00Z', {}, [{}], [[5]], { authorization_code: { b: 1 } }];
      const members = ['client_id', 'redirect_uris', 'grant_types', 'response_types', 'application_type', 'contacts'];
      for (const member of members) {
        for (const value of odd) {
          await expectUnverified(target, target.documents.publish(documentUrl('odd'), { [member]: value }));
        }
      }
    },
  },
  {
    name: 'describes itself by a name that shows something else on the consent page',
    removes: ['authorize/check-client-name'],
    run: async (target) => {
      for (const name of ['Good\u202eevil', 'Good\nevil', 'x'.repeat(101)]) {
        await expectUnverified(target, target.documents.publish(documentUrl('name'), { client_name: name }));
      }
    },
  },
];

function documentUrl(name: string): string {
  return `https://${CLIENT_HOST}/${name}.json`;
}

function authorize({ client }: Target, clientId: string): Promise<Answer> {
  return send(client.authorizeUrl(clientId, newVerifier()));
}

/** The person sees a page that names nothing of the document, and the limit on reads is not what stopped it. */
async function expectUnverified(target: Target, url: string): Promise<void> {
  target.waitForLimits();
  const answer = await authorize(target, url);
  expectPage(answer, 400, PAGES.unverifiedClient);
  expect(answer.text).not.toContain(CLIENT_HOST);
}
