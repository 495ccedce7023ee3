import { setVariable } from '../../../policies/elements/set-variable';
import { serialise } from '../../../policies/language/xml/serialise';

describe('setVariable', () => {
  it.each([
    ['a literal', { name: 'a', value: '1' }, '<set-variable name="a" value="1" />'],
    ['an expression, unescaped', { name: 'a', value: '@("<")' }, '<set-variable name="a" value="@("<")" />'],
    ['an id', { name: 'a', value: '1', id: 'check-a' }, '<set-variable id="check-a" name="a" value="1" />'],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(setVariable(props))).toBe(xml);
  });
});
