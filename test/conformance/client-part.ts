import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { request } from 'undici';
import { describeError } from '../../cli/command';
import { startLocalGateway } from '../../emulator/local-gateway';
import { TestClock } from '../support/gateway';
import { freePort } from './free-port';
import { Logins } from './logins';
import type { Finding, Part, PartContext } from './part';

/** Where a client works. */
export interface ClientSetup {
  /** URL of the MCP endpoint. */
  readonly endpoint: string;
  /** Folder that is its home; it keeps its registration and tokens there. */
  readonly home: string;
  readonly callbackPort: number;
  readonly logins: Logins;
}

/** A program that is an MCP client. Each call starts it anew, so that only what it stored is left. */
export interface ClientProgram {
  /** @returns what it printed */
  listTools(): Promise<string>;
  /** Calls the tool `hello_mcp`. @returns what it printed */
  callTool(): Promise<string>;
  /** Folder below its home where it keeps its tokens, as JSON files. */
  readonly storage: string;
}

interface Step {
  readonly name: string;
  /** What happens before the client runs. */
  prepare?(gateway: GatewayInReach): Promise<void>;
  /** How many logins there are afterwards, the step's own and those before. */
  readonly logins: number;
  /** Text that the client must print. */
  readonly prints: string;
  run(client: ClientProgram): Promise<string>;
}

/** What a step may do to the gateway. */
interface GatewayInReach {
  readonly clock: TestClock;
  /** Revokes the client's login, as its user would who lost the computer it runs on. */
  revoke(): Promise<void>;
}

/** An access token lives an hour. */
const PAST_EXPIRY_SECONDS = 3700;

const STEPS: readonly Step[] = [
  { name: 'logs in and lists tools', logins: 1, prints: 'hello_mcp', run: (client) => client.listTools() },
  {
    name: 'calls a tool without another login',
    logins: 1,
    prints: 'an MCP tool behind the Azure MCP Gateway',
    run: (client) => client.callTool(),
  },
  {
    name: 'calls a tool after its token expired, without another login',
    prepare: async ({ clock }) => clock.advanceSeconds(PAST_EXPIRY_SECONDS),
    logins: 1,
    prints: 'an MCP tool behind the Azure MCP Gateway',
    run: (client) => client.callTool(),
  },
  {
    name: 'logs in anew after its login was revoked',
    prepare: ({ revoke }) => revoke(),
    logins: 2,
    prints: 'hello_mcp',
    run: (client) => client.listTools(),
  },
];

/** The part that takes one program through the life of a login, against a gateway and a home of its own. */
export function clientPart(
  name: string,
  description: string,
  createClient: (setup: ClientSetup) => ClientProgram,
): Part {
  const run = async ({ stackFile, newFolder }: PartContext): Promise<readonly Finding[]> => {
    const clock = new TestClock();
    const gateway = await startLocalGateway({ stackFile, user: 'alice', env: {}, clock });
    try {
      const { origin, endpoints } = gateway;
      const logins = new Logins(origin);
      const home = newFolder();
      const endpoint = endpoints[0]?.url ?? '';
      const client = createClient({ endpoint, home, callbackPort: await freePort(), logins });
      const revoke = (): Promise<void> => revokeLogin(origin, join(home, client.storage));
      return await runSteps(client, logins, { clock, revoke });
    } finally {
      await gateway.close();
    }
  };
  return { name, description, run };
}

/** Stops at the first step that fails, since the next ones build on it. */
async function runSteps(client: ClientProgram, logins: Logins, gateway: GatewayInReach): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const step of STEPS) {
    try {
      await step.prepare?.(gateway);
      const printed = await step.run(client);
      if (!printed.includes(step.prints)) {
        throw new Error(`It did not print ${step.prints} but:\n${printed.trim().slice(-800)}`);
      }
      if (logins.count !== step.logins) throw new Error(`There were ${logins.count} logins instead of ${step.logins}.`);
      findings.push({ name: step.name, passed: true });
    } catch (error) {
      return [...findings, { name: step.name, passed: false, note: describeError(error) }];
    }
  }
  return findings;
}

/** Revokes by RFC 7009 the refresh token that a client stored. */
async function revokeLogin(origin: string, storage: string): Promise<void> {
  const files = readdirSync(storage, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  const stored = files.map((name) => readFileSync(join(storage, name), 'utf8')).join('\n');
  const token = /"refresh_token(?:\\?"\s*:\s*\\?")([\w-]+)/.exec(stored)?.[1];
  const clientId = /"client_id(?:\\?"\s*:\s*\\?")([\w-]+)/.exec(stored)?.[1];
  if (token === undefined || clientId === undefined) {
    throw new Error(`The client keeps no refresh token and client id in ${files.join(', ')}.`);
  }
  const { statusCode, body } = await request(`${origin}/revoke`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token, client_id: clientId }).toString(),
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`POST /revoke answered ${statusCode}: ${text}`);
}
