import { REDIRECT_URI, type Answer } from '../support/oauth-client';

/** What a body must not hold: stack frames, exceptions, names of what is inside, folders of the machine. */
const INTERNALS =
  /\bat .+:\d+:\d+|\bat System\.|Exception|node_modules|\.ts\b|\.js\b|context\.Variables|documents\.azure\.com|policy fragment|PolicyError|<inbound>|\{\{/;

/**
 * Holds for every answer to whatever is sent: not 500, no word about the inside, and no redirect but to the gateway or to
 * what the client registered.
 */
export function expectHarmless(answer: Answer, origin: string): void {
  expect([500, 501, 502, 504]).not.toContain(answer.status);
  expect(answer.text).not.toMatch(INTERNALS);
  const location = answer.headers['location'];
  if (location !== undefined) {
    expect([location]).toEqual([expect.stringMatching(allowed(origin))]);
  }
}

function allowed(origin: string): RegExp {
  return new RegExp(`^(?:${[`${origin}/`, `${REDIRECT_URI}?`].map(literal).join('|')})`);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
