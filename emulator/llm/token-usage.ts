import { asList, asObject, parseObject } from './json';

/** Tokens that a request to a language model used. */
export interface TokenUsage {
  readonly prompt: number;
  readonly completion: number;
}

/**
 * Reads the usage that a model reports beside its answer: `prompt_tokens` and `completion_tokens` of chat completions and
 * embeddings, `input_tokens` and `output_tokens` of responses. Undefined when there is none.
 */
export function reportedUsage(answer: string): TokenUsage | undefined {
  const usage = asObject(parseObject(answer).usage);
  const prompt = usage.prompt_tokens ?? usage.input_tokens;
  const completion = usage.completion_tokens ?? usage.output_tokens ?? 0;
  return typeof prompt === 'number' && typeof completion === 'number' ? { prompt, completion } : undefined;
}

/** Collects the text of an answer from the events it is streamed in, whatever chunks they come in. */
export class StreamedText {
  readonly #decoder = new TextDecoder();
  #line = '';
  #text = '';

  /** What the model wrote so far. */
  get text(): string {
    return this.#text;
  }

  add(chunk: Uint8Array): void {
    const lines = (this.#line + this.#decoder.decode(chunk, { stream: true })).split('\n');
    this.#line = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data:')) this.#text += textOfEvent(line.slice('data:'.length));
  }
}

/** What one event adds: deltas of chat completions, or of the text and the arguments of calls in responses. */
function textOfEvent(data: string): string {
  const event = parseObject(data);
  if (typeof event.delta === 'string') return event.delta;
  return asList(event.choices)
    .map((choice) => {
      const { content, refusal, tool_calls: calls } = asObject(asObject(choice).delta);
      const written = asList(calls).map((call) => asObject(asObject(call).function));
      return [content, refusal, ...written.flatMap(({ name, arguments: given }) => [name, given])]
        .filter((part) => typeof part === 'string')
        .join('');
    })
    .join('');
}
