import { setStatus } from '../../../policies/elements/set-status';
import { serialise } from '../../../policies/language/xml/serialise';

describe('setStatus', () => {
  it.each([
    ['a status', { code: 404, reason: 'Not Found' }, '<set-status code="404" reason="Not Found" />'],
    [
      'an expression and an id',
      { code: '@(200 + 1)', reason: 'Created', id: 'x' },
      '<set-status id="x" code="@(200 + 1)" reason="Created" />',
    ],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(setStatus(props))).toBe(xml);
  });
});
