import { setBody } from '../../../policies/elements/set-body';
import { serialise } from '../../../policies/language/xml/serialise';

describe('setBody', () => {
  it.each([
    ['literal text, escaped', { content: 'a < b' }, '<set-body>a &lt; b</set-body>'],
    ['an expression', { content: '@("<")' }, '<set-body>@("<")</set-body>'],
    ['an id', { content: 'a', id: 'x' }, '<set-body id="x">a</set-body>'],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(setBody(props))).toBe(xml);
  });
});
