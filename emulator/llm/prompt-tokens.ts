import { asList, asObject, type JsonObject } from './json';
import type { CountTokens } from './tokenizer';

/** What surrounds each message of a chat, and what the answer begins with. */
const TOKENS_PER_MESSAGE = 3;
const TOKENS_BEFORE_ANSWER = 3;
/** Azure counts every image of an estimated prompt as the largest. */
const TOKENS_PER_IMAGE = 1200;

/**
 * Estimates the tokens of a request's prompt: of chat completions (`messages`), responses (`input`, `instructions`) and
 * embeddings (`input`). Definitions of tools count as the JSON they are.
 */
export function promptTokens(request: JsonObject, count: CountTokens): number {
  const { messages, input, instructions, tools } = request;
  const ofTools = asList(tools).length === 0 ? 0 : count(JSON.stringify(tools));
  if (messages !== undefined) return ofMessages(asList(messages), count) + ofTools;
  const ofInstructions = typeof instructions === 'string' ? count(instructions) + TOKENS_PER_MESSAGE : 0;
  return ofInput(input, count) + ofInstructions + ofTools;
}

function ofMessages(messages: readonly unknown[], count: CountTokens): number {
  return messages.reduce<number>((sum, message) => sum + ofMessage(asObject(message), count), TOKENS_BEFORE_ANSWER);
}

function ofMessage({ role, name, content, tool_calls: calls }: JsonObject, count: CountTokens): number {
  const words = [role, name].filter((word) => typeof word === 'string');
  const ofCalls = asList(calls).length === 0 ? 0 : count(JSON.stringify(calls));
  return words.reduce((sum, word) => sum + count(word), TOKENS_PER_MESSAGE + ofContent(content, count) + ofCalls);
}

function ofContent(content: unknown, count: CountTokens): number {
  if (typeof content === 'string') return count(content);
  return asList(content).reduce<number>((sum, part) => {
    const { type, text } = asObject(part);
    if (typeof text === 'string') return sum + count(text);
    return sum + (String(type).includes('image') ? TOKENS_PER_IMAGE : 0);
  }, 0);
}

function ofInput(input: unknown, count: CountTokens): number {
  if (typeof input === 'string') return count(input);
  const items = asList(input);
  // Embeddings may be asked for by token ids, of one text or several.
  if (items.every((item) => typeof item === 'number')) return items.length;
  return items.reduce<number>((sum, item) => {
    if (typeof item === 'string') return sum + count(item);
    return sum + (Array.isArray(item) ? item.length : ofMessage(asObject(item), count));
  }, 0);
}
