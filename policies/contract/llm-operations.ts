import type { GatewayOperation } from './oauth-operations';

/**
 * The operations of an API of language models, as OpenAI's clients call them below their base URL. What reads stored
 * responses is not among them: the account knows one caller, the gateway, so everybody could read everybody's.
 */
export const LLM_OPERATIONS = [
  { name: 'chat-completions', method: 'POST', urlTemplate: '/chat/completions', displayName: 'Chat completions' },
  { name: 'responses', method: 'POST', urlTemplate: '/responses', displayName: 'Responses' },
  { name: 'embeddings', method: 'POST', urlTemplate: '/embeddings', displayName: 'Embeddings' },
] as const satisfies readonly GatewayOperation[];
