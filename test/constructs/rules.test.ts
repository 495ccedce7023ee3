import { Lazy, Testing, TerraformStack } from 'cdktf';
import { checkRules, InvalidPropsError, type Rule } from '../../constructs/rules';
import { UserError } from '../../constructs/user-error';

interface Props {
  readonly size?: number;
  readonly colour: string;
}

const RULES: readonly Rule<Props>[] = [
  { id: 'size-small', prop: 'size', when: ({ size = 1 }) => size > 3, message: 'At most 3.', fix: 'Use 3.' },
  { id: 'colour-known', prop: 'colour', when: ({ colour }) => colour !== 'red', message: 'Only red.', fix: 'Use red.' },
];

function check(props: Props): void {
  checkRules(new TerraformStack(Testing.app(), 'stack'), props, RULES);
}

describe('checkRules', () => {
  it('accepts props that break no rule', () => {
    expect(() => check({ size: 3, colour: 'red' })).not.toThrow();
  });

  it('reports every broken rule at once: path, prop, value, rule, fix and id', () => {
    let error: unknown;
    try {
      check({ size: 4, colour: 'blue' });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(InvalidPropsError);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({
      constructPath: 'stack',
      ruleIds: ['size-small', 'colour-known'],
      message:
        'stack: size is 4. At most 3. Use 3. [size-small]\nstack: colour is "blue". Only red. Use red. [colour-known]',
    });
  });

  it('does not ask about a value that is known at deployment only', () => {
    expect(() => check({ colour: Lazy.stringValue({ produce: () => 'blue' }) })).not.toThrow();
  });
});
