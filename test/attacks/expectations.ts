import { location, LoginSteps } from '../support/login-steps';
import { REDIRECT_URI, type Answer } from '../support/oauth-client';
import type { Target } from './attack';

/** Headings of the gateway's pages: which one a person sees tells which check refused. */
export const PAGES = {
  unknownClient: 'This application is not known',
  unverifiedClient: 'This application could not be verified',
  foreignRedirect: 'The application asked for a wrong address',
  badRequest: 'The application made a mistake',
  unknownLogin: 'This login is not known',
  expiredLogin: 'This login took too long',
  usedLogin: 'This page was used already',
  foreignLogin: 'This login belongs to another browser',
  tooLong: 'This answer is too long',
  foreignForm: 'This answer did not come from our page',
  refusedIdentity: 'We could not verify who signed in',
} as const;

/** The gateway showed this page and sent the browser nowhere. */
export function expectPage(answer: Answer, status: number, title: string): void {
  expect({ status: answer.status, location: answer.headers['location'], heading: headingOf(answer) }).toEqual({
    status,
    location: undefined,
    heading: title,
  });
}

/** Text of a page's heading; undefined when the answer is no page. */
export function headingOf(answer: Answer): string | undefined {
  return /<h1>([^<]*)<\/h1>/.exec(answer.text)?.[1];
}

/** The gateway answered a client with an OAuth error and nothing else. */
export function expectOAuthError(answer: Answer, status: number, error: string): void {
  expect({ status: answer.status, ...answer.json }).toEqual({
    status,
    error,
    error_description: expect.any(String) as unknown,
  });
}

/** The gateway sent the browser back to the client with an error and without a code. */
export function expectErrorForClient(answer: Answer, error: string): void {
  const url = location(answer);
  expect({
    to: url.origin + url.pathname,
    error: url.searchParams.get('error'),
    code: url.searchParams.get('code'),
  }).toEqual({ to: REDIRECT_URI, error, code: null });
}

/** The gateway challenged the caller of an MCP endpoint, and nothing reached the MCP server. */
export function expectChallenge(target: Target, answer: Answer): void {
  expect({ status: answer.status, reached: target.backend.received.length }).toEqual({ status: 401, reached: 0 });
  expect(answer.headers['www-authenticate']).toMatch(/^Bearer .*resource_metadata="/);
}

/** A login of the shared client, with its consent page shown. */
export async function startLogin(target: Target): Promise<LoginSteps> {
  return new LoginSteps(target.client, await target.clientId()).start();
}

/** An access token of a fresh login of the shared client. */
export async function accessToken({ client, clientId }: Target): Promise<string> {
  const answer = await client.redeem(await client.logIn({ clientId: await clientId() }));
  return String(answer.json['access_token']);
}

/** Sends a request `count` times, some side by side, and returns the statuses in order of sending. */
export async function repeat(count: number, sendOnce: () => Promise<Answer>): Promise<number[]> {
  const statuses: number[] = [];
  while (statuses.length < count) {
    const batch = Array.from({ length: Math.min(20, count - statuses.length) }, sendOnce);
    statuses.push(...(await Promise.all(batch)).map(({ status }) => status));
  }
  return statuses;
}

/** How many of the statuses are this one. */
export function countOf(statuses: readonly number[], status: number): number {
  return statuses.filter((other) => other === status).length;
}
