import type { OAuthSession } from '../../harness/oauth-session';
import { RawClient } from '../support/oauth-client';

/** After its one login the SDK did nothing but refresh, at least so many times. */
export function expectRefreshes({ steps }: OAuthSession, atLeast: number): void {
  expect(steps.slice(0, 3)).toEqual(['register', 'authorize', 'tokens']);
  const refreshes = steps.slice(3);
  // The side channel refreshes beside the call when it opens at that moment.
  expect(refreshes.length).toBeGreaterThanOrEqual(atLeast);
  expect(new Set(refreshes)).toEqual(new Set(['tokens']));
}

/** Revokes the login of an SDK by its refresh token, unknown to the SDK. */
export async function revokeLogin(origin: string, session: OAuthSession): Promise<void> {
  const tokens = session.tokens<{ access_token: string; refresh_token: string }>();
  const client = session.clientInformation<{ client_id: string }>();
  if (tokens === undefined || client === undefined) throw new Error('The SDK is not logged in.');
  const { access_token: accessToken, refresh_token: refreshToken } = tokens;
  const answer = await new RawClient(origin).revoke({ clientId: client.client_id, accessToken, refreshToken });
  expect(answer.status).toBe(200);
}
