import { TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import {
  AzureProviders,
  ContainerAppMcpBackend,
  FunctionMcpBackend,
  LlmApi,
  McpGateway,
  RemoteMcpBackend,
  runApp,
  streamableHttp,
} from 'azure-mcp-gateway';

/** A secret of the deployment: Terraform reads it from TF_VAR_<name>, and it stands in no file. */
function secret(stack: TerraformStack, name: string): string {
  return new TerraformVariable(stack, name, { type: 'string', sensitive: true, nullable: false }).stringValue;
}

void runApp((app) => {
  const stack = new TerraformStack(app, 'all-backends');
  new AzureProviders(stack, 'providers');
  const gateway = new McpGateway(stack, 'gateway', {
    publisher: { name: 'Contoso', email: 'platform@example.com' },
    location: 'swedencentral',
    tags: { team: 'platform' },
  });

  // Tools on Azure Functions, from source.
  new FunctionMcpBackend(stack, 'functions', {
    gateway,
    path: 'mcp',
    code: 'functions',
    containers: [{ name: 'snippets', endpointSetting: 'SNIPPETS_BLOB_ENDPOINT', nameSetting: 'SNIPPETS_CONTAINER' }],
  });

  // Containers, behind built-in authentication that lets in the gateway alone.
  new ContainerAppMcpBackend(stack, 'slack', {
    gateway,
    path: 'slack-mcp',
    image: 'ghcr.io/korotovsky/slack-mcp-server:v1.3.0',
    port: 3001,
    args: ['--transport', 'http'],
    env: { SLACK_MCP_HOST: '0.0.0.0', SLACK_MCP_PORT: '3001' },
    secrets: { SLACK_MCP_XOXB_TOKEN: secret(stack, 'slack_bot_token') },
    tools: { deny: ['conversations_add_message'], hide: true },
  });
  new ContainerAppMcpBackend(stack, 'jira', {
    gateway,
    path: 'jira-mcp',
    image: 'ghcr.io/sooperset/mcp-atlassian:0.23.1',
    port: 8000,
    transport: streamableHttp('/mcp'),
    stateless: true,
    healthPath: '/healthz',
    env: {
      TRANSPORT: 'streamable-http',
      STATELESS: 'true',
      JIRA_URL: 'https://contoso.atlassian.net',
      JIRA_USERNAME: 'bot@example.com',
      IGNORE_HEADER_AUTH: 'true',
      ALLOW_GLOBAL_CRED_FALLBACK: 'true',
    },
    secrets: { JIRA_API_TOKEN: secret(stack, 'jira_api_token') },
    rateLimits: { callsPerSubject: 120, callsPerGrant: 60, windowSeconds: 60 },
  });

  // A server that somebody else runs, with a credential that only the gateway knows.
  new RemoteMcpBackend(stack, 'github', {
    gateway,
    path: 'github-mcp',
    url: 'https://api.githubcopilot.com/mcp/',
    credential: { header: 'Authorization', scheme: 'Bearer', value: secret(stack, 'github_pat') },
    headers: { 'X-MCP-Readonly': 'true' },
    authentication: { entra: true },
  });

  // Models for the agents that use all this, with a budget for each person.
  new LlmApi(stack, 'openai', {
    gateway,
    path: 'openai',
    deployments: { 'gpt-4.1-mini': { model: 'gpt-4.1-mini', version: '2025-04-14' } },
    tokenLimits: [
      { per: 'user', tokensPerMinute: 20_000 },
      { per: 'user', tokenQuota: 1_000_000, period: 'Daily' },
    ],
  });

  new TerraformOutput(stack, 'mcp_endpoints', { value: gateway.mcpEndpoints });
});
