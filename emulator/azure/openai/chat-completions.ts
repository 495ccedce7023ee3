import { asObject, type JsonObject } from '../../llm/json';
import { complete, words, type ModelRequest } from './answers';

/** A chat completion as one JSON object. */
export function chatCompletion(request: ModelRequest): JsonObject {
  const { text, prompt, completion } = complete(request, 'messages');
  return {
    ...head(request, 'chat.completion'),
    choices: [
      { index: 0, message: { role: 'assistant', content: text, refusal: null }, finish_reason: 'stop', logprobs: null },
    ],
    usage: usage(prompt, completion),
  };
}

/** A chat completion as the data of its events: a word in each, and the usage where it is asked for. */
export function chatCompletionEvents(request: ModelRequest): readonly string[] {
  const { text, prompt, completion } = complete(request, 'messages');
  const chunk = (delta: JsonObject, reason: string | null): JsonObject => ({
    ...head(request, 'chat.completion.chunk'),
    choices: [{ index: 0, delta, finish_reason: reason, logprobs: null }],
  });
  const wantsUsage = asObject(request.body.stream_options).include_usage === true;
  const chunks = [
    chunk({ role: 'assistant', content: '' }, null),
    ...words(text).map((content) => chunk({ content }, null)),
    chunk({}, 'stop'),
    ...(wantsUsage
      ? [{ ...head(request, 'chat.completion.chunk'), choices: [], usage: usage(prompt, completion) }]
      : []),
  ];
  return [...chunks.map((data) => JSON.stringify(data)), '[DONE]'];
}

function head({ id, created, model }: ModelRequest, object: string): JsonObject {
  return { id: `chatcmpl-${id}`, object, created, model };
}

function usage(prompt: number, completion: number): JsonObject {
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}
