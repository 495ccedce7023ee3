import { setMethod } from '../../../policies/elements/set-method';
import { serialise } from '../../../policies/language/xml/serialise';

describe('setMethod', () => {
  it.each([
    ['a method', { method: 'PUT' }, '<set-method>PUT</set-method>'],
    ['an id', { method: 'PUT', id: 'x' }, '<set-method id="x">PUT</set-method>'],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(setMethod(props))).toBe(xml);
  });
});
