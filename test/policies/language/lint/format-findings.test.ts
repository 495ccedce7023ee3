import { formatFindings } from '../../../../policies/language/lint/format-findings';

const finding = {
  ruleId: 'AMG010',
  document: 'doc',
  message: 'The root is <a>.',
  why: 'Refused.',
  fix: 'rename it.',
} as const;

describe('formatFindings', () => {
  it('writes place, rule, message, why and fix of each finding', () => {
    expect(formatFindings([{ ...finding, line: 2, column: 3 }, finding])).toBe(
      'doc:2:3 AMG010 The root is <a>.\n  why: Refused.\n  fix: rename it.\ndoc AMG010 The root is <a>.\n  why: Refused.\n  fix: rename it.',
    );
  });

  it('writes nothing for no findings', () => {
    expect(formatFindings([])).toBe('');
  });
});
