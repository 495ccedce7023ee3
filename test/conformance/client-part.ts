import { describeError } from '../../cli/command';
import { startLocalGateway } from '../../emulator/local-gateway';
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
}

interface Step {
  readonly name: string;
  /** How many logins there are afterwards, the step's own and those before. */
  readonly logins: number;
  /** Text that the client must print. */
  readonly prints: string;
  run(client: ClientProgram): Promise<string>;
}

const STEPS: readonly Step[] = [
  { name: 'logs in and lists tools', logins: 1, prints: 'hello_mcp', run: (client) => client.listTools() },
  {
    name: 'calls a tool without another login',
    logins: 1,
    prints: 'an MCP tool behind the Azure MCP Gateway',
    run: (client) => client.callTool(),
  },
];

/** The part that takes one program through the life of a login, against a gateway and a home of its own. */
export function clientPart(
  name: string,
  description: string,
  createClient: (setup: ClientSetup) => ClientProgram,
): Part {
  const run = async ({ stackFile, newFolder }: PartContext): Promise<readonly Finding[]> => {
    const gateway = await startLocalGateway({ stackFile, user: 'alice', env: {} });
    try {
      const logins = new Logins(gateway.origin);
      const endpoint = gateway.endpoints[0]?.url ?? '';
      const client = createClient({ endpoint, home: newFolder(), callbackPort: await freePort(), logins });
      return await runSteps(client, logins);
    } finally {
      await gateway.close();
    }
  };
  return { name, description, run };
}

/** Stops at the first step that fails, since the next ones build on it. */
async function runSteps(client: ClientProgram, logins: Logins): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const step of STEPS) {
    try {
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
