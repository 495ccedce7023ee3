import { base } from '../../../policies/elements/base';
import { choose } from '../../../policies/elements/choose';
import { serialise } from '../../../policies/language/xml/serialise';

describe('choose', () => {
  it.each([
    [
      'a branch',
      { when: [{ condition: '@(true)', then: [base()] }] },
      '<choose><when condition="@(true)"><base /></when></choose>',
    ],
    [
      'branches in order',
      {
        when: [
          { condition: '@(true)', then: [] },
          { condition: '@(false)', then: [base()] },
        ],
      },
      '<choose><when condition="@(true)" /><when condition="@(false)"><base /></when></choose>',
    ],
    [
      'otherwise',
      { when: [{ condition: '@(true)', then: [] }], otherwise: [base()] },
      '<choose><when condition="@(true)" /><otherwise><base /></otherwise></choose>',
    ],
    [
      'an id',
      { id: 'check-a', when: [{ condition: '@(true)', then: [] }] },
      '<choose id="check-a"><when condition="@(true)" /></choose>',
    ],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(choose(props))).toBe(xml);
  });
});
