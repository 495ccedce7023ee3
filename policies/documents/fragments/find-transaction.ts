import { expiredLoginPage, unavailablePage, unknownLoginPage } from '../../pages/error-page';
import { findTransaction } from '../../steps/find-transaction';
import { STORE_AUTHORIZATION } from '../../steps/store-authorization';
import { TRANSACTION, TRANSACTION_ID } from '../../steps/transaction';
import { fragment } from '../gateway-fragment';

/** Finds the login a browser is in the middle of, or shows it a page. */
export const FIND_TRANSACTION = fragment({
  name: 'find-transaction',
  description: 'Finds the login a browser is in the middle of.',
  sections: ['inbound'],
  reads: [TRANSACTION_ID, STORE_AUTHORIZATION],
  writes: [TRANSACTION],
  policies: findTransaction({
    unknown: [unknownLoginPage()],
    expired: [expiredLoginPage()],
    unavailable: [unavailablePage()],
  }),
});
