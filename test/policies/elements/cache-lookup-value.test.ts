import { cacheLookupValue } from '../../../policies/elements/cache-lookup-value';
import { serialise } from '../../../policies/language/xml/serialise';

describe('cacheLookupValue', () => {
  it.each([
    ['the variable', { key: 'k', variableName: 'v' }, '<cache-lookup-value key="k" variable-name="v" />'],
    [
      'a default',
      { key: 'k', variableName: 'v', defaultValue: 'd', id: 'x' },
      '<cache-lookup-value id="x" key="k" variable-name="v" default-value="d" />',
    ],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(cacheLookupValue(props))).toBe(xml);
  });
});
