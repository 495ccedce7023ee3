import { ALL_ATTACKS } from '../attacks/all-attacks';
import { ATTACKS_BY_THREAT, type ThreatId } from '../attacks/attacks-by-threat';
import { THREATS, type Threat } from '../attacks/threats';

const HEAD = `# Threats

What can be attacked here, what is done about it, and what proves it. Attacks run against the local gateway with the
deployed policies (\`test/attacks\`); \`npm run test:mutations\` takes out each check named here and expects its attacks to
succeed. [SECURITY.md](../SECURITY.md) is the summary.

This page is written from \`threats.ts\` and \`attacks-by-threat.ts\` there, by \`UPDATE_SNAPSHOTS=1 npx jest test/docs/threats\`.
`;

/** The text of docs/threats.md. */
export function threatsPage(): string {
  const ids = Object.keys(THREATS) as ThreatId[];
  return [HEAD, ...ids.map((id, index) => section(index + 1, id, THREATS[id]))].join('\n');
}

function section(number: number, id: ThreatId, { attack, mitigation, tests = [] }: Threat): string {
  return [
    `## ${number}. ${id}`,
    '',
    attack,
    '',
    `Mitigation: ${mitigation}`,
    '',
    ...ATTACKS_BY_THREAT[id].map((name) => `- Attack: ${name}${checksOf(name)}`),
    ...tests.map(({ file, title }) => `- Test: ${file}, "${title}"`),
    '',
  ].join('\n');
}

/** The checks an attack proves, as `<document>/<check id>`. */
function checksOf(name: string): string {
  const checks = new Set(ALL_ATTACKS.filter((attack) => attack.name === name).flatMap(({ removes }) => removes));
  return checks.size === 0 ? '' : ` (${[...checks].map((check) => `\`${check}\``).join(', ')})`;
}
