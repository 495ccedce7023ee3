import { LoginSteps } from '../support/login-steps';
import { send, type Answer } from '../support/oauth-client';
import type { Attack } from './attack';
import { expectPage, headingOf, PAGES, startLogin } from './expectations';

const TEN_MINUTES = 600;

/** Attacks on the consent page, its form, and the way from it to Entra. */
export const CONSENT_ATTACKS: readonly Attack[] = [
  {
    name: 'approves a login that was started too long ago',
    removes: ['find-transaction/check-transaction-expiry'],
    run: async (target) => {
      const login = await startLogin(target);
      target.clock.advanceSeconds(TEN_MINUTES);
      expectPage(await login.decide(), 400, PAGES.unknownLogin);
    },
  },
  {
    name: 'posts the consent form from a page of another site',
    removes: ['consent-answer/check-form-origin'],
    run: async (target) => {
      const login = await startLogin(target);
      for (const origin of ['https://evil.example', 'null', `${target.origin}.evil.example`, '']) {
        expectPage(await login.decide({ headers: { origin } }), 403, PAGES.foreignForm);
      }
    },
  },
  {
    name: 'posts the consent form without having seen the page',
    removes: ['consent-answer/check-form-token'],
    run: async (target) => {
      const login = await startLogin(target);
      const cookieName = login.cookies().split('=')[0] ?? '';
      const forged = [
        { fields: { form_token: 'guessed' } },
        { fields: { form_token: '' } },
        { cookies: '' },
        { cookies: '', fields: { form_token: '' } },
        { cookies: `${cookieName}=`, fields: { form_token: '' } },
        { cookies: `other-${login.cookies()}` },
      ];
      for (const options of forged) {
        expectPage(await login.decide(options), 403, PAGES.foreignForm);
      }
    },
  },
  {
    name: 'answers for one login with the form of another',
    removes: ['consent-answer/check-form-token'],
    run: async (target) => {
      const [own, other] = [await startLogin(target), await startLogin(target)];
      const answer = await own.decide({ fields: { t: other.transactionId } });
      expectPage(answer, 403, PAGES.foreignForm);
    },
  },
  {
    name: 'approves a login that was denied',
    removes: ['consent-answer/check-consent-once'],
    run: async (target) => {
      const login = await startLogin(target);
      expect((await login.decide({ decision: 'deny' })).status).toBe(200);
      expectPage(await login.decide(), 400, PAGES.usedLogin);
    },
  },
  {
    name: 'approves a login twice at once, from two browsers',
    removes: ['consent-answer/check-approved-first'],
    run: async (target) => {
      const login = await startLogin(target);
      target.store.lineUp({ method: 'PUT', container: 'transactions' }, 2);
      expectOneWinner(await Promise.all([login.decide(), login.decide()]));
    },
  },
  {
    name: 'denies a login twice at once',
    removes: ['consent-answer/check-denied-first'],
    run: async (target) => {
      const login = await startLogin(target);
      target.store.lineUp({ method: 'PUT', container: 'transactions' }, 2);
      expectOneWinner(await Promise.all([login.decide({ decision: 'deny' }), login.decide({ decision: 'deny' })]));
    },
  },
  {
    name: 'goes on to Entra with a login that somebody else approved',
    removes: ['authorize-continue/check-login-cookie'],
    run: async (target) => {
      const [login, others] = [await startLogin(target), await startLogin(target)];
      await login.decide();
      await others.decide();
      const prefix = login.transactionId.slice(0, 12);
      for (const cookies of ['', `__Host-login-${prefix}=guessed`, `__Host-login-${prefix}=`, others.cookies()]) {
        expectPage(await login.continue(cookies), 403, PAGES.foreignLogin);
      }
    },
  },
  {
    name: 'goes on to Entra with a login that came back from there',
    removes: ['authorize-continue/check-login-approved'],
    run: async (target) => {
      const login = await startLogin(target);
      await login.upToCallback();
      expectPage(await login.continue(), 400, PAGES.usedLogin);
    },
  },
  {
    name: 'posts a consent form that is too long',
    removes: ['consent-answer/check-body-size'],
    run: async (target) => {
      const login = await startLogin(target);
      expectPage(await login.decide({ fields: { padding: 'x'.repeat(5 * 1024) } }), 413, PAGES.tooLong);
    },
  },
  {
    name: 'shows the consent page in a frame, or lets it load or send anything elsewhere',
    removes: [],
    run: async (target) => {
      const { headers } = await send((await startLogin(target)).consentUrl);
      expect(headers['x-frame-options']).toBe('DENY');
      for (const directive of [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'none'",
      ]) {
        expect(headers['content-security-policy']).toContain(directive);
      }
    },
  },
  {
    name: 'goes on to Entra with a login nobody approved',
    removes: [],
    run: async (target) => {
      const login = await startLogin(target);
      expectPage(await login.continue(), 403, PAGES.foreignLogin);
    },
  },
  {
    name: 'writes markup into the consent page by the name of the client',
    removes: [],
    run: async (target) => {
      const name = '"><script>alert(1)</script><input name="t" value="';
      const clientId = await target.client.registeredClientId({ client_name: name });
      const login = new LoginSteps(target.client, clientId);
      await login.start();
      expect(login.consentHtml).not.toContain('<script');
      expect(login.consentHtml).toContain('&quot;&gt;&lt;script&gt;');
    },
  },
];

/** One of two requests went on; the other was told that it came too late. */
function expectOneWinner(answers: readonly Answer[]): void {
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  expect(answers.map(headingOf)).toContain(PAGES.usedLogin);
}
