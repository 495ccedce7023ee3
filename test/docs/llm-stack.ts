import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { LlmApi } from '../../constructs/backends/llm-api';
import type { McpGateway } from '../../constructs/mcp-gateway';

/** Adds to a stack what docs/llm.md shows. */
export function addModels(stack: Construct, gateway: McpGateway): void {
  // example: models of its own
  const models = new LlmApi(stack, 'models', {
    gateway,
    path: 'openai',
    deployments: {
      'gpt-4.1-mini': { model: 'gpt-4.1-mini', capacity: 50 },
      'text-embedding-3-small': { model: 'text-embedding-3-small' },
    },
  });
  new TerraformOutput(stack, 'openai_base_url', { value: models.url });
  // end

  // example: models that exist
  new LlmApi(stack, 'shared-models', {
    gateway,
    path: 'shared',
    account: {
      id: '/subscriptions/.../providers/Microsoft.CognitiveServices/accounts/contoso',
      endpoint: 'https://contoso.openai.azure.com',
    },
    authentication: { entra: true, subscriptionKey: true },
    tokenLimits: [
      { per: 'session', tokensPerMinute: 10_000 },
      { per: 'user', tokenQuota: 1_000_000, period: 'Daily' },
      { per: 'subscription', tokensPerMinute: 100_000 },
    ],
  });
  // end
}
