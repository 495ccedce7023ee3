import { request } from 'undici';
import { startLocalGateway } from '../../emulator/local-gateway';
import { freePort } from './free-port';
import { Logins } from './logins';
import type { Finding, Part, PartContext } from './part';
import { lastLines, runTool } from './run-tool';
import { readSuiteResults } from './suite-results';
import { synthesiseWith } from './synthesise-with';
import { PROGRAMS } from './tools';

const TIMEOUT_SECONDS = 60;

async function registerClient(origin: string, redirectUri: string): Promise<string> {
  const response = await request(`${origin}/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Conformance suite',
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'none',
    }),
  });
  const answer = (await response.body.json()) as { client_id?: string };
  if (answer.client_id === undefined)
    throw new Error(`POST /register answered ${response.statusCode}: ${JSON.stringify(answer)}`);
  return answer.client_id;
}

async function run(context: PartContext): Promise<readonly Finding[]> {
  const { newFolder } = context;
  // Client metadata documents are for hosts that the operator names; the suite warns where there are none.
  const stackFile = await synthesiseWith({ MCP_GATEWAY_CLIENT_METADATA_HOSTS: 'client.example.com' }, context);
  const gateway = await startLocalGateway({ stackFile, user: 'alice', env: {} });
  try {
    const port = await freePort();
    const clientId = await registerClient(gateway.origin, `http://127.0.0.1:${port}/callback`);
    const results = newFolder();
    const finished = await runTool(PROGRAMS.conformance, {
      args: [
        'authorization',
        ...['--url', gateway.origin],
        ...['--client-id', clientId],
        ...['--resource', gateway.endpoints[0]?.url ?? ''],
        ...['--port', String(port)],
        ...['--output-dir', results],
      ],
      home: newFolder(),
      timeoutSeconds: TIMEOUT_SECONDS,
      onLine: new Logins(gateway.origin).onLine,
    });
    const checks = [...readSuiteResults(results).values()].flat();
    if (checks.length === 0) throw new Error(`The suite wrote no results:\n${lastLines(finished)}`);
    return [
      ...checks.map(({ id, status, errorMessage }) => ({
        name: id,
        passed: status === 'SUCCESS',
        note: status === 'SUCCESS' ? undefined : `${status}: ${errorMessage ?? 'no message'}`,
      })),
      { name: 'the suite ends with 0', passed: finished.code === 0 },
    ];
  } finally {
    await gateway.close();
  }
}

/** The official suite's `authorization` mode against the local gateway; a warning counts as a failure. */
export const AUTHORIZATION_PART: Part = {
  name: 'authorization',
  description: "the official suite's checks of the authorization server",
  run,
};
