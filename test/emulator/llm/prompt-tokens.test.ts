import { promptTokens } from '../../../emulator/llm/prompt-tokens';
import { loadTokenizer } from '../../../emulator/llm/tokenizer';

/** A tokenizer whose every word is a token. */
const words = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;

describe('promptTokens', () => {
  it.each([
    [
      'messages of a chat',
      {
        messages: [
          { role: 'system', content: 'be brief' },
          { role: 'user', name: 'bo', content: 'hi' },
        ],
      },
      15,
    ],
    [
      'parts of a message, a picture as the largest',
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'a b' },
              { type: 'image_url', image_url: {} },
            ],
          },
        ],
      },
      1209,
    ],
    [
      'calls of tools in a message',
      { messages: [{ role: 'assistant', content: null, tool_calls: [{ a: 'b c' }] }] },
      9,
    ],
    ['definitions of tools', { messages: [], tools: [{ name: 'a b' }] }, 5],
    ['the text of a response', { input: 'a b c', instructions: 'be brief' }, 8],
    ['the items of a response', { input: [{ role: 'user', content: [{ type: 'input_text', text: 'a b' }] }] }, 6],
    ['texts to embed', { input: ['a b', 'c'] }, 3],
    ['token ids to embed', { input: [1, 2, 3] }, 3],
    ['token ids of several texts', { input: [[1, 2], [3]] }, 3],
    ['nothing it knows', {}, 0],
  ])('counts %s', (_what, request, tokens) => {
    expect(promptTokens(request, words)).toBe(tokens);
  });
});

describe('loadTokenizer', () => {
  it('counts as o200k_base does, and control tokens as text', async () => {
    const count = await loadTokenizer();
    expect(['', 'hello world', 'Grüße, 世界', '<|endoftext|>'].map(count)).toEqual([0, 2, 5, 7]);
  });

  it('is linear in runs of one letter', async () => {
    const count = await loadTokenizer();
    expect(count('x'.repeat(40_000))).toBe(5000);
  });
});
