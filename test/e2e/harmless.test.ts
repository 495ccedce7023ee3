import { REDIRECT_URI, type Answer } from '../support/oauth-client';
import { expectHarmless } from './harmless';

const ORIGIN = 'http://localhost:8080';

function answer(changes: Partial<Answer>): Answer {
  return { status: 400, headers: {}, text: '{"error":"invalid_request"}', json: {}, ...changes };
}

describe('expectHarmless', () => {
  it.each([
    ['an OAuth error', {}],
    ['a redirect to the gateway', { status: 303, headers: { location: `${ORIGIN}/consent?t=a` } }],
    ['a redirect to the client', { status: 303, headers: { location: `${REDIRECT_URI}?error=a` } }],
    ['an outage', { status: 503 }],
  ])('takes %s', (_what, changes) => {
    expect(() => expectHarmless(answer(changes), ORIGIN)).not.toThrow();
  });

  it.each([
    ['500', { status: 500 }],
    ['a stack frame', { text: 'Error: no\n    at answer (/srv/gateway/front.ts:12:3)' }],
    ['an exception of .NET', { text: 'System.NullReferenceException' }],
    ['a foreign redirect', { status: 303, headers: { location: 'https://evil.example/callback' } }],
    ['a redirect to a longer host', { status: 303, headers: { location: `${ORIGIN}.evil.example/` } }],
    ['a redirect to a longer path of the client', { status: 303, headers: { location: `${REDIRECT_URI}2?code=a` } }],
  ])('refuses %s', (_what, changes) => {
    expect(() => expectHarmless(answer(changes), ORIGIN)).toThrow();
  });
});
