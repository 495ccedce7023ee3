import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOOL_CALLS } from '../../policies/contract/metrics';
import { JSON_RPC_ERRORS } from '../../policies/steps/json-rpc-error';
import { gatewayIn } from '../constructs/gateway';
import { synth } from '../constructs/synth';
import { attribute, elementsOf, policyFragments } from '../policies/documents/example-gateway';
import { PROJECT_FOLDER } from '../support/command';
import { addBackendsWithTools } from './tools-stack';

const PAGE = readFileSync(join(PROJECT_FOLDER, 'docs', 'tools.md'), 'utf8');
const SOURCE = readFileSync(join(__dirname, 'tools-stack.ts'), 'utf8');

/** The examples of the source, without their indentation. */
const EXAMPLES = [...SOURCE.matchAll(/^ {2}\/\/ example: (.*)\n([\s\S]*?)^ {2}\/\/ end$/gm)].map(
  ([, name = '', code = '']) => [name, code.replace(/^ {2}/gm, '').trim()] as const,
);

/** Outcomes that the policies count, statuses aside. */
function countedOutcomes(): ReadonlySet<string> {
  const values = policyFragments()
    .flatMap(({ root }) => elementsOf(root))
    .filter((element) => element.name === 'dimension' && attribute(element, 'name') === TOOL_CALLS.dimensions.outcome)
    .map((element) => attribute(element, 'value') ?? '');
  return new Set(
    values.flatMap((value) =>
      value.startsWith('@')
        ? [...value.matchAll(/(?:return|\?|:) "([a-z-]+)"/g)].map(([, outcome = '']) => outcome)
        : [value],
    ),
  );
}

describe('docs/tools.md', () => {
  it.each(EXAMPLES)('shows %s as they are synthesised here', (_name, code) => {
    expect(PAGE).toContain(`\`\`\`ts\n${code}\n\`\`\``);
  });

  it('shows examples that break no rule', () => {
    const { resource = {} } = synth((stack) => addBackendsWithTools(stack, gatewayIn(stack)));
    const policies = Object.values(resource.azurerm_api_management_api_policy ?? {}).map(({ xml_content: xml }) =>
      String(xml),
    );
    expect(policies.filter((xml) => xml.includes('mcp-check-tool'))).toHaveLength(2);
    expect(policies.filter((xml) => xml.includes('mcp-name-tool'))).toHaveLength(3);
  });

  it('lists every outcome there is, and no other', () => {
    const listed = [...PAGE.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, outcome = '']) => outcome);
    const ofTheMetric = listed.slice(listed.indexOf('unauthorized'));
    expect(new Set(ofTheMetric)).toEqual(countedOutcomes());
  });

  it('names the metric and its dimensions', () => {
    for (const name of [TOOL_CALLS.name, TOOL_CALLS.namespace, ...Object.values(TOOL_CALLS.dimensions)]) {
      expect(PAGE).toContain(`\`${name}\``);
    }
  });

  it('lists every JSON-RPC error', () => {
    const listed = [...PAGE.matchAll(/^\| 400, (-\d+) /gm)].map(([, code]) => Number(code));
    expect(new Set(listed)).toEqual(new Set(Object.values(JSON_RPC_ERRORS)));
  });
});
