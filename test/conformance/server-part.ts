import { startLocalGateway } from '../../emulator/local-gateway';
import { TestClock } from '../support/gateway';
import { startEverythingServer } from './everything/start-server';
import { freePort } from './free-port';
import { logInAndRedeem } from './log-in';
import type { Finding, Part, PartContext } from './part';
import { lastLines, runTool } from './run-tool';
import { readSuiteResults, type SuiteCheck } from './suite-results';
import { synthesiseWith } from './synthesise-with';
import { startTokenProxy } from './token-proxy';
import { PROGRAMS } from './tools';

const TIMEOUT_SECONDS = 240;

/** The revisions whose wire the suite speaks, and so both eras. */
const REVISIONS = ['2025-03-26', '2025-06-18', '2025-11-25', '2026-07-28'] as const;

/** Between requests, so that the suite's hundreds of them stay below the rate limits; a token outlives them all. */
const STEP_SECONDS = 1;

type Results = ReadonlyMap<string, readonly SuiteCheck[]>;

async function runSuite(url: string, revision: string, { newFolder }: PartContext): Promise<Results> {
  const results = newFolder();
  const finished = await runTool(PROGRAMS.conformance, {
    args: ['server', '--url', url, '--suite', 'all', '--spec-version', revision, '--output-dir', results],
    home: newFolder(),
    timeoutSeconds: TIMEOUT_SECONDS,
  });
  const found = readSuiteResults(results);
  if (found.size === 0) throw new Error(`The suite wrote no results:\n${lastLines(finished)}`);
  return found;
}

/** What a scenario found, in a form that is the same for the same findings. */
function verdicts(checks: readonly SuiteCheck[] = []): string[] {
  return checks.map(({ id, status }) => `${id}: ${status}`).sort();
}

function compare(revision: string, direct: Results, through: Results): readonly Finding[] {
  const scenarios = [...new Set([...direct.keys(), ...through.keys()])].sort();
  return scenarios.map((scenario) => {
    const [before, after] = [verdicts(direct.get(scenario)), verdicts(through.get(scenario))];
    const same = JSON.stringify(before) === JSON.stringify(after);
    const broken = (direct.get(scenario) ?? []).filter(({ status }) => status === 'FAILURE').map(({ id }) => id);
    return {
      name: `${revision} ${scenario}`,
      // A test server that fails by itself would compare equal and show nothing.
      passed: same && broken.length === 0,
      note: [
        ...(broken.length === 0 ? [] : [`The test server itself fails ${broken.join(', ')}.`]),
        ...(same ? [] : [difference(before, after, through.get(scenario) ?? [])]),
      ].join('\n'),
    };
  });
}

function difference(before: readonly string[], after: readonly string[], checks: readonly SuiteCheck[]): string {
  return [
    `Directly:            ${before.filter((verdict) => !after.includes(verdict)).join(', ') || 'nothing more'}`,
    `Through the gateway: ${after.filter((verdict) => !before.includes(verdict)).join(', ') || 'nothing more'}`,
    ...checks.flatMap(({ id, errorMessage }) => (errorMessage === undefined ? [] : [`${id}: ${errorMessage}`])),
  ].join('\n');
}

async function run(context: PartContext): Promise<readonly Finding[]> {
  const clock = new TestClock();
  const server = await startEverythingServer();
  const port = await freePort();
  // The suite expects a server on localhost to take requests whose Origin is the server itself; the gateway takes those
  // of the origins it is told alone.
  const stackFile = await synthesiseWith({ MCP_GATEWAY_ALLOWED_ORIGINS: `http://localhost:${port}` }, context);
  const gateway = await startLocalGateway({
    stackFile,
    port,
    user: 'alice',
    env: {},
    clock,
    backends: { mcp: server.url },
  });
  try {
    const endpoint = gateway.endpoints[0]?.url ?? '';
    const findings: Finding[] = [];
    for (const revision of REVISIONS) {
      context.progress(`  ${revision}: directly, then through the gateway ...`);
      const token = await logInAndRedeem(endpoint);
      const proxy = await startTokenProxy(endpoint, token, () => clock.advanceSeconds(STEP_SECONDS));
      try {
        const direct = await runSuite(server.url, revision, context);
        findings.push(...compare(revision, direct, await runSuite(proxy.url, revision, context)));
      } finally {
        await proxy.close();
      }
    }
    return findings;
  } finally {
    await gateway.close();
    await server.close();
  }
}

/** The official suite's `server` mode, whose verdicts must not depend on the gateway between suite and server. */
export const SERVER_PART: Part = {
  name: 'server',
  description: "the official suite's checks of an MCP server: the same directly and through the gateway",
  run,
};
