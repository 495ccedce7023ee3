import { reportedUsage, StreamedText } from '../../../emulator/llm/token-usage';

describe('reportedUsage', () => {
  it.each([
    [
      'chat completions',
      { usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } },
      { prompt: 3, completion: 4 },
    ],
    ['responses', { usage: { input_tokens: 3, output_tokens: 4 } }, { prompt: 3, completion: 4 }],
    ['embeddings', { usage: { prompt_tokens: 3, total_tokens: 3 } }, { prompt: 3, completion: 0 }],
    ['an answer without usage', { id: 'x' }, undefined],
    ['an answer whose usage is no number', { usage: { prompt_tokens: 'many' } }, undefined],
  ])('reads that of %s', (_what, answer, usage) => {
    expect(reportedUsage(JSON.stringify(answer))).toEqual(usage);
  });

  it('takes no text that is no JSON object', () => {
    expect(['', 'x', '[]', 'null'].map(reportedUsage)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('StreamedText', () => {
  const events = [
    { choices: [{ delta: { role: 'assistant', content: 'Grü' } }] },
    { choices: [{ delta: { content: 'ße' } }] },
    { choices: [{ delta: { tool_calls: [{ function: { name: 'f', arguments: '{"a":' } }] } }] },
    { choices: [{ delta: { refusal: 'no' } }] },
    { type: 'response.output_text.delta', delta: ' and more' },
    { choices: [], usage: { prompt_tokens: 1, completion_tokens: 100 } },
  ];
  const stream = Buffer.from(
    [...events.map((event) => `data: ${JSON.stringify(event)}\n\n`), 'data: [DONE]\n\n'].join(''),
  );

  it.each([1, 3, 7, stream.length])('collects what a model wrote from chunks of %d bytes', (size) => {
    const text = new StreamedText();
    for (let at = 0; at < stream.length; at += size) text.add(stream.subarray(at, at + size));
    expect(text.text).toBe('Grüßef{"a":no and more');
  });
});
