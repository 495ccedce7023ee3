import { location } from '../support/login-steps';
import { REDIRECT_URI, type Answer } from '../support/oauth-client';
import type { Attack } from './attack';
import { expectErrorForClient, expectPage, headingOf, PAGES, startLogin } from './expectations';
import { seal, type SealOptions } from './seal';

/** Attacks on Entra's answer and on the callback that ends a login. */
export const CALLBACK_ATTACKS: readonly Attack[] = [
  {
    name: 'answers in the place of Entra, knowing the login but not its state',
    removes: ['entra-answer/check-entra-state'],
    run: async (target) => {
      const login = await startLogin(target);
      await login.decide();
      for (const state of [`${login.transactionId}.guessed`, `${login.transactionId}.`, login.transactionId]) {
        expectPage(await login.answer(new URLSearchParams({ code: 'injected', state })), 400, PAGES.unknownLogin);
      }
    },
  },
  {
    name: 'replaces the answer of Entra by one of its own',
    removes: ['entra-answer/check-entra-answer-once'],
    run: async (target) => {
      const login = await startLogin(target);
      await login.decide();
      const form = await login.signInAtEntra();
      location(await login.answer(form));
      form.set('code', 'injected');
      expectPage(await login.answer(form), 400, PAGES.usedLogin);
    },
  },
  {
    name: 'races the answer of Entra',
    removes: ['entra-answer/check-entra-answer-first'],
    run: async (target) => {
      const login = await startLogin(target);
      await login.decide();
      const form = await login.signInAtEntra();
      target.store.lineUp({ method: 'PUT', container: 'transactions' }, 2);
      expectOneWinner(await Promise.all([login.answer(form), login.answer(form)]));
    },
  },
  {
    name: 'finishes a login in a browser that did not approve it',
    removes: ['entra-callback/check-login-cookie'],
    run: async (target) => {
      const [login, others] = [await startLogin(target), await startLogin(target)];
      const url = await login.upToCallback();
      await others.decide();
      const prefix = login.transactionId.slice(0, 12);
      for (const cookies of ['', `__Host-login-${prefix}=guessed`, others.cookies()]) {
        expectPage(await login.callback(url, cookies), 403, PAGES.foreignLogin);
      }
    },
  },
  {
    name: 'approves a login, has somebody else sign in, and collects the result',
    removes: ['entra-callback/check-callback-handle'],
    run: async (target) => {
      const login = await startLogin(target);
      const url = await login.upToCallback();
      for (const handle of ['.guessed', '.', '']) {
        url.searchParams.set('t', login.transactionId + handle);
        const answer = await login.callback(url);
        expect(answer.headers['location']).toBeUndefined();
        expect([PAGES.foreignLogin, PAGES.unknownLogin]).toContain(headingOf(answer));
      }
    },
  },
  {
    name: 'opens the callback a second time',
    removes: ['entra-callback/check-callback-once'],
    run: async (target) => {
      const login = await startLogin(target);
      const url = await login.upToCallback();
      expect(location(await login.callback(url)).searchParams.get('code')).toMatch(/./);
      expectPage(await login.callback(url), 400, PAGES.usedLogin);
    },
  },
  {
    name: 'opens the callback twice at once',
    removes: ['entra-callback/check-callback-first'],
    run: async (target) => {
      const login = await startLogin(target);
      const url = await login.upToCallback();
      target.store.lineUp({ method: 'PUT', container: 'transactions' }, 2);
      const answers = await Promise.all([login.callback(url), login.callback(url)]);
      expectOneWinner(answers);
      expect(answers.filter(({ headers }) => String(headers['location']).startsWith(REDIRECT_URI))).toHaveLength(1);
    },
  },
  {
    name: 'posts an answer of Entra that is too long',
    removes: ['entra-answer/check-body-size'],
    run: async (target) => {
      const login = await startLogin(target);
      await login.decide();
      const form = await login.signInAtEntra();
      form.set('padding', 'x'.repeat(17 * 1024));
      expectPage(await login.answer(form), 413, PAGES.tooLong);
    },
  },
  storedAnswer('sealed with a key of its own', 'check-stored-answer-mac', {
    purpose: 'entra',
    macKey: Buffer.alloc(32),
  }),
  storedAnswer('that the gateway sealed for another use', 'check-stored-answer-purpose', { purpose: 'access' }),
  {
    name: 'starts an answer at Entra for one login and hands it to another',
    removes: ['entra-answer/check-entra-state'],
    run: async (target) => {
      const [own, other] = [await startLogin(target), await startLogin(target)];
      await own.decide();
      await other.decide();
      const form = await own.signInAtEntra();
      const secret = form.get('state')?.split('.')[1] ?? '';
      form.set('state', `${other.transactionId}.${secret}`);
      expectPage(await other.answer(form), 400, PAGES.unknownLogin);
    },
  },
];

/** Somebody who can write to the store has the gateway redeem a code of his; it never comes to asking Entra. */
function storedAnswer(what: string, check: string, options: SealOptions): Attack {
  return {
    name: `writes an answer into the store ${what}`,
    removes: [`entra-callback/${check}`],
    run: async (target) => {
      const login = await startLogin(target);
      const url = await login.upToCallback();
      const answer = seal('code\ninjected', options);
      target.store.tamper = (container, item) => (container === 'transactions' ? { ...item, answer } : item);
      expectErrorForClient(await login.callback(url), 'server_error');
      expect(target.entra.redemptions).toBe(0);
    },
  };
}

function expectOneWinner(answers: readonly Answer[]): void {
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 400]);
  expect(answers.map(headingOf)).toContain(PAGES.usedLogin);
}
