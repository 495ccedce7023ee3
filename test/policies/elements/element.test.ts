import { element, text } from '../../../policies/elements/element';

describe('element', () => {
  it('keeps attributes in order and leaves undefined ones out', () => {
    expect(element('a', { one: 1, none: undefined, yes: true, text: 't' }, [text('x')])).toEqual({
      type: 'element',
      name: 'a',
      attributes: [
        { name: 'one', value: '1' },
        { name: 'yes', value: 'true' },
        { name: 'text', value: 't' },
      ],
      children: [{ type: 'text', value: 'x' }],
    });
  });
});
