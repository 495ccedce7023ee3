import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDemoValue } from '../../../stack/variables';
import { optionValue } from '../../programs/command-options';
import { freePort } from '../../programs/free-port';
import { createProgram } from '../../programs/program';
import { systemEnvironment } from '../../programs/system-environment';
import { argumentsOf, PlayerMissingError, requireReachable, type PlayImage } from '../image-player';
import type { ContainerApp } from '../read-container-apps';

const PACKAGE = 'slack-mcp-server';
const TOKENS = ['SLACK_MCP_XOXP_TOKEN', 'SLACK_MCP_XOXB_TOKEN', 'SLACK_MCP_XOXC_TOKEN', 'SLACK_MCP_XOXD_TOKEN'];
const SYSTEMS: Readonly<Record<string, string>> = { darwin: 'darwin', linux: 'linux', win32: 'windows' };
const PROCESSORS: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/**
 * Plays `ghcr.io/korotovsky/slack-mcp-server`: the same program, from the npm package of its author. With a demo value for a
 * token it runs in its demo mode, which knows the tools and no workspace; with a real token it talks to Slack.
 */
export const playSlackMcpServer: PlayImage = async (app, { environment, guard }) => {
  const args = argumentsOf(app, ['--transport', 'sse']);
  requireServing(app, args);
  const { variables, secrets } = app.environment;
  requireReachable(app, {
    host: variables.SLACK_MCP_HOST ?? '127.0.0.1',
    port: Number(variables.SLACK_MCP_PORT ?? 13080),
    hostSetting: 'the variable SLACK_MCP_HOST',
    portSetting: 'the variable SLACK_MCP_PORT',
  });
  const isDemo = TOKENS.some((name) => variables[name] === 'demo' || isDemoValue(variables[name] ?? ''));
  environment.log(
    isDemo
      ? `${app.name}: no Slack token is set, so the server runs in its demo mode: its tools are there, a workspace is not.`
      : `${app.name}: the server talks to Slack with the token that is set.`,
  );
  const port = await freePort();
  // The program keeps what it knows of a workspace in its home folder.
  const home = await mkdtemp(join(tmpdir(), 'azure-mcp-gateway-slack-'));
  const program = createProgram({
    name: app.name,
    command: binaryPath(app),
    args,
    env: {
      ...systemEnvironment(process.env),
      ...(isDemo ? demoCredentials(variables) : variables),
      SLACK_MCP_HOST: '127.0.0.1',
      SLACK_MCP_PORT: String(port),
      HOME: home,
      XDG_CACHE_HOME: home,
      LOCALAPPDATA: home,
    },
    port,
    secrets,
    guard,
    log: (line) => {
      if (isWorthTelling(line)) environment.log(line);
    },
  });
  return {
    ...program,
    close: async () => {
      await program.close();
      await rm(home, { recursive: true, force: true });
    },
  };
};

function requireServing(app: ContainerApp, args: readonly string[]): void {
  const transport = optionValue(args, 'transport', 't') ?? 'stdio';
  if (transport === 'sse' || transport === 'http') return;
  throw new Error(
    `${app.resource.address}: ${app.image} runs with the transport "${transport}", which takes no requests. Give the container the arguments ["--transport", "http"].`,
  );
}

/** Demo mode is entered by a user token alone, so a demo value of any token becomes that. */
function demoCredentials(variables: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const others = Object.entries(variables).filter(([name]) => !TOKENS.includes(name));
  return { ...Object.fromEntries(others), SLACK_MCP_XOXP_TOKEN: 'demo' };
}

/** It logs in JSON, and much of it. What matters here is what went wrong. */
function isWorthTelling(line: string): boolean {
  return !/"level":"(?:debug|info)"/.test(line);
}

/** The program itself, not the script that starts it: one process less that could be left behind. */
function binaryPath(app: ContainerApp): string {
  const platform = `${SYSTEMS[process.platform] ?? process.platform}-${PROCESSORS[process.arch] ?? process.arch}`;
  const binary = `${PACKAGE}-${platform}`;
  const file = `${binary}${process.platform === 'win32' ? '.exe' : ''}`;
  try {
    return createRequire(require.resolve(`${PACKAGE}/package.json`)).resolve(`${binary}/bin/${file}`);
  } catch {
    throw new PlayerMissingError(
      `${app.resource.address}: ${app.image} is played by the npm package ${PACKAGE}, which is not installed for ${platform}, so its calls fail. Install it with "npm install --save-dev ${PACKAGE}", or name the URL of a running one with --backend.`,
    );
  }
}
