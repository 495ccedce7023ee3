import {
  CLIENT_CAPABILITIES_META_KEY,
  inputRequired,
  inputResponse,
  type ClientCapabilities,
  type InputRequest,
  type InputRequiredResult,
  type McpServer,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { textResult } from './contents';

type Schema = Parameters<typeof inputRequired.elicit>[0]['requestedSchema'];

function form(message: string, properties: Record<string, unknown>, required: readonly string[] = []): InputRequest {
  return inputRequired.elicit({
    message,
    requestedSchema: { type: 'object', properties, required: [...required] } as Schema,
  });
}

function sample(text: string): InputRequest {
  return inputRequired.createMessage({
    messages: [{ role: 'user', content: { type: 'text', text } }],
    maxTokens: 100,
  });
}

const ASK_NAME = form('What is your name?', { name: { type: 'string' } }, ['name']);
const ASK_COLOUR = form('What is your favourite colour?', { color: { type: 'string' } }, ['color']);
const CONFIRM = form('Please confirm.', { ok: { type: 'boolean' } }, ['ok']);

/** What each of the client's answers holds, or undefined when one is missing or of another kind. */
function answers(context: ServerContext, requests: Readonly<Record<string, InputRequest>>): string[] | undefined {
  const found: string[] = [];
  for (const key of Object.keys(requests)) {
    const view = inputResponse(context.mcpReq.inputResponses, key);
    if (view.kind === 'missing') return undefined;
    found.push(JSON.stringify(view));
  }
  return found;
}

/** Adds a tool that asks the client for everything at once and then tells what it was answered. */
function addAskingTool(server: McpServer, name: string, requests: Readonly<Record<string, InputRequest>>): void {
  server.registerTool(name, { description: 'Asks the client.', inputSchema: z.object({}) }, (_arguments, context) => {
    const found = answers(context, requests);
    return found === undefined
      ? inputRequired({ inputRequests: requests })
      : textResult(`Answered ${found.join(', ')}.`);
  });
}

/** Tools that need something from the client: by requests of the server in the old era, by further rounds in the new one. */
export function addAskingTools(server: McpServer, codec: RequestStateCodec<number>): void {
  addAskingTool(server, 'test_sampling', { answer: sample('Say something.') });
  addAskingTool(server, 'test_elicitation', { answer: form('Please answer.', { response: { type: 'string' } }) });
  addAskingTool(server, 'test_elicitation_sep1034_defaults', { answer: form('Please review.', FIELDS_WITH_DEFAULTS) });
  addAskingTool(server, 'test_elicitation_sep1330_enums', { answer: form('Please choose.', FIELDS_WITH_CHOICES) });
  addAskingTool(server, 'test_missing_capability', { answer: sample('Say something.') });
  addAskingTool(server, 'test_streaming_elicitation', { answer: ASK_NAME });
  addAskingTool(server, 'test_input_required_result_elicitation', { user_name: ASK_NAME });
  addAskingTool(server, 'test_input_required_result_sampling', { capital_question: sample('Name a capital.') });
  addAskingTool(server, 'test_input_required_result_list_roots', { client_roots: inputRequired.listRoots() });
  addRoundsTool(server, codec, 'test_input_required_result_request_state', [{ confirm: CONFIRM }]);
  addRoundsTool(server, codec, 'test_input_required_result_tampered_state', [{ confirm: CONFIRM }]);
  addRoundsTool(server, codec, 'test_input_required_result_multiple_inputs', [
    { user_name: ASK_NAME, greeting: sample('Write a greeting.'), client_roots: inputRequired.listRoots() },
  ]);
  addRoundsTool(server, codec, 'test_input_required_result_multi_round', [{ step1: ASK_NAME }, { step2: ASK_COLOUR }]);
  addCapabilitiesTool(server);
  server.registerPrompt(
    'test_input_required_result_prompt',
    { description: 'Asks the client.' },
    (context: ServerContext) => {
      const requests = { user_context: form('Which context?', { context: { type: 'string' } }, ['context']) };
      const found = answers(context, requests);
      return found === undefined
        ? inputRequired({ inputRequests: requests })
        : { messages: [{ role: 'user' as const, content: { type: 'text' as const, text: found.join() } }] };
    },
  );
}

/** Adds a tool that asks round by round and keeps count in the signed state the client carries. */
function addRoundsTool(
  server: McpServer,
  codec: RequestStateCodec<number>,
  name: string,
  rounds: readonly Readonly<Record<string, InputRequest>>[],
): void {
  const ask = async (round: number): Promise<InputRequiredResult> =>
    inputRequired({ inputRequests: rounds[round] ?? {}, requestState: await codec.mint(round) });
  server.registerTool(
    name,
    { description: 'Asks the client.', inputSchema: z.object({}) },
    async (_arguments, context) => {
      const round = context.mcpReq.requestState<number>();
      if (round === undefined) return ask(0);
      if (answers(context, rounds[round] ?? {}) === undefined) return ask(round);
      return round + 1 < rounds.length ? ask(round + 1) : textResult('state-ok');
    },
  );
}

function declaredCapabilities({ envelope }: ServerContext['mcpReq']): ClientCapabilities {
  // The SDK types the envelope as an empty object.
  return (envelope as Record<string, ClientCapabilities> | undefined)?.[CLIENT_CAPABILITIES_META_KEY] ?? {};
}

/** Adds a tool that asks for no more than the client says it can give. */
function addCapabilitiesTool(server: McpServer): void {
  server.registerTool(
    'test_input_required_result_capabilities',
    { description: 'Asks the client.', inputSchema: z.object({}) },
    (_arguments, { mcpReq }) => {
      const capabilities = declaredCapabilities(mcpReq);
      const requests = {
        ...(capabilities.sampling === undefined ? {} : { sampled: sample('Say something.') }),
        ...(capabilities.elicitation === undefined ? {} : { asked: ASK_NAME }),
      };
      return Object.keys(requests).length === 0
        ? textResult('Nothing to ask.')
        : inputRequired({ inputRequests: requests });
    },
  );
}

const CHOICES = ['first', 'second', 'third'] as const;
const TITLED_CHOICES = CHOICES.map((choice) => ({ const: choice, title: `The ${choice} one` }));

const FIELDS_WITH_DEFAULTS = {
  name: { type: 'string', default: 'John Doe' },
  age: { type: 'integer', default: 30 },
  score: { type: 'number', default: 95.5 },
  status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
  verified: { type: 'boolean', default: true },
};

const FIELDS_WITH_CHOICES = {
  untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
  titledSingle: { type: 'string', oneOf: TITLED_CHOICES },
  legacyEnum: { type: 'string', enum: CHOICES, enumNames: ['First', 'Second', 'Third'] },
  untitledMulti: { type: 'array', items: { type: 'string', enum: CHOICES } },
  titledMulti: { type: 'array', items: { anyOf: TITLED_CHOICES } },
};
