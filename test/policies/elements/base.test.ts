import { base } from '../../../policies/elements/base';
import { serialise } from '../../../policies/language/xml/serialise';

describe('base', () => {
  it('writes the element', () => {
    expect(serialise(base())).toBe('<base />');
  });
});
