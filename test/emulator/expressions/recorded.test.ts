import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCSharp } from '../../../policies/language/expressions/grammar';
import { answer } from './context';

/** Expressions and what .NET 10 with Newtonsoft.Json 13 (invariant culture, UTC) answered. */
const CASES = JSON.parse(readFileSync(join(__dirname, 'recorded.json'), 'utf8')) as [string, string][];

beforeAll(loadCSharp);

describe('answers recorded from .NET', () => {
  it.each(CASES)('%s', (expression, expected) => {
    expect(answer(expression)).toBe(expected);
  });
});
