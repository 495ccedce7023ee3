import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import OpenAI from 'openai';
import { PATHS } from '../../emulator/azure/entra/metadata';
import type { LocalGateway } from '../../emulator/local-gateway';
import { bootGateway, TestClock } from '../support/gateway';
import { RawClient, send, sendForm } from '../support/oauth-client';
import { synthesiseLlmStack, type LlmStack } from './llm-stack';

const A_DAY = 86_400;
const MODEL = 'gpt-4.1-mini';
const HELLO = [{ role: 'user', content: 'Hello there' }] as const;
/** What the stand-in says to that: 8 tokens of prompt, and of the answer these. */
const ANSWER = `${MODEL} on this machine heard: Hello there`;

/** A model that answers in events when the test lets it, or fails as the test wants. */
class SlowModel {
  /** A status, or a connection that ends without an answer. */
  failure: number | 'dropped' | undefined;
  readonly #server: Server;
  #arrive: (response: ServerResponse) => void = () => undefined;
  readonly arrived = new Promise<ServerResponse>((resolve) => (this.#arrive = resolve));

  constructor() {
    this.#server = createServer((request, response) => {
      request.resume().on('end', () => {
        if (this.failure === 'dropped') return void request.socket.destroy();
        if (this.failure !== undefined) return void response.writeHead(this.failure).end('{}');
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
        this.#arrive(response);
      });
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

describe("OpenAI's client through the local gateway", () => {
  const clock = new TestClock();
  const slow = new SlowModel();
  let stack: LlmStack;
  let gateway: LocalGateway;

  beforeAll(async () => {
    stack = await synthesiseLlmStack();
    await slow.start();
    gateway = await bootGateway(stack.file, { clock, backends: { slow: slow.url } });
  });

  afterAll(async () => {
    await gateway?.close();
    await slow.close();
    stack?.remove();
  });

  // The next midnight in UTC: what a test used of a quota is forgotten, and logins of the day before are over.
  beforeEach(() => clock.advanceSeconds(A_DAY - ((clock.nowMilliseconds() / 1000) % A_DAY)));

  const client = (apiKey: string, path = 'openai', headers: Record<string, string | null> = {}): OpenAI =>
    new OpenAI({ apiKey, baseURL: `${gateway.origin}/${path}/v1`, maxRetries: 0, defaultHeaders: headers });

  /** A client of a person who logs in for the models. */
  async function loggedIn(): Promise<OpenAI> {
    const raw = new RawClient(gateway.origin, `${gateway.origin}/openai/v1`);
    const { json } = await raw.redeem(await raw.logIn());
    return client(String(json['access_token']));
  }

  const keyHolder = (output: string, path?: string): OpenAI =>
    client('unused', path, { Authorization: null, 'Ocp-Apim-Subscription-Key': String(gateway.outputs[output]) });

  const chat = (openai: OpenAI, model = MODEL) => openai.chat.completions.create({ model, messages: [...HELLO] });

  it('completes a chat and tells what it cost and what is left', async () => {
    const openai = await loggedIn();
    const { data, response } = await openai.chat.completions
      .create({ model: MODEL, messages: [...HELLO] })
      .withResponse();
    expect(data.choices[0]?.message.content).toBe(ANSWER);
    const total = data.usage?.total_tokens ?? 0;
    expect(total).toBeGreaterThan(10);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-consumed-tokens': String(total),
      'x-remaining-tokens-user-minute': String(60 - total),
      'x-remaining-tokens-user-daily': String(150 - total),
    });
  });

  it('streams a chat with the usage at its end', async () => {
    const openai = await loggedIn();
    const stream = await openai.chat.completions.create({
      model: MODEL,
      messages: [...HELLO],
      stream: true,
      stream_options: { include_usage: true },
    });
    const pieces: string[] = [];
    let usage: number | undefined;
    for await (const chunk of stream) {
      pieces.push(chunk.choices[0]?.delta.content ?? '');
      usage = chunk.usage?.total_tokens ?? usage;
    }
    expect(pieces.join('')).toBe(ANSWER);
    expect(usage).toBeGreaterThan(10);
  });

  it('gets each event of a stream before the next one is sent', async () => {
    const stream = await keyHolder('slow_key', 'slow').chat.completions.create({
      model: MODEL,
      messages: [...HELLO],
      stream: true,
    });
    const response = await slow.arrived;
    const chunks = stream[Symbol.asyncIterator]();
    for (const content of ['one', 'two', 'three']) {
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`);
      expect((await chunks.next()).value?.choices[0]?.delta.content).toBe(content);
    }
    response.end('data: [DONE]\n\n');
    expect((await chunks.next()).done).toBe(true);
  });

  it('gets responses, at once and in events', async () => {
    const openai = await loggedIn();
    const whole = await openai.responses.create({ model: MODEL, input: 'Hello there' });
    expect(whole).toMatchObject({ status: 'completed', output_text: ANSWER });
    const stream = await openai.responses.create({ model: MODEL, input: 'Hello there', stream: true });
    let text = '';
    const types = new Set<string>();
    for await (const event of stream) {
      types.add(event.type);
      if (event.type === 'response.output_text.delta') text += event.delta;
    }
    expect(text).toBe(ANSWER);
    expect([...types]).toEqual(expect.arrayContaining(['response.created', 'response.completed']));
  });

  it('embeds texts, the same ones alike', async () => {
    const openai = await loggedIn();
    const { data, usage } = await openai.embeddings.create({ model: 'embeddings', input: ['a', 'b', 'a'] });
    expect(data.map(({ embedding }) => embedding.length)).toEqual([1536, 1536, 1536]);
    expect(data[0]?.embedding).toEqual(data[2]?.embedding);
    expect(data[0]?.embedding).not.toEqual(data[1]?.embedding);
    expect(usage).toEqual({ prompt_tokens: 3, total_tokens: 3 });
  });

  it('gets a RateLimitError over the tokens of a minute, and is served again after its Retry-After', async () => {
    const openai = await loggedIn();
    const error = await refusalOf(() => chat(openai));
    expect(error).toBeInstanceOf(OpenAI.RateLimitError);
    expect(error).toMatchObject({ status: 429, code: 'rate_limit_exceeded', type: 'tokens' });
    const seconds = retryAfter(error);
    expect(seconds).toBeGreaterThan(1);
    clock.advanceSeconds(seconds - 1);
    await expect(chat(openai)).rejects.toBeInstanceOf(OpenAI.RateLimitError);
    clock.advanceSeconds(1);
    await expect(chat(openai)).resolves.toMatchObject({ object: 'chat.completion' });
  });

  it('counts what is streamed too', async () => {
    const openai = await loggedIn();
    const error = await refusalOf(async () => {
      const stream = await openai.chat.completions.create({ model: MODEL, messages: [...HELLO], stream: true });
      for await (const { object } of stream) expect(object).toBe('chat.completion.chunk');
    });
    expect(error).toBeInstanceOf(OpenAI.RateLimitError);
  });

  it('gets a PermissionDeniedError over the quota of a day, until the next', async () => {
    const openai = await loggedIn();
    const error = await refusalOf(async () => {
      clock.advanceSeconds(60);
      await chat(openai);
    });
    expect(error).toBeInstanceOf(OpenAI.PermissionDeniedError);
    expect(error).toMatchObject({ status: 403, code: 'insufficient_quota' });
    const seconds = retryAfter(error);
    const midnight = new Date(clock.nowMilliseconds() + seconds * 1000);
    expect([midnight.getUTCHours(), midnight.getUTCMinutes(), midnight.getUTCSeconds()]).toEqual([0, 0, 0]);
    clock.advanceSeconds(seconds);
    const tomorrow = await loggedIn();
    await expect(chat(tomorrow)).resolves.toMatchObject({ object: 'chat.completion' });
  });

  it('shares the tokens of one person among logins, and has its own with another credential', async () => {
    const openai = await loggedIn();
    await refusalOf(() => chat(openai));
    await expect(chat(await loggedIn())).rejects.toBeInstanceOf(OpenAI.RateLimitError);
    await expect(chat(keyHolder('models_key'))).resolves.toMatchObject({ object: 'chat.completion' });
  });

  it('calls as an application with a token of Entra', async () => {
    const entra = gateway.hosts.toLoopback(new URL(`https://login.microsoftonline.com${PATHS.token}`));
    const { json } = await sendForm(String(entra), {
      grant_type: 'client_credentials',
      client_id: String(gateway.outputs['agent_client_id']),
      client_secret: String(gateway.outputs['agent_secret']),
      scope: String(gateway.outputs['agent_scope']),
    });
    await expect(chat(client(String(json['access_token'])))).resolves.toMatchObject({ object: 'chat.completion' });
  });

  it('gets an AuthenticationError with the challenge of OAuth for a wrong token, a token for something else, and a wrong key', async () => {
    const raw = new RawClient(gateway.origin);
    const { json } = await raw.redeem(await raw.logIn());
    const wrongKey = client('x', 'openai', { Authorization: null, 'Ocp-Apim-Subscription-Key': 'wrong' });
    for (const openai of [client('wrong'), client(String(json['access_token'])), wrongKey]) {
      const error = await chat(openai).catch((refusal: unknown) => refusal);
      expect(error).toBeInstanceOf(OpenAI.AuthenticationError);
      expect(error).toMatchObject({ code: 'invalid_token', type: 'invalid_request_error' });
      expect((error as InstanceType<typeof OpenAI.APIError>).headers?.get('www-authenticate')).toContain(
        `resource_metadata="${gateway.origin}/.well-known/oauth-protected-resource/openai/v1"`,
      );
    }
  });

  it('gets the errors of the model: a NotFoundError for an unknown one, a BadRequestError for an unfit one', async () => {
    const openai = await loggedIn();
    const unknown = await chat(openai, 'gpt-2').catch((refusal: unknown) => refusal);
    expect(unknown).toBeInstanceOf(OpenAI.NotFoundError);
    expect(unknown).toMatchObject({ code: 'DeploymentNotFound' });
    await expect(chat(openai, 'embeddings')).rejects.toBeInstanceOf(OpenAI.BadRequestError);
    await expect(openai.models.list()).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });

  it('gets an InternalServerError, and no challenge, when the model refuses the gateway or breaks off', async () => {
    for (const failure of [401, 403, 'dropped'] as const) {
      slow.failure = failure;
      const error = await chat(keyHolder('slow_key', 'slow')).catch((refusal: unknown) => refusal);
      expect(error).toBeInstanceOf(OpenAI.InternalServerError);
      expect(error).toMatchObject({ status: 502, code: 'server_error', type: 'server_error' });
    }
    slow.failure = undefined;
  });

  it('finds in the metadata where to log in', async () => {
    const answer = await send(`${gateway.origin}/.well-known/oauth-protected-resource/openai/v1`);
    expect(answer.json).toMatchObject({ resource: `${gateway.origin}/openai/v1`, scopes_supported: ['llm:models'] });
  });

  it('adds to the metrics that the trace page shows', async () => {
    await chat(keyHolder('models_key'));
    const { json } = await send(`${gateway.consoleUrl}/traces.json`);
    const metrics = json['metrics'] as { name: string; dimensions: Record<string, string> }[];
    expect(
      metrics.filter(({ dimensions }) => dimensions['Caller'] === 'subscription:batch').map(({ name }) => name),
    ).toEqual(['Total Tokens', 'Prompt Tokens', 'Completion Tokens']);
    expect(metrics[0]?.dimensions).toMatchObject({ 'API ID': 'models' });
  });
});

/** Calls until it is refused. */
async function refusalOf(call: () => Promise<unknown>): Promise<unknown> {
  for (let calls = 0; calls < 50; calls += 1) {
    try {
      await call();
    } catch (error) {
      return error;
    }
  }
  return undefined;
}

function retryAfter(error: unknown): number {
  return Number((error as InstanceType<typeof OpenAI.APIError>).headers?.get('retry-after'));
}
