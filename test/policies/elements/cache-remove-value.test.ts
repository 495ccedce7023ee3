import { cacheRemoveValue } from '../../../policies/elements/cache-remove-value';
import { serialise } from '../../../policies/language/xml/serialise';

describe('cacheRemoveValue', () => {
  it.each([
    ['the key', { key: 'k' }, '<cache-remove-value key="k" />'],
    ['an id', { key: 'k', id: 'x' }, '<cache-remove-value id="x" key="k" />'],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(cacheRemoveValue(props))).toBe(xml);
  });
});
