import { InvalidArgumentError, Option, type Command } from 'commander';
import type { LocalGateway } from '../emulator/local-gateway';
import type { LeftOutBackend } from '../stacks/backends';
import { createCommand, runCommand } from './command';
import { inspectorSettings, vsCodeSettings } from './connection-settings';
import { stopSignal } from './stop-signal';

const DEFAULT_PORT = 8080;
const MAX_PORT = 65535;

interface StartOptions {
  readonly port: number;
  readonly user?: string;
  readonly stack?: string;
  readonly backend?: Readonly<Record<string, string>>;
  readonly json?: true;
  readonly all?: true;
}

/** What is served, and where secrets have their values. */
interface StackToServe {
  readonly stackFile: string;
  readonly leftOut: readonly LeftOutBackend[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

function parsePort(value: string): number {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > MAX_PORT) {
    throw new InvalidArgumentError(`A port is a number from 0 (any free port) to ${MAX_PORT}.`);
  }
  return port;
}

function parseBackend(
  value: string,
  previous: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, name, url] = /^([^=]+)=(https?:\/\/.+)$/.exec(value) ?? [];
  if (name === undefined || url === undefined || !URL.canParse(url)) {
    throw new InvalidArgumentError('Write NAME=URL, for instance slack=http://127.0.0.1:3001.');
  }
  return { ...previous, [name]: url };
}

function describe(gateway: LocalGateway, leftOut: readonly string[]): string {
  const width = Math.max(...gateway.endpoints.map(({ name }) => name.length), 0);
  return [
    '',
    `Gateway        ${gateway.origin}`,
    `Traces         ${gateway.consoleUrl}`,
    'MCP endpoints',
    ...gateway.endpoints.map(({ name, url }) => `  ${name.padEnd(width)}  ${url}`),
    ...leftOut,
    ...(leftOut.length === 0 ? [] : ['npm start -- --all has them all, with demo values for what is not set.']),
    ...(gateway.users.length === 0
      ? []
      : [
          'Test users (sign in without a password)',
          ...gateway.users.map(({ name, displayName }) => `  ${name}  ${displayName}`),
        ]),
    ...(gateway.endpoints.length === 0
      ? []
      : [
          '',
          'VS Code, .vscode/mcp.json:',
          vsCodeSettings(gateway.endpoints),
          '',
          'MCP Inspector (needs Node 22.19 or later), save as mcp.json and run: npx @modelcontextprotocol/inspector --config mcp.json --server ' +
            (gateway.endpoints[0]?.name ?? ''),
          inspectorSettings(gateway.endpoints),
        ]),
    '',
    'State lives in memory and is gone when the gateway stops. Press Ctrl+C to stop.',
    '',
  ].join('\n');
}

// Modules are loaded when they are needed, so that --help and usage errors answer at once.
async function stackToServe({ stack, all }: StartOptions): Promise<StackToServe> {
  if (stack !== undefined) return { stackFile: stack, leftOut: [], env: process.env };
  const { synthesise } = await import('../main.js');
  const { readSettings } = await import('../settings.js');
  const { withAllBackends } = await import('../stacks/backends/index.js');
  const { secretVariables, terraformVariables } = await import('./deploy/secrets.js');
  const settings = readSettings(all === true ? withAllBackends(process.env) : process.env);
  const { stackFile, leftOut } = await synthesise({ settings });
  // A secret in the environment reaches the server it is for, as it would on Azure; one that is not there has a demo value.
  const { values } = terraformVariables(secretVariables(stackFile), process.env);
  return { stackFile, leftOut, env: { ...process.env, ...values } };
}

async function start(options: StartOptions, stopped: () => Promise<void>): Promise<void> {
  const progress = (line: string) => process.stderr.write(`${line}\n`);
  const stop = stopped();
  if (options.stack === undefined) progress('Synthesising the stack ...');
  const { stackFile, leftOut, env } = await stackToServe(options);
  progress('Starting the local gateway ...');
  const { startLocalGateway } = await import('../emulator/local-gateway.js');
  const gateway = await startLocalGateway({
    stackFile,
    port: options.port,
    backends: options.backend ?? {},
    env,
    log: progress,
    ...(options.user === undefined ? {} : { user: options.user }),
  });
  const { origin, consoleUrl, endpoints, users } = gateway;
  const { describeLeftOut } = await import('../stacks/backends/index.js');
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ gateway: origin, console: consoleUrl, endpoints, users, leftOut })}\n`
      : describe(gateway, describeLeftOut(leftOut)),
  );
  await stop;
  progress('Stopping ...');
  await gateway.close();
}

/**
 * The program behind `npm start`.
 * @param stopped is called before anything is started; what it returns resolves when the gateway is to stop
 */
export function createStartCommand(stopped: () => Promise<void>): Command {
  return createCommand(
    'npm start --',
    'Runs the gateway on this machine: synthesises the stack and serves its policies on localhost.',
  )
    .option('--port <number>', 'port to listen on; 0 takes any free port', parsePort, DEFAULT_PORT)
    .addOption(
      new Option('--all', 'run every ready-made backend, those that are not configured with demo values').conflicts(
        'stack',
      ),
    )
    .option('--user <name>', 'test user that Entra signs in without showing its page')
    .option('--stack <file>', 'serve this cdk.tf.json instead of synthesising one')
    .option('--backend <name=url>', 'send the calls of one backend to this URL; may be repeated', parseBackend)
    .option('--json', 'print one line of JSON on stdout when ready (use with npm start --silent)')
    .action((options: StartOptions) => start(options, stopped));
}

if (require.main === module) void runCommand(createStartCommand(stopSignal), process.argv).then(() => process.exit());
