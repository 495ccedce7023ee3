/** Variable with the id of the login under way, as the caller sent it; empty when it has the wrong shape. */
export const TRANSACTION_ID = 'transactionId';

/** Variable with the login under way, a JSON object as the store holds it. */
export const TRANSACTION = 'transaction';

/** Where a login stands; each step takes it from one stage to the next by conditional replace, so each happens once. */
export const STAGES = {
  /** The consent page waits for an answer. */
  consent: 'consent',
  /** Approved; the browser is at Entra. */
  approved: 'approved',
  denied: 'denied',
  /** Entra answered; the browser is on its way to the callback. */
  answered: 'answered',
  /** The callback took the answer. */
  redeemed: 'redeemed',
} as const;
