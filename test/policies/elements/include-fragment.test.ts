import { includeFragment } from '../../../policies/elements/include-fragment';
import { serialise } from '../../../policies/language/xml/serialise';

describe('includeFragment', () => {
  it.each([
    ['the fragment', { fragmentId: 'a' }, '<include-fragment fragment-id="a" />'],
    ['an id', { fragmentId: 'a', id: 'x' }, '<include-fragment fragment-id="a" id="x" />'],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(includeFragment(props))).toBe(xml);
  });
});
