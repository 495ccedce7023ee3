import { loadCSharp } from '../../../policies/language/expressions/grammar';
import { describeWith, DOTNET } from '../../support/tools';
import { buildDotnet, startDotnet } from '../dotnet';
import type { Dotnet } from '../dotnet';
import { ourAnswer } from './compare';
import { fuzz } from './fuzz';
import { generateCases } from './generate-cases';
import { leaf, reductions, render } from './node';
import { SeededRandom } from './random';
import { Reach } from './reach';
import { DEFAULT_SEED } from './seed';

beforeAll(loadCSharp);

describe('SeededRandom', () => {
  it('repeats itself for the same seed and not for another', () => {
    const first = (seed: string): number[] => {
      const random = new SeededRandom(seed);
      return Array.from({ length: 8 }, () => random.below(1000));
    };
    expect(first('a')).toEqual(first('a'));
    expect(first('a')).not.toEqual(first('b'));
  });
});

describe('generateCases', () => {
  it('writes the same cases again, whatever the count', () => {
    const texts = (from: number, count: number): string[] =>
      generateCases(DEFAULT_SEED, from, count).map(({ expression }) => expression);
    expect(texts(0, 40)).toEqual(texts(0, 40));
    expect(texts(20, 20)).toEqual(texts(0, 40).slice(20));
  });

  it('writes single expressions and blocks that hardly repeat', () => {
    const cases = generateCases(DEFAULT_SEED, 0, 500).map(({ expression }) => expression);
    expect(cases.filter((expression) => expression.startsWith('@{')).length).toBeGreaterThan(100);
    expect(new Set(cases).size).toBeGreaterThan(400);
  });

  it('changes the context of expressions that read it, and of no other', () => {
    const cases = generateCases(DEFAULT_SEED, 0, 800);
    const changed = cases.filter(({ context }) => context !== undefined);
    expect(changed.length).toBeGreaterThan(20);
    expect(changed.filter(({ node }) => !/\bcontext\b/.test(render(node)))).toEqual([]);
    expect(changed.length).toBeLessThan(cases.filter(({ expression }) => expression.includes('context')).length);
  });
});

describe('Reach', () => {
  it('counts what is used, and lists the implemented members that are not', () => {
    const reach = new Reach();
    const item = { id: 'a', expression: '@("a".Trim())', node: leaf('case', '') };
    const answer = { id: 'a', type: 'System.String', value: 'a' };
    reach.add({ item, verdict: 'same', ours: answer, theirs: answer, missing: [] });
    const [members, answers, ...rest] = reach.lines();
    expect(members).toMatch(/^ {2}1 of \d+ implemented members are used, \d+ kinds of nodes$/);
    expect(answers).toBe('  1 types of values and 0 types of exceptions are answered');
    expect(rest).not.toContain('    not used: M:System.String.Trim');
    expect(rest).toContain('    not used: M:System.String.TrimStart');
  });
});

describe('reductions', () => {
  it('replaces a piece by what is inside it or by the simplest value', () => {
    const node = { type: 'int', parts: ['(', leaf('int', 'long1'), ' + ', leaf('int', '2'), ')'], primary: true };
    expect(reductions(node, () => '0').map(render)).toEqual(['long1', '2', '0', '(0 + 2)']);
  });
});

describe('the engine', () => {
  it('answers whatever is generated: a value, a .NET exception or findings', () => {
    const crashed = generateCases('engine alone', 0, 400)
      .map(({ id, expression }) => ({ expression, answer: ourAnswer({ id, expression }) }))
      .filter(({ answer }) => 'error' in answer && answer.error === 'the engine crashed');
    expect(crashed).toEqual([]);
  });
});

describeWith(DOTNET, 'generated expressions in .NET', () => {
  let dotnet: Dotnet;

  beforeAll(() => {
    buildDotnet();
    dotnet = startDotnet();
  }, 120_000);

  afterAll(() => dotnet.close());

  it('answer as they do here', async () => {
    const { differences } = await fuzz(dotnet, { seed: DEFAULT_SEED, from: 0, count: 300 }, () => undefined);
    const shown = differences.map(({ item, ours, theirs }) => ({ expression: item.expression, ours, theirs }));
    expect(shown).toEqual([]);
  }, 120_000);
});
