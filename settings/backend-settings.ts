import { z } from 'zod';
import { define, list, text, type SettingDefinition } from './setting-definition';

/** A secret that puts a backend into the stack by being there. */
const secret = (
  definition: Pick<SettingDefinition<boolean>, 'variable' | 'description' | 'rule' | 'example'>,
): SettingDefinition<boolean> =>
  define({
    ...definition,
    default: false as boolean,
    secret: true,
    schema: z.string().transform(() => true) as z.ZodType<boolean, string>,
  });

const backendNames = z
  .string()
  .transform((value): readonly string[] => list(value))
  .refine((names) => names.every((name) => /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name)));

/** The settings of the backends that come with the stack. */
export const BACKEND_SETTINGS = {
  slackBotToken: secret({
    variable: 'SLACK_BOT_TOKEN',
    description: 'Bot user OAuth token of a Slack app; with it, Slack is behind the gateway.',
    rule: 'a bot token of Slack',
    example: 'xoxb-...',
  }),
  jiraUrl: define({
    variable: 'JIRA_URL',
    default: '',
    description: 'Jira site; with the next two, Jira is behind the gateway.',
    rule: 'an https URL without user name, query and fragment',
    example: 'https://contoso.atlassian.net',
    schema: text(/^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:\/[\w./~-]*)?$/i),
  }),
  jiraUsername: define({
    variable: 'JIRA_USERNAME',
    default: '',
    description: 'E-mail address of the Atlassian account that everybody acts as.',
    rule: '1 to 256 characters without blanks',
    example: 'robot@contoso.com',
    schema: text(/^\S{1,256}$/),
  }),
  jiraApiToken: secret({
    variable: 'JIRA_API_TOKEN',
    description: 'API token of that account.',
    rule: 'an API token of Atlassian',
    example: 'ATATT...',
  }),
  githubPat: secret({
    variable: 'GITHUB_PAT',
    description: 'Personal access token of a GitHub account; with it, GitHub is behind the gateway.',
    rule: 'a personal access token of GitHub',
    example: 'github_pat_...',
  }),
  aiFoundry: define({
    variable: 'MCP_GATEWAY_AI_FOUNDRY',
    default: false as boolean,
    description: 'Whether the Jira tools whose schemas AI Foundry refuses are hidden.',
    rule: '"true" or "false"',
    example: 'true',
    schema: z.enum(['true', 'false']).transform((value) => value === 'true') as z.ZodType<boolean, string>,
  }),
  entraBackends: define({
    variable: 'MCP_GATEWAY_ENTRA_BACKENDS',
    default: [] as readonly string[],
    description:
      'Backends that take Entra tokens of applications too, by name, separated by commas. See docs/agents.md.',
    rule: 'names of backends separated by commas: lower-case letters, digits and single hyphens',
    example: 'functions,jira',
    schema: backendNames,
  }),
  subscriptionKeyBackends: define({
    variable: 'MCP_GATEWAY_SUBSCRIPTION_KEY_BACKENDS',
    default: [] as readonly string[],
    description: 'Backends that take subscription keys too, by name, separated by commas. See docs/agents.md.',
    rule: 'names of backends separated by commas: lower-case letters, digits and single hyphens',
    example: 'functions,jira',
    schema: backendNames,
  }),
} as const;

/** Variables that mean nothing one without the other. */
export const TOGETHER = [
  ['jiraUrl', 'jiraUsername', 'jiraApiToken'],
] as const satisfies readonly (readonly (keyof typeof BACKEND_SETTINGS)[])[];
