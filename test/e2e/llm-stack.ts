import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Application } from '@cdktf/provider-azuread/lib/application';
import { ApplicationPasswordA } from '@cdktf/provider-azuread/lib/application-password';
import { ServicePrincipal } from '@cdktf/provider-azuread/lib/service-principal';
import { App, TerraformOutput } from 'cdktf';
import { LlmApi } from '../../constructs/backends/llm-api';
import { loadCSharp } from '../../policies/language/expressions/grammar';
import { readSettings } from '../../settings';
import { McpGatewayStack, STACK_NAME } from '../../stacks/mcp-gateway-stack';
import { PROJECT_FOLDER } from '../support/command';

/** A synthesised stack. */
export interface LlmStack {
  readonly file: string;
  remove(): void;
}

/**
 * The project's own stack with models at `/openai/v1` for callers of every kind, of which a person may use 60 tokens a minute
 * and 150 a day, a session less than that and a subscription more; and `/slow/v1`, whose account is elsewhere.
 */
export async function synthesiseLlmStack(): Promise<LlmStack> {
  await loadCSharp();
  const folder = mkdtempSync(join(tmpdir(), 'azure-mcp-gateway-llm-'));
  const app = new App({ outdir: folder });
  const stack = new McpGatewayStack(app, { settings: readSettings(), functions: join(PROJECT_FOLDER, 'functions') });
  const { gateway } = stack;
  const models = new LlmApi(stack, 'models', {
    gateway,
    path: 'openai',
    deployments: {
      'gpt-4.1-mini': { model: 'gpt-4.1-mini' },
      embeddings: { model: 'text-embedding-3-small' },
    },
    authentication: { entra: true, subscriptionKey: true },
    tokenLimits: [
      { per: 'user', tokensPerMinute: 60 },
      { per: 'user', tokenQuota: 150, period: 'Daily' },
    ],
  });
  const agent = new Application(stack, 'agent', { displayName: 'Nightly report' });
  const principal = new ServicePrincipal(stack, 'agent-principal', { clientId: agent.clientId });
  models.grantAccess('nightly', principal.objectId);
  const secret = new ApplicationPasswordA(stack, 'agent-secret', { applicationId: agent.id });
  const slow = new LlmApi(stack, 'slow', {
    gateway,
    path: 'slow',
    account: {
      id: '/subscriptions/0/resourceGroups/ai/providers/Microsoft.CognitiveServices/accounts/slow',
      endpoint: 'https://slow.openai.azure.com',
    },
    authentication: { subscriptionKey: true },
  });
  const outputs = {
    agent_client_id: agent.clientId,
    agent_secret: secret.value,
    agent_scope: `${gateway.entra.clientId}/.default`,
    models_key: models.addSubscription('batch').primaryKey,
    slow_key: slow.addSubscription('slow').primaryKey,
  };
  for (const [name, value] of Object.entries(outputs)) new TerraformOutput(stack, name, { value, sensitive: true });
  app.synth();
  return {
    file: join(folder, 'stacks', STACK_NAME, 'cdk.tf.json'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
