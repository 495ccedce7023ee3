import { cacheStoreValue } from '../../../policies/elements/cache-store-value';
import { serialise } from '../../../policies/language/xml/serialise';

describe('cacheStoreValue', () => {
  it.each([
    [
      'value and duration',
      { key: 'k', value: 'v', durationSeconds: 60 },
      '<cache-store-value key="k" value="v" duration="60" />',
    ],
    [
      'a duration known at run time',
      { key: 'k', value: 'v', durationSeconds: '@(1 + 1)', id: 'x' },
      '<cache-store-value id="x" key="k" value="v" duration="@(1 + 1)" />',
    ],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(cacheStoreValue(props))).toBe(xml);
  });
});
