import { location, LoginSteps } from '../support/login-steps';
import { send, type Answer } from '../support/oauth-client';
import type { Attack, Target } from './attack';
import { countOf, expectPage, headingOf, PAGES, repeat, startLogin } from './expectations';

const TEN_MINUTES = 600;
const INVENTED_LOGIN = 'A'.repeat(43);

/** Attacks on the consent page, its form, and the way from it to Entra. */
export const CONSENT_ATTACKS: readonly Attack[] = [
  {
    name: 'makes the gateway search its store for logins without end',
    removes: ['find-transaction/check-login-rate'],
    run: async ({ origin }) => {
      const statuses = await repeat(1501, () => send(`${origin}/consent?t=${INVENTED_LOGIN}`));
      expect(countOf(statuses, 429)).toBe(1);
    },
  },
  {
    name: 'approves a login that was started too long ago',
    removes: ['find-transaction/check-transaction-expiry'],
    run: async (target) => {
      const login = await startLogin(target);
      target.clock.advanceSeconds(TEN_MINUTES);
      expectPage(await login.decide(), 400, PAGES.expiredLogin);
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
    removes: ['consent-answer/check-approved-once'],
    run: async (target) => {
      const login = await startLogin(target);
      expect((await login.decide({ decision: 'deny' })).status).toBe(200);
      expectPage(await login.decide(), 400, PAGES.usedLogin);
    },
  },
  {
    name: 'denies a login that was approved, so that the client is told one thing and gets another',
    removes: ['consent-answer/check-denied-once'],
    run: async (target) => {
      const login = await startLogin(target);
      expect((await login.decide()).status).toBe(200);
      expectPage(await login.decide({ decision: 'deny' }), 400, PAGES.usedLogin);
    },
  },
  {
    name: 'approves a login again, in another browser, or after it went on',
    removes: ['consent-answer/check-approved-once'],
    run: async (target) => {
      const [login, other] = await twoBrowsers(target);
      await login.decide();
      expectPage(await other.decide(), 400, PAGES.usedLogin);
      await login.answer(await login.signInAtEntra());
      expectPage(await login.decide(), 400, PAGES.usedLogin);
    },
  },
  {
    name: 'approves a login twice at once, from two browsers',
    removes: [],
    run: async (target) => {
      const browsers = await twoBrowsers(target);
      target.store.lineUp({ method: 'PUT', container: 'transactions' }, 2);
      const answers = await Promise.all(browsers.map((browser) => browser.decide()));
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const ways = await Promise.all(browsers.map((browser) => browser.continue()));
      expect(ways.map(({ status }) => status).sort()).toEqual([303, 403]);
      expect(ways.map(headingOf)).toContain(PAGES.foreignLogin);
    },
  },
  {
    name: 'presses Allow twice: the same login goes on, once',
    removes: [],
    run: async (target) => {
      const login = await startLogin(target);
      const cookies = login.cookies();
      const [first, second] = [await login.decide(), await login.decide({ cookies })];
      expect(second.headers['set-cookie']).toEqual(first.headers['set-cookie']);
      const url = location(await login.answer(await login.signInAtEntra()));
      expect(location(await login.callback(url)).searchParams.has('code')).toBe(true);
      expectPage(await login.callback(url), 400, PAGES.usedLogin);
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
    name: 'has the policy of its own page end a login, because the answer to the form leads elsewhere by redirects',
    removes: [],
    run: async (target) => {
      for (const decision of ['approve', 'deny']) {
        const { status, headers, text } = await (await startLogin(target)).decide({ decision });
        expect({ status, location: headers['location'] }).toEqual({ status: 200, location: undefined });
        const [, next = 'no refresh'] = /<meta http-equiv="refresh" content="0;url=([^"]+)">/.exec(text) ?? [];
        expect(text).toContain(`<a href="${next}">`);
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

/** One login whose consent page is open in two browsers. */
async function twoBrowsers(target: Target): Promise<readonly [LoginSteps, LoginSteps]> {
  const login = await startLogin(target);
  return [login, await new LoginSteps(target.client, login.clientId).join(login.consentUrl)];
}

/** One of two requests went on; the other was told that it came too late. */
function expectOneWinner(answers: readonly Answer[]): void {
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  expect(answers.map(headingOf)).toContain(PAGES.usedLogin);
}
