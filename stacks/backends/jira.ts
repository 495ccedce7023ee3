import { ContainerAppMcpBackend } from '../../constructs/container-app/container-app-mcp-backend';
import { JIRA_TOOLS_WITH_COMBINED_SCHEMAS } from '../../constructs/backends/jira-tools';
import type { ReadyMadeBackend } from './ready-made-backend';
import { secretVariable } from './secret-variable';

const IMAGE = 'ghcr.io/sooperset/mcp-atlassian:0.23.1';
const PORT = 8000;

/** Headers in which the server takes a site and a credential from its caller. */
const CALLER_HEADERS = [
  'X-Atlassian-Cloud-Id',
  'X-Atlassian-Jira-Url',
  'X-Atlassian-Jira-Personal-Token',
  'X-Atlassian-Confluence-Url',
  'X-Atlassian-Confluence-Personal-Token',
];

/** Jira, by https://github.com/sooperset/mcp-atlassian. Everybody acts as the one account whose token is given. */
export const JIRA: ReadyMadeBackend = {
  name: 'jira',
  needs: ['jiraUrl', 'jiraUsername', 'jiraApiToken'],
  add: (stack, { gateway, authentication, settings }) =>
    new ContainerAppMcpBackend(stack, 'jira', {
      gateway,
      authentication,
      path: 'jira-mcp',
      displayName: 'Jira',
      image: IMAGE,
      port: PORT,
      stateless: true,
      healthPath: '/healthz',
      strippedHeaders: CALLER_HEADERS,
      env: {
        TRANSPORT: 'streamable-http',
        STATELESS: 'true',
        HOST: '0.0.0.0',
        PORT: String(PORT),
        JIRA_URL: settings.jiraUrl,
        JIRA_USERNAME: settings.jiraUsername,
        // What arrives as Authorization is the gateway's token, which it would otherwise send to Atlassian.
        IGNORE_HEADER_AUTH: 'true',
        ALLOW_GLOBAL_CRED_FALLBACK: 'true',
      },
      secrets: {
        JIRA_API_TOKEN: secretVariable(stack, 'jira_api_token', 'API token of the Atlassian account in JIRA_USERNAME.'),
      },
      ...(settings.aiFoundry ? { tools: { deny: JIRA_TOOLS_WITH_COMBINED_SCHEMAS, hide: true } } : {}),
    }),
};
