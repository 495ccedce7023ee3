import type { IncomingMessage, ServerResponse } from 'node:http';
import { asObject, parseObject, type JsonObject } from '../../llm/json';
import { loadTokenizer } from '../../llm/tokenizer';
import { BodyTooLargeError, listenOnLoopback, readBody, sendJson } from '../loopback-server';
import { azureResourceId, guidFor } from '../managed-identity/principals';
import { argumentText } from '../stack-values';
import type { ArgumentReader, ComputedAttributes, StandIn, StandInEnvironment } from '../stand-in';
import { readOpenAiAccounts, type OpenAiAccount } from './accounts';
import { embed, type ModelRequest } from './answers';
import { authorize } from './authorize';
import { chatCompletion, chatCompletionEvents } from './chat-completions';
import { OpenAiError } from './openai-error';
import { modelResponse, modelResponseEvents } from './responses';

const LONGEST_BODY_BYTES = 64 * 1024 * 1024;

/** How an operation answers: at once, or in events where it can. */
interface Operation {
  readonly takes: 'text models' | 'embedding models';
  readonly answer: (request: ModelRequest) => JsonObject;
  readonly events?: (request: ModelRequest) => readonly string[];
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  'chat/completions': { takes: 'text models', answer: chatCompletion, events: chatCompletionEvents },
  responses: { takes: 'text models', answer: modelResponse, events: modelResponseEvents },
  embeddings: { takes: 'embedding models', answer: embed },
};

/**
 * Stands in for the Azure OpenAI accounts of a stack: the v1 API below `/openai/v1/` with chat completions, responses and
 * embeddings. Models answer with what they were told, always the same; deployments, keys and roles come from the stack.
 */
export async function startOpenAi(environment: StandInEnvironment): Promise<StandIn> {
  const accounts = new Map<string, OpenAiAccount>();
  const server = await listenOnLoopback(
    async (request, response) => {
      try {
        const account = accounts.get((request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase());
        const body = (await readBody(request, LONGEST_BODY_BYTES)).toString('utf8');
        if (account === undefined) throw notFound();
        await answer(request, response, account, body, environment);
      } catch (error) {
        sendError(response, error);
      }
    },
    () => environment.log('Azure OpenAI: a request failed inside the local gateway.'),
  );
  return {
    computes: COMPUTES,
    configure: async (stack) => {
      for (const account of readOpenAiAccounts(stack)) {
        for (const host of account.hosts) {
          accounts.set(host, account);
          environment.hosts.map(host, `http://127.0.0.1:${server.port}`);
        }
      }
    },
    close: () => server.close(),
  };
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  account: OpenAiAccount,
  text: string,
  { clock, randomness }: StandInEnvironment,
): Promise<void> {
  const name = /^\/openai\/v1\/([a-z/]+)(?:\?|$)/.exec(incoming.url ?? '')?.[1] ?? '';
  const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (operation === undefined || incoming.method !== 'POST') throw notFound();
  await authorize(incoming, account, name, clock);
  const body = parseObject(text);
  const request: ModelRequest = {
    body,
    model: findModel(account, body, name, operation),
    id: Buffer.from(randomness.bytes(12)).toString('hex'),
    created: Math.floor(clock.nowMilliseconds() / 1000),
    count: await loadTokenizer(),
  };
  if (body.stream === true && operation.events !== undefined) await sendEvents(outgoing, operation.events(request));
  else sendJson(outgoing, 200, operation.answer(request));
}

function findModel({ deployments }: OpenAiAccount, body: JsonObject, name: string, { takes }: Operation): string {
  const model = deployments.get(String(body.model));
  if (model === undefined) {
    throw new OpenAiError(
      404,
      'DeploymentNotFound',
      'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.',
    );
  }
  if (model.includes('embedding') !== (takes === 'embedding models')) {
    throw new OpenAiError(
      400,
      'OperationNotSupported',
      `The ${name} operation does not work with the specified model, ${model}. Please choose different model and try again.`,
    );
  }
  return model;
}

/** Sends each event by itself, so that a caller gets them one after the other. */
async function sendEvents(response: ServerResponse, events: readonly string[]): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-cache' });
  for (const data of events) {
    const { type } = asObject(data === '[DONE]' ? undefined : JSON.parse(data));
    response.write(`${typeof type === 'string' ? `event: ${type}\n` : ''}data: ${data}\n\n`);
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
}

function notFound(): OpenAiError {
  return new OpenAiError(404, '404', 'Resource not found');
}

function sendError(response: ServerResponse, error: unknown): void {
  if (error instanceof BodyTooLargeError) {
    return sendJson(response, 413, { error: { code: 'RequestEntityTooLarge', message: error.message } });
  }
  if (!(error instanceof OpenAiError)) throw error;
  const { status, code, message, param } = error;
  sendJson(response, status, { error: { code, message, ...(param === undefined ? {} : { param, type: code }) } });
}

const accountId = (account: ArgumentReader): string =>
  azureResourceId(
    argumentText(account, 'resource_group_name'),
    `Microsoft.CognitiveServices/accounts/${argumentText(account, 'name')}`,
  );

const COMPUTES: Readonly<Record<string, ComputedAttributes>> = {
  azurerm_cognitive_account: {
    id: accountId,
    endpoint: (account) => {
      const subdomain: unknown = account.argument('custom_subdomain_name') ?? account.argument('name');
      const domain = account.argument('kind') === 'AIServices' ? 'cognitiveservices' : 'openai';
      return `https://${String(subdomain)}.${domain}.azure.com/`;
    },
    primary_access_key: (account) => guidFor(`primary ${account.address}`),
    secondary_access_key: (account) => guidFor(`secondary ${account.address}`),
  },
  azurerm_cognitive_deployment: {
    id: (deployment) =>
      `${argumentText(deployment, 'cognitive_account_id')}/deployments/${argumentText(deployment, 'name')}`,
  },
};
