import type { JsonObject } from '../../llm/json';
import { complete, words, type Completion, type ModelRequest } from './answers';

/** A response as one JSON object. */
export function modelResponse(request: ModelRequest): JsonObject {
  return completed(request, complete(request, 'input'));
}

/** A response as the data of its events, from its creation over a word in each to the whole. */
export function modelResponseEvents(request: ModelRequest): readonly string[] {
  const completion = complete(request, 'input');
  const place = { item_id: itemId(request), output_index: 0, content_index: 0 };
  const begun = { ...head(request), status: 'in_progress', output: [], usage: null };
  const whole = completed(request, completion);
  const events: readonly JsonObject[] = [
    { type: 'response.created', response: begun },
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { ...item(request), status: 'in_progress', content: [] },
    },
    { type: 'response.content_part.added', ...place, part: part('') },
    ...words(completion.text).map((delta) => ({ type: 'response.output_text.delta', ...place, delta })),
    { type: 'response.output_text.done', ...place, text: completion.text },
    { type: 'response.content_part.done', ...place, part: part(completion.text) },
    { type: 'response.output_item.done', output_index: 0, item: message(request, completion.text) },
    { type: 'response.completed', response: whole },
  ];
  return events.map((event, index) => JSON.stringify({ ...event, sequence_number: index }));
}

function completed(request: ModelRequest, { text, prompt, completion }: Completion): JsonObject {
  return {
    ...head(request),
    status: 'completed',
    output: [message(request, text)],
    usage: { input_tokens: prompt, output_tokens: completion, total_tokens: prompt + completion },
  };
}

function head({ id, created, model }: ModelRequest): JsonObject {
  return { id: `resp_${id}`, object: 'response', created_at: created, model, error: null };
}

function message(request: ModelRequest, text: string): JsonObject {
  return { ...item(request), status: 'completed', content: [part(text)] };
}

function item(request: ModelRequest): JsonObject {
  return { id: itemId(request), type: 'message', role: 'assistant' };
}

function itemId({ id }: ModelRequest): string {
  return `msg_${id}`;
}

function part(text: string): JsonObject {
  return { type: 'output_text', text, annotations: [] };
}
