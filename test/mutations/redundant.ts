/** A check that another one repeats, so that taking it out alone opens nothing. */
export interface Redundancy {
  readonly mutation: string;
  /** The check that still stands; its own mutation has to be detected. */
  readonly otherLayer: string;
  readonly reason: string;
}

/** Every mutation that no attack detects, and why. It is short, and it stays short. */
export const REDUNDANT: readonly Redundancy[] = [
  {
    mutation: 'entra-callback/check-id-token.issuer',
    otherLayer: 'entra-callback/check-issuer',
    reason:
      'validate-jwt also takes the issuer that the OpenID configuration names, so its list of issuers never refuses what check-issuer lets pass.',
  },
];
