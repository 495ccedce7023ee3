import { contentProblem, MAX_CONTENT_BYTES, MAX_NAME_LENGTH, nameProblem } from '../../../functions/src/snippets/rules';

describe('nameProblem', () => {
  it.each(['a', '7', 'a.b', 'A_b-c.9', 'x'.repeat(MAX_NAME_LENGTH)])('accepts %j', (name) => {
    expect(nameProblem(name)).toBeUndefined();
  });

  it.each(['', '.', 'a.', '-a', 'a/b', 'a\\b', '../a', 'a b', 'é', 'a\n', 'x'.repeat(MAX_NAME_LENGTH + 1)])(
    'refuses %j and says what to use',
    (name) => {
      expect(nameProblem(name)).toContain('is not valid. Use 1 to 64 letters');
    },
  );

  it.each([undefined, null, 7, {}])('refuses %j, which is no text', (name) => {
    expect(nameProblem(name)).toContain('missing');
  });

  it('does not echo a long name in full', () => {
    expect(nameProblem('/'.repeat(10_000))?.length).toBeLessThan(400);
  });
});

describe('contentProblem', () => {
  it('accepts text up to the limit, counted in bytes', () => {
    expect(contentProblem('é'.repeat(MAX_CONTENT_BYTES / 2))).toBeUndefined();
  });

  it('refuses text over the limit', () => {
    expect(contentProblem(`${'é'.repeat(MAX_CONTENT_BYTES / 2)}a`)).toContain('has 65537 bytes');
  });

  it.each(['', undefined, 7])('refuses %j', (content) => {
    expect(contentProblem(content)).toContain('missing');
  });
});
