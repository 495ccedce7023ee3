import type { StaticClient } from '../../../policies/contract/oauth-options';
import { staticClientMistakes } from '../../../policies/contract/static-clients';

const CLIENT: StaticClient = { id: 'agent', name: 'Agent', redirectUris: ['https://agent.example/callback'] };

describe('staticClientMistakes', () => {
  it.each<[string, Partial<StaticClient>]>([
    ['a public client', {}],
    ['a confidential client', { id: 'copilot-studio-2', confidential: true }],
    ['a client that pins a metadata document', { id: 'https://claude.ai/oauth/mcp-oauth-client-metadata' }],
    ['an id with capitals, dots and underscores', { id: 'My_Agent.v2' }],
    ['several redirect URIs', { redirectUris: ['http://127.0.0.1:33418', 'https://vscode.dev/redirect'] }],
  ])('finds nothing in %s', (_what, change) => {
    expect(staticClientMistakes([{ ...CLIENT, ...change }], {})).toEqual([]);
  });

  it.each<[string, Partial<StaticClient>, RegExp]>([
    ['an empty id', { id: '' }, /^\[0\]\.id: /],
    ['an id with a blank', { id: 'my agent' }, /^\[0\]\.id: /],
    ['an id that is a URL with a query', { id: 'https://claude.ai/oauth?x=1' }, /^\[0\]\.id: /],
    ['an id that is a URL without a path', { id: 'https://claude.ai' }, /^\[0\]\.id: /],
    ['a confidential id with a dot', { id: 'my.agent', confidential: true }, /^\[0\]\.id: .*confidential/],
    ['a confidential id that is a URL', { id: 'https://claude.ai/oauth', confidential: true }, /confidential/],
    ['an empty name', { name: '' }, /^\[0\]\.name: /],
    ['a name that turns text around', { name: 'Agent\u202e' }, /^\[0\]\.name: /],
    ['a name that is too long', { name: 'x'.repeat(101) }, /^\[0\]\.name: /],
    ['no redirect URI', { redirectUris: [] }, /^\[0\]\.redirectUris: there are 0/],
    ['a redirect URI over http', { redirectUris: ['http://agent.example/'] }, /^\[0\]\.redirectUris\[0\]: /],
    [
      'a redirect URI that is too long',
      { redirectUris: [`https://a.example/${'x'.repeat(512)}`] },
      /\[0\]\.redirectUris/,
    ],
    ['a private-use scheme', { redirectUris: ['com.example.app:/callback'] }, /^\[0\]\.redirectUris\[0\]: /],
  ])('finds %s', (_what, change, expected) => {
    const mistakes = staticClientMistakes([{ ...CLIENT, ...change }], {});
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(expected);
  });

  it('takes a private-use scheme when they are allowed', () => {
    const client = { ...CLIENT, redirectUris: ['com.example.app:/callback'] };
    expect(staticClientMistakes([client], { privateUseSchemes: true })).toEqual([]);
  });

  it('finds an id that is used twice, and every mistake at once', () => {
    expect(staticClientMistakes([CLIENT, { ...CLIENT, name: '' }], {})).toEqual([
      expect.stringMatching(/^\[1\]\.name: /),
      expect.stringMatching(/^\[1\]\.id: .*before it/),
    ]);
  });
});
