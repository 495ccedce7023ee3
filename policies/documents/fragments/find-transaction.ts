import { rateLimitByKey } from '../../elements/rate-limit-by-key';
import { csharp, expression } from '../../language/expressions/template';
import { expiredLoginPage, unavailablePage, unknownLoginPage } from '../../pages/error-page';
import { findTransaction } from '../../steps/find-transaction';
import { STORE_AUTHORIZATION } from '../../steps/store-authorization';
import { TRANSACTION, TRANSACTION_ID } from '../../steps/transaction';
import { fragment } from '../gateway-fragment';

/** As many as the logins that `GET /authorize` lets an address begin need: a browser comes here five times in each. */
const CALLS_PER_MINUTE = 1500;

/** Finds the login a browser is in the middle of, or shows it a page. Limited, because each search costs a read of the store. */
export const FIND_TRANSACTION = fragment({
  name: 'find-transaction',
  description: 'Finds the login a browser is in the middle of.',
  sections: ['inbound'],
  reads: [TRANSACTION_ID, STORE_AUTHORIZATION],
  writes: [TRANSACTION],
  policies: [
    rateLimitByKey({
      id: 'check-login-rate',
      calls: CALLS_PER_MINUTE,
      renewalPeriodSeconds: 60,
      counterKey: expression(csharp`"login:" + context.Request.IpAddress`),
    }),
    ...findTransaction({
      unknown: [unknownLoginPage()],
      expired: [expiredLoginPage()],
      unavailable: [unavailablePage()],
    }),
  ],
});
