import { setHeader } from '../../../policies/elements/set-header';
import { serialise } from '../../../policies/language/xml/serialise';

describe('setHeader', () => {
  it.each([
    [
      'a value, overriding',
      { name: 'A', values: ['1'] },
      '<set-header name="A" exists-action="override"><value>1</value></set-header>',
    ],
    [
      'several values',
      { name: 'A', existsAction: 'append', values: ['1', '2'] },
      '<set-header name="A" exists-action="append"><value>1</value><value>2</value></set-header>',
    ],
    [
      'a removal',
      { name: 'A', existsAction: 'delete', id: 'x' },
      '<set-header id="x" name="A" exists-action="delete" />',
    ],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(setHeader(props))).toBe(xml);
  });
});
