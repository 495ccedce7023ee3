import { PassThrough } from 'node:stream';
import { request as send } from 'undici';
import {
  policies,
  startBackend,
  startTestGateway,
  type Received,
  type TestBackend,
  type TestGateway,
  type TestService,
} from '../gateway/test-gateway';
import { closeAfterwards } from '../../support/close-afterwards';

const REPORT = '<set-header name="Report"><value>@(report)</value></set-header>';
const SEEN = '<set-header name="Seen"><value>@(seen)</value></set-header>';
const EXPRESSIONS: TestService['expressions'] = {
  '@(report)': ({ lastError, response, variables }) =>
    [lastError?.source, lastError?.reason, response?.statusCode, lastError?.message, variables.get('wait')].join(' | '),
  '@(seen)': ({ variables }) => String(variables.get('used')),
  '@(quota)': () => 100,
  '@(caller)': () => 'caller',
};

/** A model that answers what a test sets. */
interface Model extends TestBackend {
  answer: { status: number; type: string; body: string | PassThrough };
  readonly requests: string[];
}

async function startModel(usage: object = { prompt_tokens: 10, completion_tokens: 40 }): Promise<Model> {
  const requests: string[] = [];
  const backend = await startBackend((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      requests.push(Buffer.concat(chunks).toString('utf8'));
      const { status, type, body } = model.answer;
      outgoing.writeHead(status, { 'content-type': type }).flushHeaders();
      if (typeof body === 'string') outgoing.end(body);
      else body.pipe(outgoing);
    });
  });
  const model: Model = {
    ...backend,
    requests,
    answer: { status: 200, type: 'application/json', body: JSON.stringify({ usage }) },
  };
  closeAfterwards(() => backend.close());
  return model;
}

async function start(inbound: string, model: Model, more: TestService = {}): Promise<TestGateway> {
  const gateway = await startTestGateway({
    apis: [
      {
        serviceUrl: model.url,
        policy: policies({
          inbound,
          backend: '<forward-request buffer-response="false" />',
          outbound: SEEN,
          onError: REPORT,
        }),
        operations: [{ id: 'chat', method: 'POST', urlTemplate: '/*' }],
      },
    ],
    expressions: EXPRESSIONS,
    ...more,
  });
  closeAfterwards(() => gateway.close());
  return gateway;
}

const chat = (gateway: TestGateway, body: object = {}): Promise<Received> =>
  gateway.request('/chat', { method: 'POST', body: JSON.stringify({ messages: [], ...body }) });

const limit = (attributes: string, estimates = false): string =>
  `<llm-token-limit counter-key="k" ${attributes} estimate-prompt-tokens="${estimates}" retry-after-variable-name="wait" tokens-consumed-variable-name="used" tokens-consumed-header-name="used" remaining-tokens-header-name="left" remaining-quota-tokens-header-name="quota-left" />`;

