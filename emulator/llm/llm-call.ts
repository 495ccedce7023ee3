import type { Exchange } from '../gateway/exchange';
import type { GatewayResponse } from '../gateway/gateway-response';
import { parseObject, type JsonObject } from './json';
import { promptTokens } from './prompt-tokens';
import { reportedUsage, StreamedText, type TokenUsage } from './token-usage';
import { loadTokenizer } from './tokenizer';

/** Longest request or answer whose tokens are counted; pictures and embeddings are long. */
const LONGEST_BODY_BYTES = 64 * 1024 * 1024;

/** Told what a request used. @param isStreamed the answer is on its way to the caller already */
type UsageListener = (usage: TokenUsage, isStreamed: boolean) => void;

const CALLS = new WeakMap<Exchange, LlmCall>();

/** One request to a language model as the policies that count tokens see it; several of them share one. */
export class LlmCall {
  readonly #listeners: UsageListener[] = [];
  #request: Promise<JsonObject> | undefined;
  #promptTokens: Promise<number> | undefined;

  private constructor(private readonly exchange: Exchange) {
    exchange.onBackendResponse.push((response) => this.#readUsage(response));
  }

  static of(exchange: Exchange): LlmCall {
    const call = CALLS.get(exchange) ?? new LlmCall(exchange);
    CALLS.set(exchange, call);
    return call;
  }

  /** Whether the caller asked for the answer in events. */
  async isStreamed(): Promise<boolean> {
    return (await this.#read()).stream === true;
  }

  /** The estimated tokens of the prompt. */
  promptTokens(): Promise<number> {
    this.#promptTokens ??= Promise.all([this.#read(), loadTokenizer()]).then(([request, count]) =>
      promptTokens(request, count),
    );
    return this.#promptTokens;
  }

  /**
   * Asks to be told what the request used: before outbound, or, when the answer is streamed, at its end. An answer that is an
   * error used nothing.
   */
  onUsage(listener: UsageListener): void {
    this.#listeners.push(listener);
  }

  #read(): Promise<JsonObject> {
    this.#request ??= this.#readRequest();
    return this.#request;
  }

  async #readRequest(): Promise<JsonObject> {
    const { body } = this.exchange.request;
    if (body === null) return {};
    await body.buffer(LONGEST_BODY_BYTES);
    return parseObject(Buffer.from(body.read(true)).toString('utf8'));
  }

  async #readUsage({ statusCode, headers, body }: GatewayResponse): Promise<void> {
    if (statusCode >= 400 || body === null) {
      this.#tell({ prompt: 0, completion: 0 }, false);
    } else if (headers.first('content-type')?.startsWith('text/event-stream') === true) {
      const [prompt, count] = await Promise.all([this.promptTokens(), loadTokenizer()]);
      const streamed = new StreamedText();
      body.observe(
        (chunk) => streamed.add(chunk),
        () => this.#tell({ prompt, completion: count(streamed.text) }, true),
      );
    } else {
      await body.buffer(LONGEST_BODY_BYTES);
      const reported = reportedUsage(Buffer.from(body.read(true)).toString('utf8'));
      this.#tell(reported ?? { prompt: await this.promptTokens(), completion: 0 }, false);
    }
  }

  #tell(usage: TokenUsage, isStreamed: boolean): void {
    for (const listener of this.#listeners) listener(usage, isStreamed);
  }
}
