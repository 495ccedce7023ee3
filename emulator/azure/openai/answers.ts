import { createHash } from 'node:crypto';
import { asList, asObject, type JsonObject } from '../../llm/json';
import { promptTokens } from '../../llm/prompt-tokens';
import type { CountTokens } from '../../llm/tokenizer';
import { invalidRequest } from './openai-error';

/** A request to a model and what is needed to answer it. */
export interface ModelRequest {
  readonly body: JsonObject;
  /** Name of the model behind the deployment, for instance `gpt-4.1-mini`. */
  readonly model: string;
  /** Different for every request. */
  readonly id: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly count: CountTokens;
}

/** What a model says to a prompt, and the tokens of both. */
export interface Completion {
  readonly text: string;
  readonly prompt: number;
  readonly completion: number;
}

/** Answers the last text of a prompt with itself: always the same, and easy to tell apart. @throws OpenAiError 400 */
export function complete({ body, model, count }: ModelRequest, parameter: 'messages' | 'input'): Completion {
  const prompt = body[parameter];
  if (prompt === undefined) throw invalidRequest(parameter, `Missing required parameter: '${parameter}'.`);
  const text = `${model} on this machine heard: ${lastText(prompt)}`;
  return { text, prompt: promptTokens(body, count), completion: count(text) };
}

/** The words of a text, each with the blank before it. */
export function words(text: string): readonly string[] {
  return text.match(/\s*\S+/g) ?? [];
}

function lastText(prompt: unknown): string {
  if (typeof prompt === 'string') return prompt;
  const { content } = asObject(asList(prompt).at(-1));
  if (typeof content === 'string') return content;
  return asList(content)
    .map((part) => asObject(part).text)
    .filter((text) => typeof text === 'string')
    .join(' ');
}

const DIMENSIONS: Readonly<Record<string, number>> = { 'text-embedding-3-large': 3072 };
const DEFAULT_DIMENSIONS = 1536;

/** Embeds texts: the same text has the same vector, of length 1. @throws OpenAiError 400 */
export function embed({ body, model, count }: ModelRequest): JsonObject {
  const { input, dimensions, encoding_format: format } = body;
  if (input === undefined) throw invalidRequest('input', `Missing required parameter: 'input'.`);
  const isOne = typeof input === 'string' || asList(input).every((item) => typeof item === 'number');
  const texts = isOne ? [input] : asList(input);
  const size = typeof dimensions === 'number' ? dimensions : (DIMENSIONS[model] ?? DEFAULT_DIMENSIONS);
  const tokens = promptTokens(body, count);
  return {
    object: 'list',
    data: texts.map((text, index) => {
      const vector = vectorOf(JSON.stringify(text), size);
      const embedding = format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector];
      return { object: 'embedding', index, embedding };
    }),
    model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

function vectorOf(text: string, size: number): Float32Array {
  const seed = createHash('sha256').update(text).digest();
  const raw = Array.from({ length: size }, (_, index) => {
    const bytes = createHash('sha256').update(seed).update(String(index)).digest();
    return bytes.readInt32LE() / 2 ** 31;
  });
  const length = Math.hypot(...raw);
  return Float32Array.from(raw, (value) => value / length);
}
