import { setVariable } from '../../../policies/elements/set-variable';
import { loadCSharp } from '../../../policies/language/expressions/grammar';
import { csharp, expression } from '../../../policies/language/expressions/template';
import { checkRequestSize, MAX_REQUEST_BYTES } from '../../../policies/steps/check-request-size';
import { compileSteps, type StepsMessage, type StepsOutcome } from '../../support/run-steps';

let send: (message: StepsMessage) => StepsOutcome;

beforeAll(async () => {
  await loadCSharp();
  send = compileSteps([setVariable({ name: MAX_REQUEST_BYTES, value: expression(csharp`${4}`) }), checkRequestSize()]);
});

function status(body: string, headers: Record<string, string>): number | undefined {
  return send({ request: { body, headers } }).status;
}

describe('checkRequestSize', () => {
  it.each<[string, string, Record<string, string>]>([
    ['a length that is declared', 'abcd', { 'content-length': '4' }],
    ['a body without a length', 'abcd', {}],
    ['a body in chunks', 'abcd', { 'transfer-encoding': 'chunked' }],
    ['no body', '', { 'content-length': '0' }],
  ])('passes %s', (_title, body, headers) => {
    expect(status(body, headers)).toBeUndefined();
  });

  it.each<[string, string, Record<string, string>]>([
    ['a length that is declared, whatever comes', 'a', { 'content-length': '5' }],
    ['a body without a length', 'abcde', {}],
    ['a length that is no number', 'abcde', { 'content-length': '4, 4' }],
    ['a body in chunks', 'abcde', { 'transfer-encoding': 'chunked' }],
    ['a body in chunks that declares less', 'abcde', { 'transfer-encoding': 'chunked', 'content-length': '1' }],
  ])('refuses %s', (_title, body, headers) => {
    expect(status(body, headers)).toBe(413);
  });
});
