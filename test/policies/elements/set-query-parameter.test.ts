import { setQueryParameter } from '../../../policies/elements/set-query-parameter';
import { serialise } from '../../../policies/language/xml/serialise';

describe('setQueryParameter', () => {
  it.each([
    [
      'a value, overriding',
      { name: 'a', values: ['1'] },
      '<set-query-parameter name="a" exists-action="override"><value>1</value></set-query-parameter>',
    ],
    [
      'several values',
      { name: 'a', existsAction: 'append', values: ['1', '2'] },
      '<set-query-parameter name="a" exists-action="append"><value>1</value><value>2</value></set-query-parameter>',
    ],
    [
      'a removal',
      { name: 'a', existsAction: 'delete', id: 'x' },
      '<set-query-parameter id="x" name="a" exists-action="delete" />',
    ],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(setQueryParameter(props))).toBe(xml);
  });
});
