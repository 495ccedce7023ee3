import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadCSharp } from '../../../../policies/language/expressions/grammar';
import { lintDocument, lintFragment } from '../../../../policies/language/lint/lint-document';
import type { ServiceModel } from '../../../../policies/language/service/model';
import { service } from './service';

const PAGES = join(__dirname, '../../../../docs/lint');

/** The refused example of a page and the one to write instead, when both are policies or C#. */
const EXAMPLES = readdirSync(PAGES).flatMap((file) => {
  const page = readFileSync(join(PAGES, file), 'utf8');
  const [refused, instead] = [...page.matchAll(/```(?:xml|csharp)\n([\s\S]*?)\n```/g)].map(([, code = '']) => code);
  return refused === undefined || instead === undefined ? [] : [[file.replace('.md', ''), refused, instead] as const];
});

const NAMES = ['check-session', 'other', 'this'];

/** A service with everything the examples refer to, on the tier they name. */
function serviceFor(example: string): ServiceModel {
  return service({
    gateway: example.includes('Consumption') ? 'consumption' : 'v2',
    fragments: NAMES.map((name) => ({ address: 'fragment', name, format: 'rawxml', text: '<fragment />' })),
    namedValues: ['api-key', 'limit'].map((displayName) => ({
      address: 'named',
      displayName,
      secret: false,
      value: '1',
    })),
    loggers: [{ address: 'logger', name: 'audit' }],
  });
}

function rules(example: string): readonly string[] {
  const code = example.startsWith('@') ? `<set-body>${example}</set-body>` : example;
  const address = 'document';
  if (code.startsWith('<fragment'))
    return lintFragment({ address, name: 'x', format: 'rawxml', text: code }, serviceFor(code)).map(
      ({ ruleId }) => ruleId,
    );
  const isSection = /^<(?:inbound|backend)/.test(code);
  const inSections = isSection ? code : `<inbound>${code}</inbound>`;
  const text = /^<(?:\?xml|polic)/.test(code) ? code : `<policies>${inSections}</policies>`;
  const scope = code.includes('document of a product') ? 'product' : 'api';
  return lintDocument({ address, scope, text }, serviceFor(code)).map(({ ruleId }) => ruleId);
}

beforeAll(loadCSharp);

describe('the pages in docs/lint', () => {
  it('have examples', () => {
    expect(EXAMPLES.length).toBeGreaterThan(30);
  });

  it.each(EXAMPLES)('%s shows what the rule refuses, and something legal instead', (id, refused, instead) => {
    expect(rules(refused)).toContain(id);
    expect(rules(instead)).toEqual([]);
  });
});
