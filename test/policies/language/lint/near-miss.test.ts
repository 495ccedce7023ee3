import { nearMiss } from '../../../../policies/language/lint/near-miss';

describe('nearMiss', () => {
  it.each([
    ['Gateway-Url', 'gateway-url'],
    ['gatway-urll', 'gateway-url'],
    ['seal-key-c', 'seal-key-a'],
    ['something', undefined],
    ['gateway', undefined],
  ])('finds for %s: %s', (wrong, expected) => {
    expect(nearMiss(wrong, ['seal-key-a', 'gateway-url', 'seal-key-b'])).toBe(expected);
  });
});
