import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXECUTORS, findExecutor } from '../../../emulator/policies/registry';
import { TERRAFORM_FUNCTIONS } from '../../../emulator/stack/terraform-functions';
import { findPolicy, POLICIES } from '../../../policies/language/reference/policies';

const LETTERS: Readonly<Record<string, string>> = { inbound: 'I', backend: 'B', outbound: 'O', 'on-error': 'E' };
const FIDELITY = readFileSync(join(__dirname, '../../../docs/fidelity.md'), 'utf8');

describe('EXECUTORS', () => {
  it.each(EXECUTORS.map((executor) => [executor.name, executor] as const))(
    '%s is legal where its reference page says',
    (name, executor) => {
      const fact = findPolicy(name);
      expect(fact).toBeDefined();
      const documented = (fact?.sections ?? []).map((section) => LETTERS[section]);
      // Beyond the pages: docs/fidelity.md says that these two run in on-error.
      const more = ['set-body', 'trace'].includes(name) ? ['E'] : [];
      expect([...executor.sections].sort()).toEqual([...new Set([...documented, ...more])].sort());
    },
  );

  it.each(EXECUTORS.map(({ name }) => name))('docs/fidelity.md lists %s', (name) => {
    expect(FIDELITY).toContain(`\`${name}\``);
  });

  it('finds executors by element name', () => {
    expect(findExecutor('choose')?.name).toBe('choose');
    expect(POLICIES.some(({ name }) => findExecutor(name) === undefined)).toBe(true);
  });
});

describe('TERRAFORM_FUNCTIONS', () => {
  it.each(Object.keys(TERRAFORM_FUNCTIONS))('docs/fidelity.md lists %s', (name) => {
    expect(FIDELITY).toContain(`\`${name}\``);
  });
});
