import { hasFlag, optionValue } from '../../../programs/command-options';
import { argumentsOf, requireReachable } from '../../image-player';
import type { ContainerApp } from '../../read-container-apps';

/** How the container is set up, as mcp-atlassian reads its arguments and environment. */
export interface AtlassianConfiguration {
  readonly transport: 'sse' | 'streamable-http';
  readonly path: string;
  readonly stateless: boolean;
  /** Site whose links the tools answer with. */
  readonly jiraUrl: string;
  readonly readOnly: boolean;
  /** Names of the tools that are offered; undefined offers all. */
  readonly enabledTools: readonly string[] | undefined;
  /** `Authorization` is not taken for the caller's Atlassian credential. */
  readonly ignoresAuthorization: boolean;
  /** A request without a credential of its own is served with the one of the environment. */
  readonly fallsBack: boolean;
}

/**
 * Reads the settings of mcp-atlassian from a container of the stack.
 * @throws Error naming the app and what would keep it from answering on Azure
 */
export function readAtlassianConfiguration(app: ContainerApp): AtlassianConfiguration {
  const { variables } = app.environment;
  const args = argumentsOf(app, []);
  const transport = optionValue(args, 'transport') ?? variables.TRANSPORT ?? 'stdio';
  if (transport !== 'sse' && transport !== 'streamable-http') {
    throw new Error(
      `${app.resource.address}: ${app.image} runs with the transport "${transport}", which takes no requests. Set the variable TRANSPORT to streamable-http.`,
    );
  }
  requireReachable(app, {
    host: optionValue(args, 'host') ?? variables.HOST ?? '0.0.0.0',
    port: Number(optionValue(args, 'port') ?? variables.PORT ?? 8000),
    hostSetting: 'the variable HOST',
    portSetting: 'the variable PORT',
  });
  requireCredential(app);
  const enabled = optionValue(args, 'enabled-tools') ?? variables.ENABLED_TOOLS;
  return {
    transport,
    path: optionValue(args, 'path') ?? variables.STREAMABLE_HTTP_PATH ?? (transport === 'sse' ? '/sse' : '/mcp'),
    stateless: hasFlag(args, 'stateless') || isTrue(variables.STATELESS),
    jiraUrl: (variables.JIRA_URL ?? '').replace(/\/$/, ''),
    readOnly: hasFlag(args, 'read-only') || isTrue(variables.READ_ONLY_MODE),
    enabledTools: enabled === undefined || enabled === '' ? undefined : enabled.split(',').map((tool) => tool.trim()),
    ignoresAuthorization: isTrue(variables.IGNORE_HEADER_AUTH),
    fallsBack: isTrue(variables.ALLOW_GLOBAL_CRED_FALLBACK),
  };
}

/** Without a site and a credential of its own it offers no tool of Jira. */
function requireCredential(app: ContainerApp): void {
  const { variables } = app.environment;
  const has = (name: string): boolean => (variables[name] ?? '') !== '';
  if (has('JIRA_URL') && (has('JIRA_PERSONAL_TOKEN') || (has('JIRA_USERNAME') && has('JIRA_API_TOKEN')))) return;
  throw new Error(
    `${app.resource.address}: ${app.image} has no Jira to talk to. Set the variables JIRA_URL, JIRA_USERNAME and JIRA_API_TOKEN (Cloud), or JIRA_URL and JIRA_PERSONAL_TOKEN (Data Center).`,
  );
}

function isTrue(value: string | undefined): boolean {
  return ['true', '1', 'yes', 'y', 'on'].includes((value ?? '').toLowerCase());
}