describe('llm-token-limit', () => {
  it('subtracts what the model reports, refuses once more than the limit was used, and recovers with the clock', async () => {
    const model = await startModel();
    const gateway = await start(limit('tokens-per-minute="60"'), model);
    const first = await chat(gateway);
    expect(first).toMatchObject({ status: 200, headers: { left: '10', used: '50', seen: '50' } });
    // What a request will use is not known before: it passes while anything is left.
    expect(await chat(gateway)).toMatchObject({ status: 200, headers: { left: '0', used: '50' } });
    const refused = await chat(gateway);
    expect(refused).toMatchObject({
      status: 429,
      headers: {
        'retry-after': '40',
        report:
          'llm-token-limit | OpenAITokenLimitExceeded | 429 | Token limit is exceeded. Try again in 40 seconds. | 40',
      },
    });
    expect(JSON.parse(refused.text)).toEqual({
      statusCode: 429,
      message: 'Token limit is exceeded. Try again in 40 seconds.',
    });
    gateway.clock.advance(39);
    expect((await chat(gateway)).status).toBe(429);
    gateway.clock.advance(1);
    expect((await chat(gateway)).status).toBe(200);
    expect(model.requests).toHaveLength(3);
  });

  it('slides over the last minute in the classic tiers', async () => {
    const model = await startModel();
    const gateway = await start(limit('tokens-per-minute="60"'), model, { sku: 'Developer_1' });
    await chat(gateway);
    gateway.clock.advance(20);
    await chat(gateway);
    expect(await chat(gateway)).toMatchObject({ status: 429, headers: { 'retry-after': '40' } });
    gateway.clock.advance(40);
    expect((await chat(gateway)).status).toBe(200);
  });

  it('answers 403 when a quota is exceeded, until its period is over', async () => {
    const model = await startModel();
    const gateway = await start(limit('token-quota="@(quota)" token-quota-period="Hourly"'), model);
    gateway.clock.advance(3590);
    expect(await chat(gateway)).toMatchObject({ status: 200, headers: { 'quota-left': '50' } });
    // Azure refuses when consumption passes the quota, not when it reaches it.
    expect(await chat(gateway)).toMatchObject({ status: 200, headers: { 'quota-left': '0' } });
    expect((await chat(gateway)).status).toBe(200);
    const refused = await chat(gateway);
    expect(refused).toMatchObject({
      status: 403,
      headers: {
        'retry-after': '10',
        report:
          'llm-token-limit | OpenAITokenQuotaExceeded | 403 | Token quota is exceeded. Try again in 10 seconds. | 10',
      },
    });
    gateway.clock.advance(10);
    expect((await chat(gateway)).status).toBe(200);
  });

  it('counts a prompt before the model sees it where it is asked to, and settles by what was used', async () => {
    const model = await startModel({ prompt_tokens: 5, completion_tokens: 5 });
    const gateway = await start(limit('tokens-per-minute="60"', true), model);
    const long = { messages: [{ role: 'user', content: 'word '.repeat(70) }] };
    expect(await chat(gateway, long)).toMatchObject({ status: 429, headers: { left: '60' } });
    expect(model.requests).toEqual([]);
    const short = { messages: [{ role: 'user', content: 'word' }] };
    expect(await chat(gateway, short)).toMatchObject({ status: 200, headers: { used: '10', left: '50' } });
  });

  it('does not count an answer that is an error', async () => {
    const model = await startModel();
    model.answer = { status: 400, type: 'application/json', body: '{"error":{},"usage":{"prompt_tokens":1000}}' };
    const gateway = await start(limit('tokens-per-minute="60"', true), model);
    expect(await chat(gateway)).toMatchObject({ status: 400, headers: { left: '60', used: '0' } });
  });

  it('counts by the estimate of the prompt where the model reports nothing', async () => {
    const model = await startModel();
    model.answer = { ...model.answer, body: '{}' };
    const gateway = await start(limit('tokens-per-minute="60"'), model);
    expect(await chat(gateway, { messages: [{ role: 'user', content: 'word' }] })).toMatchObject({
      headers: { used: '8', left: '52' },
    });
  });

  it('passes a stream on as it comes, and counts its text and its prompt when it is over', async () => {
    const model = await startModel();
    const stream = new PassThrough();
    const event = `data: ${JSON.stringify({ choices: [{ delta: { content: 'word word word' } }] })}\n\n`;
    model.answer = { status: 200, type: 'text/event-stream', body: stream };
    const gateway = await start(limit('tokens-per-minute="60"'), model);
    const answer = await send(`${gateway.origin}/chat`, {
      method: 'POST',
      body: JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'word' }] }),
    });
    // The prompt is counted although the policy does not ask for it.
    expect(answer.headers).toMatchObject({ left: '52' });
    expect(answer.headers).not.toHaveProperty('used');
    const chunks = answer.body[Symbol.asyncIterator]();
    stream.write(event);
    expect(Buffer.from((await chunks.next()).value as Uint8Array).toString('utf8')).toBe(event);
    stream.end();
    expect((await chunks.next()).done).toBe(true);
    const { tokenCounters } = gateway.services;
    expect(tokenCounters.perMinute('k', 60).left()).toBe(60 - 8 - 3);
  });

  it('counts what passed of a stream whose caller went away', async () => {
    const model = await startModel();
    const stream = new PassThrough();
    model.answer = { status: 200, type: 'text/event-stream', body: stream };
    const gateway = await start(limit('tokens-per-minute="60"'), model);
    const answer = await send(`${gateway.origin}/chat`, { method: 'POST', body: '{"stream":true,"input":""}' });
    stream.write('data: {"delta":"word word"}\n\n');
    await answer.body[Symbol.asyncIterator]().next();
    answer.body.destroy();
    const { tokenCounters } = gateway.services;
    while (tokenCounters.perMinute('k', 60).left() === 60) await new Promise((resolve) => setImmediate(resolve));
    expect(tokenCounters.perMinute('k', 60).left()).toBe(58);
  });

  it.each([
    ['no limit', '<llm-token-limit counter-key="k" estimate-prompt-tokens="false" />', /"tokens-per-minute", or/],
    [
      'a quota without a period',
      '<llm-token-limit counter-key="k" token-quota="1" estimate-prompt-tokens="false" />',
      /go together/,
    ],
    [
      'an expression for the minute',
      '<llm-token-limit counter-key="k" tokens-per-minute="@(quota)" estimate-prompt-tokens="false" />',
      /"tokens-per-minute" takes no policy expression/,
    ],
  ])('does not start with %s', async (_what, policy, message) => {
    await expect(start(policy, await startModel())).rejects.toThrow(message);
  });
});

describe('llm-emit-token-metric', () => {
  const METRIC =
    '<llm-emit-token-metric namespace="n"><dimension name="Operation ID" /><dimension name="Caller" value="@(caller)" /></llm-emit-token-metric>';

  it('adds prompt, completion and both by dimension', async () => {
    const gateway = await start(METRIC, await startModel());
    await chat(gateway);
    await chat(gateway);
    const dimensions = { 'Operation ID': 'chat', Caller: 'caller' };
    expect(gateway.services.metrics.totals()).toEqual([
      { name: 'Total Tokens', dimensions, count: 2, sum: 100 },
      { name: 'Prompt Tokens', dimensions, count: 2, sum: 20 },
      { name: 'Completion Tokens', dimensions, count: 2, sum: 80 },
    ]);
  });

  it('adds nothing for an answer that is an error', async () => {
    const model = await startModel();
    model.answer = { ...model.answer, status: 500 };
    const gateway = await start(METRIC, model);
    await chat(gateway);
    expect(gateway.services.metrics.totals()).toEqual([]);
  });
});
